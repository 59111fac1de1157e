/** How the server stood over one step of time. */
export interface SystemSample {
  /** The end of the step. */
  readonly atMs: number;
  readonly calls: number;
  readonly conferences: number;
  readonly mediaLegs: number;
  /** Offered to us and sent by us. */
  readonly callsPerSecond: number;
  /** 99 of 100 phases of the beat began no later than this; undefined: there was none. */
  readonly beatLateMsP99: number | undefined;
  readonly phasesLate: number;
  readonly phasesSkipped: number;
  /** Of all threads; 1: one processor was busy all the time. */
  readonly processorsBusy: number;
  /** Of the thread of SIP and the API, between 0 and 1. */
  readonly mainThreadBusy: number;
  /** Of the machine, as the kernel averages it over a minute. */
  readonly load: number;
  readonly residentBytes: number;
  /** Of the packets that the legs waited for; undefined: they waited for none. */
  readonly lossRatio: number | undefined;
  /** Of the legs that are up and hear something, each since it began; undefined: there is none. */
  readonly mosMean: number | undefined;
  readonly mosMin: number | undefined;
}

/** The last hour, for charts. */
export interface SystemHistory {
  readonly stepMs: number;
  /** The oldest first. */
  since(atMs: number): readonly SystemSample[];
}

import type { StoreHealth } from '../../store/store.js';

/** How the server stands, for an administrator. */
export interface SystemState {
  readonly version: string;
  readonly node: string;
  readonly startedMs: number;
  readonly calls: number;
  readonly mediaLegs: number;
  readonly rtpPortsFree: number;
  readonly journalWaiting: number;
  readonly store: Pick<StoreHealth, 'writable' | 'waitingUnits' | 'lastError' | 'counts'>;
  readonly workers: readonly WorkerState[];
  readonly memory: { readonly residentBytes: number; readonly heapUsedBytes: number };
}

export interface WorkerState {
  readonly legs: number;
  /** A beat has phases: late ones, and ones that were left out after a stall. */
  readonly phasesLate: number;
  readonly phasesSkipped: number;
}

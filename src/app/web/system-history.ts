import type { SystemHistory, SystemSample } from '../../api/admin/system-samples.js';
import type { HistogramSnapshot } from '../../base/histogram.js';
import type { LegId } from '../../base/ids.js';
import type { LegStats } from '../../mixer/mixer.js';

/** What is read at the end of a step; counts rise from the start on. */
export interface SystemReading {
  readonly atMs: number;
  readonly calls: number;
  readonly conferences: number;
  readonly mediaLegs: number;
  readonly callsBegun: number;
  /** In seconds, of each worker. */
  readonly beatLateness: readonly HistogramSnapshot[];
  readonly phasesLate: number;
  readonly phasesSkipped: number;
  /** Of all threads. */
  readonly processorMs: number;
  readonly mainThreadMs: number;
  readonly load: number;
  readonly residentBytes: number;
  readonly lines: Iterable<readonly [LegId, Line]>;
}

type Line = Pick<LegStats, 'packetsReceived' | 'packetsLost' | 'mos'>;

const P99 = 0.99;
const MS_PER_S = 1_000;

/** A sample at each step, as many as are kept; the oldest gives its place. */
export class SampleHistory implements SystemHistory {
  readonly stepMs: number;
  readonly #samplesMax: number;
  readonly #samples: SystemSample[] = [];
  #next = 0;
  #before: SystemReading | undefined;
  #lines: ReadonlyMap<LegId, Line> = new Map();

  constructor(stepMs: number, samplesMax: number) {
    this.stepMs = stepMs;
    this.#samplesMax = samplesMax;
  }

  /** The first reading is what the second one is compared with. */
  note(reading: SystemReading): void {
    const before = this.#before;
    const lines = new Map(reading.lines);
    if (before !== undefined && reading.atMs > before.atMs) {
      this.#samples[this.#next] = { ...stepOf(before, reading), ...soundOf(this.#lines, lines) };
      this.#next = (this.#next + 1) % this.#samplesMax;
    }
    this.#before = reading;
    this.#lines = lines;
  }

  since(atMs: number): readonly SystemSample[] {
    const inOrder = [...this.#samples.slice(this.#next), ...this.#samples.slice(0, this.#next)];
    return inOrder.filter((sample) => sample.atMs > atMs);
  }
}

function stepOf(
  before: SystemReading,
  now: SystemReading,
): Omit<SystemSample, 'lossRatio' | 'mosMean' | 'mosMin'> {
  const elapsedMs = now.atMs - before.atMs;
  return {
    atMs: now.atMs,
    calls: now.calls,
    conferences: now.conferences,
    mediaLegs: now.mediaLegs,
    callsPerSecond: (risen(before.callsBegun, now.callsBegun) * MS_PER_S) / elapsedMs,
    beatLateMsP99: beatLateMs(before.beatLateness, now.beatLateness, P99),
    phasesLate: risen(before.phasesLate, now.phasesLate),
    phasesSkipped: risen(before.phasesSkipped, now.phasesSkipped),
    processorsBusy: risen(before.processorMs, now.processorMs) / elapsedMs,
    mainThreadBusy: Math.min(1, risen(before.mainThreadMs, now.mainThreadMs) / elapsedMs),
    load: now.load,
    residentBytes: now.residentBytes,
  };
}

/** The upper limit of those phases; of phases beyond all limits the last one. */
function beatLateMs(
  before: readonly HistogramSnapshot[],
  now: readonly HistogramSnapshot[],
  part: number,
): number | undefined {
  const limits = now[0]?.limits ?? [];
  const counts = Array.from({ length: limits.length + 1 }, (_, limit) =>
    now.reduce((sum, worker, at) => sum + risen(before[at]?.counts[limit] ?? 0, worker.counts[limit]!), 0),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let seen = 0;
  const limit = counts.findIndex((count) => (seen += count) >= total * part);
  return limits[Math.min(limit, limits.length - 1)]! * MS_PER_S;
}

/** What was counted in a worker that was replaced begins anew. */
const risen = (before: number, now: number): number => (now >= before ? now - before : now);

function soundOf(
  before: ReadonlyMap<LegId, Line>,
  now: ReadonlyMap<LegId, Line>,
): Pick<SystemSample, 'lossRatio' | 'mosMean' | 'mosMin'> {
  let received = 0;
  let lost = 0;
  let mosSum = 0;
  let mosMin = Number.POSITIVE_INFINITY;
  let heard = 0;
  for (const [leg, line] of now) {
    const last = before.get(leg);
    received += line.packetsReceived - (last?.packetsReceived ?? 0);
    // What was taken for lost may come late, and counts in the other direction then.
    lost += line.packetsLost - (last?.packetsLost ?? 0);
    if (line.packetsReceived === 0) continue;
    heard += 1;
    mosSum += line.mos;
    mosMin = Math.min(mosMin, line.mos);
  }
  const missing = Math.max(0, lost);
  return {
    lossRatio: received + missing === 0 ? undefined : missing / (received + missing),
    mosMean: heard === 0 ? undefined : mosSum / heard,
    mosMin: heard === 0 ? undefined : mosMin,
  };
}

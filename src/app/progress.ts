import { later, type MonotonicMs } from '../base/units.js';

/** When each part of the server was last seen to get on. The main thread is whoever asks. */
export interface Progress {
  /** Each media worker's last beat. */
  readonly beatMs: readonly MonotonicMs[];
  /** The last answer of the store's thread, a refusal included: only silence counts. */
  readonly storeMs: MonotonicMs;
}

/** A worker that hangs is replaced within a second; where that does not help either, after so long. */
const BEAT_MS_MAX = 10_000;
/** A disk may stall; a thread that says nothing for so long hangs. */
const STORE_MS_MAX = 30_000;

/** What stands still, in words for the log; empty: the process is alive as a whole. */
export function standstill({ beatMs, storeMs }: Progress, nowMs: MonotonicMs): readonly string[] {
  const workers = beatMs.flatMap((lastMs, worker) =>
    later(lastMs, BEAT_MS_MAX) < nowMs ? [`media worker ${worker}`] : [],
  );
  return later(storeMs, STORE_MS_MAX) < nowMs ? [...workers, 'store'] : workers;
}

/** Whether the watchdog may be told so: one part that hangs must lead to a restart. */
export const isAlive = (progress: Progress, nowMs: MonotonicMs): boolean =>
  standstill(progress, nowMs).length === 0;

import { Counters } from '../base/counters.js';
import { RecentTimes } from '../base/recent-times.js';
import type { MonotonicMs } from '../base/units.js';

/** How a caller stands before its next try at a room's door [S52]. */
export interface TryStanding {
  /** The verdict is held back so long. */
  readonly waitMs: number;
  /** A caller over the limit is not told whether room or password was wrong. */
  readonly overLimit: boolean;
}

export const GOOD_STANDING: TryStanding = { waitMs: 0, overLimit: false };

/**
 * Counts wrong entries by caller number and by room. Nodes will share the counts, so it stands behind this
 * interface. A withheld number is counted by room alone: all who withhold theirs are one to us.
 */
export interface TryLimiter {
  standing(callerNumber: string | undefined, roomNumber: string, nowMs: MonotonicMs): TryStanding;
  failed(callerNumber: string | undefined, roomNumber: string, nowMs: MonotonicMs): void;
}

export interface TryLimits {
  /** Failures in the window before anything slows down. */
  readonly failuresMax: number;
  readonly windowMs: number;
  /** The caller's wait doubles from one second up to this. */
  readonly callerWaitMaxMs: number;
  /** By room a delay grows by a second a failure up to this, and is never a refusal. */
  readonly roomWaitMaxMs: number;
  /** Callers and rooms that are remembered; beyond that the longest remembered one is forgotten. */
  readonly keysMax: number;
}

export const DEFAULT_TRY_LIMITS: TryLimits = {
  failuresMax: 10,
  windowMs: 600_000,
  callerWaitMaxMs: 60_000,
  roomWaitMaxMs: 10_000,
  keysMax: 100_000,
};

export class MemoryTryLimiter implements TryLimiter {
  readonly counters = new Counters(['failedTries', 'forgottenKeys']);
  readonly #limits: TryLimits;
  readonly #byCaller: RecentTimes;
  readonly #byRoom: RecentTimes;

  constructor(limits: TryLimits = DEFAULT_TRY_LIMITS) {
    this.#limits = limits;
    const { windowMs, failuresMax, keysMax } = limits;
    // More failures than these make no wait any longer.
    const options = { windowMs, timesMax: failuresMax + 16, keysMax };
    this.#byCaller = new RecentTimes(options);
    this.#byRoom = new RecentTimes(options);
  }

  standing(callerNumber: string | undefined, roomNumber: string, nowMs: MonotonicMs): TryStanding {
    const { failuresMax, callerWaitMaxMs, roomWaitMaxMs } = this.#limits;
    const callerOver =
      callerNumber === undefined ? -1 : this.#byCaller.count(callerNumber, nowMs) - failuresMax;
    const roomOver = this.#byRoom.count(roomNumber, nowMs) - failuresMax;
    const callerWaitMs = callerOver < 0 ? 0 : Math.min(1_000 * 2 ** callerOver, callerWaitMaxMs);
    const roomWaitMs = roomOver < 0 ? 0 : Math.min(1_000 * (roomOver + 1), roomWaitMaxMs);
    return { waitMs: Math.max(callerWaitMs, roomWaitMs), overLimit: callerOver >= 0 };
  }

  failed(callerNumber: string | undefined, roomNumber: string, nowMs: MonotonicMs): void {
    this.counters.add('failedTries');
    this.#count(this.#byRoom, roomNumber, nowMs);
    if (callerNumber !== undefined) this.#count(this.#byCaller, callerNumber, nowMs);
  }

  #count(failures: RecentTimes, key: string, nowMs: MonotonicMs): void {
    if (!failures.add(key, nowMs)) this.counters.add('forgottenKeys');
  }
}

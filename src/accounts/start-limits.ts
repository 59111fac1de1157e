import { RecentTimes } from '../base/recent-times.js';
import { later, type MonotonicMs } from '../base/units.js';

const HOUR_MS = 3_600_000;
const PER_NUMBER_MAX = 3;
const PER_ADDRESS_MAX = 10;
/** Between two attempts of one number. */
const APART_MS = 60_000;

export type StartLimit = 'NUMBER_LIMIT' | 'ADDRESS_LIMIT' | 'TOO_SOON';

/** Attempts to start without a login [S34]: nobody's phone is to ring all day because of a web form. */
export class StartLimits {
  readonly #byNumber: RecentTimes;
  readonly #byAddress: RecentTimes;

  constructor(keysMax = 100_000) {
    this.#byNumber = new RecentTimes({ windowMs: HOUR_MS, timesMax: PER_NUMBER_MAX, keysMax });
    this.#byAddress = new RecentTimes({ windowMs: HOUR_MS, timesMax: PER_ADDRESS_MAX, keysMax });
  }

  /** Counts the attempt unless a limit stops it. */
  attempt(e164: string, address: string, nowMs: MonotonicMs): StartLimit | undefined {
    const lastMs = this.#byNumber.last(e164, nowMs);
    if (lastMs !== undefined && nowMs < later(lastMs, APART_MS)) return 'TOO_SOON';
    if (this.#byNumber.count(e164, nowMs) >= PER_NUMBER_MAX) return 'NUMBER_LIMIT';
    if (this.#byAddress.count(address, nowMs) >= PER_ADDRESS_MAX) return 'ADDRESS_LIMIT';
    this.#byNumber.add(e164, nowMs);
    this.#byAddress.add(address, nowMs);
    return undefined;
  }
}

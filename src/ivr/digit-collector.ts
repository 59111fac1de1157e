import { later, type MonotonicMs } from '../base/units.js';
import type { Key } from './flow.js';

/** Keys pressed ahead that are kept for the next entries [S10]. */
const EARLY_KEYS_MAX = 40;
/** Digits of one entry; what is longer is wrong anyway. */
const ENTRY_DIGITS_MAX = 40;

export interface KeyTimes {
  /** From the end of the prompt to the first key. */
  readonly firstKeyMs: number;
  readonly nextKeyMs: number;
}

export const DEFAULT_KEY_TIMES: KeyTimes = { firstKeyMs: 10_000, nextKeyMs: 5_000 };

/** One entry of digits after another: `#` ends one, `*` erases it, silence ends it too [S10]. */
export class DigitCollector {
  readonly #times: KeyTimes;
  #early: Key[] = [];
  /** Undefined: no entry is open, keys are kept for the next. */
  #digits: string | undefined;
  #deadline: MonotonicMs | undefined;

  constructor(times: KeyTimes) {
    this.#times = times;
  }

  /** Opens an entry and fills it with what was pressed ahead; returns it if that completes it. */
  begin(nowMs: MonotonicMs): string | undefined {
    this.#digits = '';
    this.#deadline = undefined;
    for (let key = this.#early.shift(); key !== undefined; key = this.#early.shift()) {
      const entry = this.press(key, nowMs);
      if (entry !== undefined) return entry;
    }
    return undefined;
  }

  /** Whether the caller is in the middle of the open entry, so that no prompt is needed. */
  get started(): boolean {
    return this.#digits !== undefined && this.#digits !== '';
  }

  /** The prompt has ended: from now on the caller's silence counts. */
  listen(nowMs: MonotonicMs): void {
    if (this.#digits === '') this.#deadline = later(nowMs, this.#times.firstKeyMs);
  }

  /** Returns the entry that this key completes. */
  press(key: Key, nowMs: MonotonicMs): string | undefined {
    if (this.#digits === undefined) {
      if (this.#early.length < EARLY_KEYS_MAX) this.#early.push(key);
      return undefined;
    }
    if (key === '#') return this.#complete();
    if (key === '*') {
      this.#digits = '';
      this.#deadline = later(nowMs, this.#times.firstKeyMs);
    } else if (key >= '0' && key <= '9') {
      if (this.#digits.length < ENTRY_DIGITS_MAX) this.#digits += key;
      this.#deadline = later(nowMs, this.#times.nextKeyMs);
    } else {
      // A letter means nothing, but it has ended the prompt: from now on the caller's silence counts.
      this.#deadline ??= later(nowMs, this.#times.firstKeyMs);
    }
    return undefined;
  }

  /** Returns the entry when silence has ended it. */
  expire(nowMs: MonotonicMs): string | undefined {
    if (this.#deadline === undefined || nowMs < this.#deadline) return undefined;
    return this.#complete();
  }

  /** An error prompt follows: what was pressed ahead was meant for something else. */
  forgetEarly(): void {
    this.#early = [];
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#deadline;
  }

  #complete(): string | undefined {
    const entry = this.#digits;
    this.#digits = undefined;
    this.#deadline = undefined;
    return entry;
  }
}

import type { Entry, KeyTimes } from './entry.js';
import type { Key } from './flow.js';

/** Digits of one entry; what is longer is wrong anyway. */
const ENTRY_DIGITS_MAX = 40;

export type { KeyTimes } from './entry.js';

export const DEFAULT_KEY_TIMES: KeyTimes = { firstKeyMs: 10_000, nextKeyMs: 5_000 };

/** One entry of digits: `#` ends it, `*` erases it, silence ends it too [S10]. */
export class DigitCollector implements Entry<string> {
  #digits = '';

  get started(): boolean {
    return this.#digits !== '';
  }

  press(key: Key): string | undefined {
    if (key === '#') return this.#digits;
    if (key === '*') this.#digits = '';
    else if (isDigit(key) && this.#digits.length < ENTRY_DIGITS_MAX) this.#digits += key;
    return undefined;
  }

  silence(): string {
    return this.#digits;
  }
}

/** Letters mean nothing anywhere. */
export const isDigit = (key: Key): boolean => key >= '0' && key <= '9';

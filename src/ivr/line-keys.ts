import { later, type MonotonicMs } from '../base/units.js';
import type { Key } from './flow.js';

/** Between `*` and the second key. */
const SECOND_KEY_MS = 2_000;

/** On a private line two pairs of keys work and nothing else: `**` and `*#` [S20] [S14]. */
export class LineKeys {
  #starUntilMs: MonotonicMs | undefined;

  press(key: Key, nowMs: MonotonicMs): '**' | '*#' | undefined {
    const second = this.#starUntilMs !== undefined && nowMs < this.#starUntilMs;
    this.#starUntilMs = undefined;
    if (second && key === '*') return '**';
    if (second && key === '#') return '*#';
    if (key === '*') this.#starUntilMs = later(nowMs, SECOND_KEY_MS);
    return undefined;
  }

  reset(): void {
    this.#starUntilMs = undefined;
  }
}

import { BoundedMap } from './bounded-map.js';
import { later, type MonotonicMs } from './units.js';

export interface RecentTimesOptions {
  /** What is older is forgotten. */
  readonly windowMs: number;
  /** Times of one key that are remembered, the latest. */
  readonly timesMax: number;
  /** Keys that are remembered; beyond that the longest untouched one makes room. */
  readonly keysMax: number;
}

/** When something happened lately, by key: what limits of tries and calls in a time are counted with. */
export class RecentTimes {
  readonly #options: RecentTimesOptions;
  readonly #times: BoundedMap<string, readonly MonotonicMs[]>;

  constructor(options: RecentTimesOptions) {
    this.#options = options;
    this.#times = new BoundedMap(options.keysMax);
  }

  count(key: string, nowMs: MonotonicMs): number {
    return this.#recent(key, nowMs).length;
  }

  last(key: string, nowMs: MonotonicMs): MonotonicMs | undefined {
    return this.#recent(key, nowMs).at(-1);
  }

  /** False when another key had to make room. */
  add(key: string, nowMs: MonotonicMs): boolean {
    const times = [...this.#recent(key, nowMs), nowMs].slice(-this.#options.timesMax);
    // Set anew, so that the map stays in the order of the last time.
    this.#times.delete(key);
    if (this.#times.set(key, times)) return true;
    const [oldest] = this.#times.entries();
    if (oldest !== undefined) this.#times.delete(oldest[0]);
    this.#times.set(key, times);
    return false;
  }

  #recent(key: string, nowMs: MonotonicMs): readonly MonotonicMs[] {
    const times = this.#times.get(key) ?? [];
    return times.filter((atMs) => later(atMs, this.#options.windowMs) > nowMs);
  }
}

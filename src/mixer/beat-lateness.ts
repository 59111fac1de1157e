import type { HistogramSnapshot } from '../base/histogram.js';
import { CONTROL_LATE, CONTROL_LATE_MS, LATE_LIMITS_US } from './shared/layout.js';

const NS_PER_US = 1_000;
const NS_PER_MS = 1_000_000;
const US_PER_S = 1_000_000;
const MS_PER_S = 1_000;

/** How far behind its deadline each phase of a worker began, in shared memory: written by the worker alone. */
export class BeatLateness {
  readonly #words: Int32Array;
  readonly #control: number;
  /** Of the sum, what is no whole ms yet. */
  #restNs = 0;

  constructor(words: Int32Array, control: number) {
    this.#words = words;
    this.#control = control;
  }

  add(lateNs: number): void {
    const lateUs = lateNs / NS_PER_US;
    let index = 0;
    while (index < LATE_LIMITS_US.length && lateUs > LATE_LIMITS_US[index]!) index++;
    this.#words[this.#control + CONTROL_LATE + index]! += 1;
    const sumNs = this.#restNs + lateNs;
    const wholeMs = Math.floor(sumNs / NS_PER_MS);
    this.#words[this.#control + CONTROL_LATE_MS]! += wholeMs;
    this.#restNs = sumNs - wholeMs * NS_PER_MS;
  }

  /** In seconds. */
  snapshot(): HistogramSnapshot {
    const first = this.#control + CONTROL_LATE;
    return {
      limits: LATE_LIMITS_US.map((limitUs) => limitUs / US_PER_S),
      counts: Array.from({ length: LATE_LIMITS_US.length + 1 }, (_, i) => this.#words[first + i]! >>> 0),
      sum: (this.#words[this.#control + CONTROL_LATE_MS]! >>> 0) / MS_PER_S,
    };
  }
}

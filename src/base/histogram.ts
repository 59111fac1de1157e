/** How often values of each size came; /metrics shows it. */
export interface HistogramSnapshot {
  /** Rising. */
  readonly limits: readonly number[];
  /** Values up to `limits[i]` that are above the limit before; last: those above all of them. */
  readonly counts: readonly number[];
  readonly sum: number;
}

/** Sorts values by fixed limits. Its size is that of its limits, whatever comes. */
export class Histogram {
  readonly #limits: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(limits: readonly number[]) {
    this.#limits = limits;
    this.#counts = Array.from({ length: limits.length + 1 }, () => 0);
  }

  observe(value: number): void {
    let index = 0;
    while (index < this.#limits.length && value > this.#limits[index]!) index++;
    this.#counts[index]! += 1;
    this.#sum += value;
  }

  snapshot(): HistogramSnapshot {
    return { limits: this.#limits, counts: [...this.#counts], sum: this.#sum };
  }
}

import type { HistogramSnapshot } from '../../base/histogram.js';

/** What the numbers of the running server are made of, beside counts and levels; all are read at each scrape. */
export interface OperationServices {
  readonly figures: readonly FigureSource[];
}

/** Labels have few values: workers, trunks, routes; never a number, an account or a conference. */
export interface Figure<Value> {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: Value;
}

interface FigureName {
  /** /metrics shows `huitong_<name>`; it ends in its unit, and that of a counter in `_total`. */
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
}

/** A gauge may fall, a counter rises until the process ends. */
export type FigureSource =
  | (FigureName & { readonly type: 'gauge' | 'counter'; readonly read: () => readonly Figure<number>[] })
  | (FigureName & { readonly type: 'histogram'; readonly read: () => readonly Figure<HistogramSnapshot>[] });

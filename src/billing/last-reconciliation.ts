import type { UtcMs } from '../base/units.js';

/** Where the settings keep it. */
export const LAST_RECONCILIATION = 'billing.last-reconciliation';

/** What the last comparison with a carrier's file has found [S51a], as it is kept. */
export interface LastReconciliation {
  readonly atMs: UtcMs;
  /** The carrier's, without its folder. */
  readonly file: string;
  /** Null: all of them. */
  readonly trunk: string | null;
  readonly matched: number;
  readonly differences: number;
  /** The first of them, each in a line. */
  readonly first: readonly string[];
}

import { Histogram } from '../base/histogram.js';

/** Calls of ours on one trunk since the start. */
export interface TrunkRecord {
  readonly sent: number;
  readonly answered: number;
  /** Those that rang, and how long that took from the INVITE in all: the post-dial delay. */
  readonly rang: number;
  readonly postDialMs: number;
}

const NOTHING: TrunkRecord = { sent: 0, answered: 0, rang: 0, postDialMs: 0 };

const POST_DIAL_LIMITS_S = [0.5, 1, 2, 3, 5, 8, 12, 20];
const MS_PER_S = 1_000;

/** What became of the calls of each trunk: answer-seizure ratio and post-dial delay [S45]. */
export class TrunkHistory {
  /** Of all trunks, in seconds. */
  readonly postDialS = new Histogram(POST_DIAL_LIMITS_S);
  readonly #records = new Map<string, TrunkRecord>();

  of(trunk: string): TrunkRecord {
    return this.#records.get(trunk) ?? NOTHING;
  }

  sent(trunk: string): void {
    this.#add(trunk, { sent: this.of(trunk).sent + 1 });
  }

  answered(trunk: string): void {
    this.#add(trunk, { answered: this.of(trunk).answered + 1 });
  }

  rang(trunk: string, afterMs: number): void {
    const { rang, postDialMs } = this.of(trunk);
    this.postDialS.observe(afterMs / MS_PER_S);
    this.#add(trunk, { rang: rang + 1, postDialMs: postDialMs + afterMs });
  }

  #add(trunk: string, changed: Partial<TrunkRecord>): void {
    this.#records.set(trunk, { ...this.of(trunk), ...changed });
  }
}

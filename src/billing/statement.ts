import { Temporal } from 'temporal-polyfill';
import { utcMs, type UtcMs } from '../base/units.js';
import type { EntryKind, LedgerEntry } from './ledger-entry.js';
import { MICRO_YUAN_PER_YUAN } from './money.js';

const MICRO_YUAN_PER_FEN = BigInt(MICRO_YUAN_PER_YUAN / 100);

/** A month of an account: what came in and what was spent [S43]. */
export interface MonthStatement {
  /** YYYY-MM, in the account's time zone. */
  readonly month: string;
  readonly openingFen: bigint;
  readonly rechargedFen: bigint;
  readonly chargedFen: bigint;
  readonly closingFen: bigint;
  readonly charges: number;
}

/** First instant of the month and of the next one, in an account's time zone. */
export function monthRange(
  month: string,
  timeZone: string,
): { readonly fromMs: UtcMs; readonly toMs: UtcMs } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const startOf = (date: Temporal.PlainDate): UtcMs =>
    utcMs(date.toZonedDateTime(timeZone).epochMilliseconds);
  return { fromMs: startOf(first), toMs: startOf(first.add({ months: 1 })) };
}

/** To the fen, half up: totals alone are rounded, once [S46]. */
export function fenOf(microYuan: bigint): bigint {
  const doubled = 2n * microYuan + MICRO_YUAN_PER_FEN;
  const unit = 2n * MICRO_YUAN_PER_FEN;
  // BigInt division cuts towards zero; half up means towards the higher number below zero, too.
  return doubled >= 0n ? doubled / unit : -((-doubled + unit - 1n) / unit);
}

/** Entries of one kind and counter-book, added up. */
export type EntrySum = Pick<LedgerEntry, 'kind' | 'counterBook'> & {
  /** Micro-yuan, as the account sees it. */
  readonly amount: number;
  readonly entries: number;
};

/** Adds up a month. */
export class StatementSum {
  readonly #month: string;
  readonly #opening: bigint;
  #recharged = 0n;
  #charged = 0n;
  #charges = 0;

  /** `opening`: micro-yuan, the sum of all entries before the month. */
  constructor(month: string, opening: number) {
    this.#month = month;
    this.#opening = BigInt(opening);
  }

  add({ kind, amount, counterBook, entries }: EntrySum): void {
    if (kind === ('charge' satisfies EntryKind)) this.#charges += entries;
    // A reversal goes where the reversed entry went.
    if (counterBook === 'revenue') this.#charged -= BigInt(amount);
    else this.#recharged += BigInt(amount);
  }

  total(): MonthStatement {
    return {
      month: this.#month,
      openingFen: fenOf(this.#opening),
      rechargedFen: fenOf(this.#recharged),
      chargedFen: fenOf(this.#charged),
      closingFen: fenOf(this.#opening + this.#recharged - this.#charged),
      charges: this.#charges,
    };
  }
}

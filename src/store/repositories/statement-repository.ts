import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { CounterBook, EntryKind } from '../../billing/ledger-entry.js';
import type { TimeRange } from '../../billing/record-range.js';
import { monthRange, StatementSum, type EntrySum, type MonthStatement } from '../../billing/statement.js';
import type { Reads } from '../store.js';

/** Charges of one kind of leg, or the reversals of charges, added up: a part of what was charged. */
export interface ChargeLine {
  /** `unknown`: the records of their legs are no longer kept. */
  readonly type: 'legs' | 'unknown' | 'reversed';
  /** Of `legs` alone. */
  readonly service: string | undefined;
  readonly kind: string | undefined;
  readonly entries: number;
  /** Of `legs` alone. */
  readonly chargedS: number | undefined;
  /** What the account pays; negative: what it gets back. */
  readonly amountMicroYuan: number;
}

/** Statements as they follow from the ledger [S43]. */
export class StatementRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** `month` is YYYY-MM in the account's time zone. */
  async ofMonth(account: AccountId, month: string, timeZone: string): Promise<MonthStatement> {
    const range = monthRange(month, timeZone);
    const opening = await this.#balanceAt(account, range.fromMs);
    return totalOf(month, opening, (await this.#sumsIn(account, range).execute()).map(toSum));
  }

  /** With the lines that make up what was charged: of one look at the ledger, so they always add up to it. */
  async withCharges(
    account: AccountId,
    month: string,
    timeZone: string,
  ): Promise<{ readonly statement: MonthStatement; readonly charges: readonly ChargeLine[] }> {
    const range = monthRange(month, timeZone);
    const opening = await this.#balanceAt(account, range.fromMs);
    const rows = await this.#sumsIn(account, range)
      .leftJoin('legs', (join) =>
        join
          .onRef('legs.id', '=', 'ledger_entries.leg')
          .on('ledger_entries.kind', '=', 'charge' satisfies EntryKind),
      )
      .select(['legs.charge_service as service', 'legs.charge_kind as legKind'])
      .select(sql<number | null>`sum(legs.charged_s)`.as('chargedS'))
      .groupBy(['legs.charge_service', 'legs.charge_kind'])
      .execute();
    const charges = rows
      .filter(({ book }) => book === ('revenue' satisfies CounterBook))
      .map(toLine)
      .sort(byTypeAndAmount);
    return { statement: totalOf(month, opening, rows.map(toSum)), charges };
  }

  #sumsIn(account: AccountId, { fromMs, toMs }: TimeRange) {
    return this.#reads.queries
      .selectFrom('ledger_entries')
      .innerJoin('ledger_postings as counter', (join) =>
        join.onRef('counter.entry', '=', 'ledger_entries.id').on('counter.book', '<>', 'customer'),
      )
      .select((row) => [
        'ledger_entries.kind',
        'counter.book',
        row.fn.countAll<number>().as('entries'),
        sql<number>`sum(-counter.amount_micro_yuan)`.as('amount'),
      ])
      .where('ledger_entries.account', '=', account)
      .where('ledger_entries.utc_ms', '>=', fromMs)
      .where('ledger_entries.utc_ms', '<', toMs)
      .groupBy(['ledger_entries.kind', 'counter.book']);
  }

  /** From today's balance back, in one look at both: what is asked for is seldom long ago. */
  async #balanceAt(account: AccountId, atMs: UtcMs): Promise<number> {
    const { sum } = await this.#reads.queries
      .selectFrom('accounts')
      .select((row) =>
        sql<number>`balance_micro_yuan - coalesce(${row
          .selectFrom('ledger_entries')
          .innerJoin('ledger_postings', (join) =>
            join
              .onRef('ledger_postings.entry', '=', 'ledger_entries.id')
              .on('ledger_postings.book', '=', 'customer'),
          )
          .select((entry) => entry.fn.sum('ledger_postings.amount_micro_yuan').as('since'))
          .where('ledger_entries.account', '=', account)
          .where('ledger_entries.utc_ms', '>=', atMs)}, 0)`.as('sum'),
      )
      .where('id', '=', account)
      .executeTakeFirstOrThrow();
    return sum;
  }
}

interface SumRow {
  readonly kind: string;
  readonly book: string;
  readonly entries: number;
  readonly amount: number;
}

const toSum = ({ kind, book, entries, amount }: SumRow): EntrySum => ({
  kind: kind as EntryKind,
  counterBook: book as CounterBook,
  entries,
  amount,
});

function totalOf(month: string, opening: number, sums: readonly EntrySum[]): MonthStatement {
  const total = new StatementSum(month, opening);
  for (const sum of sums) total.add(sum);
  return total.total();
}

function toLine({
  kind,
  entries,
  amount,
  service,
  legKind,
  chargedS,
}: SumRow & {
  readonly service: string | null;
  readonly legKind: string | null;
  readonly chargedS: number | null;
}): ChargeLine {
  const known = legKind === null ? 'unknown' : 'legs';
  return {
    type: kind === ('charge' satisfies EntryKind) ? known : 'reversed',
    service: service ?? undefined,
    kind: legKind ?? undefined,
    entries,
    chargedS: chargedS ?? undefined,
    amountMicroYuan: 0 - amount,
  };
}

const ORDER: readonly ChargeLine['type'][] = ['legs', 'unknown', 'reversed'];

const byTypeAndAmount = (a: ChargeLine, b: ChargeLine): number =>
  ORDER.indexOf(a.type) - ORDER.indexOf(b.type) || b.amountMicroYuan - a.amountMicroYuan;

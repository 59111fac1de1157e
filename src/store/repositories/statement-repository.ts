import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { CounterBook, EntryKind } from '../../billing/ledger-entry.js';
import type { TimeRange } from '../../billing/record-range.js';
import { monthRange, StatementSum, type EntrySum, type MonthStatement } from '../../billing/statement.js';
import type { Reads } from '../store.js';

/** Statements as they follow from the ledger [S43]. */
export class StatementRepository {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** `month` is YYYY-MM in the account's time zone. */
  async ofMonth(account: AccountId, month: string, timeZone: string): Promise<MonthStatement> {
    const range = monthRange(month, timeZone);
    const sum = new StatementSum(month, await this.#balanceAt(account, range.fromMs));
    for (const entries of await this.#sumsOf(account, range)) sum.add(entries);
    return sum.total();
  }

  async #sumsOf(account: AccountId, { fromMs, toMs }: TimeRange): Promise<readonly EntrySum[]> {
    const rows = await this.#reads.queries
      .selectFrom('ledger_entries')
      .innerJoin('ledger_postings as counter', (join) =>
        join.onRef('counter.entry', '=', 'ledger_entries.id').on('counter.book', '<>', 'customer'),
      )
      .select((row) => [
        'kind',
        'counter.book',
        row.fn.countAll<number>().as('entries'),
        sql<number>`sum(-counter.amount_micro_yuan)`.as('amount'),
      ])
      .where('ledger_entries.account', '=', account)
      .where('utc_ms', '>=', fromMs)
      .where('utc_ms', '<', toMs)
      .groupBy(['kind', 'counter.book'])
      .execute();
    return rows.map(({ kind, book, entries, amount }) => ({
      kind: kind as EntryKind,
      counterBook: book as CounterBook,
      entries,
      amount,
    }));
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

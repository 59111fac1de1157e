import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import type { LedgerEntry } from '../../billing/ledger-entry.js';
import { monthRange, StatementSum, type MonthStatement } from '../../billing/statement.js';
import type { Store } from '../store.js';
import { LedgerRepository } from './ledger-repository.js';

const PAGE = 5_000;

/** Statements as they follow from the ledger [S43]. */
export class StatementRepository {
  readonly #store: Store;
  readonly #ledger: LedgerRepository;

  constructor(store: Store) {
    this.#store = store;
    this.#ledger = new LedgerRepository(store);
  }

  /** `month` is YYYY-MM in the account's time zone. */
  async ofMonth(account: AccountId, month: string, timeZone: string): Promise<MonthStatement> {
    const range = monthRange(month, timeZone);
    const sum = new StatementSum(month, await this.#balanceAt(account, range.fromMs));
    for (let after: LedgerEntry | undefined; ;) {
      const page = { limit: PAGE, ...(after === undefined ? {} : { after }) };
      const entries = await this.#ledger.listOfAccount(account, range, page);
      for (const entry of entries) sum.add(entry);
      after = entries.at(-1);
      if (entries.length < PAGE) return sum.total();
    }
  }

  async #balanceAt(account: AccountId, atMs: UtcMs): Promise<number> {
    const { sum } = await this.#store.queries
      .selectFrom('ledger_postings')
      .innerJoin('ledger_entries', 'ledger_entries.id', 'ledger_postings.entry')
      .select(sql<number>`coalesce(sum(ledger_postings.amount_micro_yuan), 0)`.as('sum'))
      .where('ledger_postings.account', '=', account)
      .where('ledger_entries.utc_ms', '<', atMs)
      .executeTakeFirstOrThrow();
    return sum;
  }
}

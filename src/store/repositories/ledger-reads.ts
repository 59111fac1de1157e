import type { Selectable } from 'kysely';
import type { AccountId, ConferenceId, LegId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { CounterBook, EntryKind, LedgerEntry, LedgerEntryId } from '../../billing/ledger-entry.js';
import { microYuan } from '../../billing/money.js';
import type { LedgerEntriesTable } from '../schema.js';
import type { Reads } from '../store.js';
import { endOf, isBefore, type TimePage } from './record-filter.js';

export interface LedgerFilter {
  readonly fromMs: UtcMs;
  /** Excluded. */
  readonly toMs: UtcMs;
  readonly kind?: EntryKind | undefined;
}

/** What stands in the books. */
export class LedgerReads {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async find(id: LedgerEntryId): Promise<LedgerEntry | undefined> {
    const row = await this.#entries.where('ledger_entries.id', '=', id).executeTakeFirst();
    return row && toEntry(row);
  }

  async findByKey(idempotencyKey: string): Promise<LedgerEntry | undefined> {
    const row = await this.#entries.where('idempotency_key', '=', idempotencyKey).executeTakeFirst();
    return row && toEntry(row);
  }

  /** Of a time from–to (to excluded), the oldest first; `after`: those that follow the given one. */
  async listOfAccount(
    account: AccountId,
    { fromMs, toMs, kind }: LedgerFilter,
    { after, limit }: { readonly after?: Pick<LedgerEntry, 'id' | 'utcMs'>; readonly limit: number },
  ): Promise<readonly LedgerEntry[]> {
    let page = this.#entries.where('ledger_entries.account', '=', account);
    page = page.where('utc_ms', '>=', fromMs).where('utc_ms', '<', toMs);
    if (kind !== undefined) page = page.where('kind', '=', kind);
    if (after !== undefined) {
      page = page.where((row) =>
        row.or([
          row('utc_ms', '>', after.utcMs),
          row.and([row('utc_ms', '=', after.utcMs), row('ledger_entries.id', '>', after.id)]),
        ]),
      );
    }
    const rows = await page.orderBy('utc_ms').orderBy('ledger_entries.id').limit(limit).execute();
    return rows.map(toEntry);
  }

  /** Of a time from–to (to excluded), the newest first. */
  async listNewest(
    account: AccountId,
    { fromMs, toMs, kind }: LedgerFilter,
    { before, limit }: TimePage,
  ): Promise<readonly LedgerEntry[]> {
    let page = this.#entries
      .where('ledger_entries.account', '=', account)
      .where('utc_ms', '>=', fromMs)
      .where('utc_ms', '<', endOf({ toMs }, before));
    if (kind !== undefined) page = page.where('kind', '=', kind);
    if (before !== undefined) page = page.where(isBefore('utc_ms', 'ledger_entries.id', before));
    const rows = await page
      .orderBy('utc_ms', 'desc')
      .orderBy('ledger_entries.id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(toEntry);
  }

  /** The entries with what the customer's side of them says. */
  get #entries() {
    return this.#reads.queries
      .selectFrom('ledger_entries')
      .innerJoin('ledger_postings as own', (join) =>
        join.onRef('own.entry', '=', 'ledger_entries.id').on('own.book', '=', 'customer'),
      )
      .innerJoin('ledger_postings as counter', (join) =>
        join.onRef('counter.entry', '=', 'ledger_entries.id').on('counter.book', '<>', 'customer'),
      )
      .selectAll('ledger_entries')
      .select(['own.amount_micro_yuan', 'counter.book as counter_book']);
  }
}

const toEntry = (
  row: Selectable<LedgerEntriesTable> & { amount_micro_yuan: number; counter_book: string },
): LedgerEntry => ({
  id: row.id as LedgerEntryId,
  account: row.account as AccountId,
  kind: row.kind as EntryKind,
  amount: microYuan(row.amount_micro_yuan),
  counterBook: row.counter_book as CounterBook,
  idempotencyKey: row.idempotency_key,
  utcMs: utcMs(row.utc_ms),
  leg: (row.leg as LegId | null) ?? undefined,
  conference: (row.conference as ConferenceId | null) ?? undefined,
  method: row.method ?? undefined,
  note: row.note ?? undefined,
  reverses: (row.reverses as LedgerEntryId | null) ?? undefined,
});

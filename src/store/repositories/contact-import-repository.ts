import type { AccountId, Id } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import type { ImportRow, ImportSummary } from '../../contacts/import-row.js';
import { statement } from '../statement.js';
import type { Reads, Statement } from '../store.js';

export type ContactImportId = Id<'ContactImportId'>;

/** A file that was read and waits to be confirmed. */
export interface ContactImport {
  readonly id: ContactImportId;
  readonly account: AccountId;
  readonly summary: ImportSummary;
  readonly createdMs: UtcMs;
}

/** Files that wait for a yes, in lots of rows: a lot is removed by the unit that makes contacts of it. */
export class ContactImportRepository {
  readonly #store: Reads;

  constructor(store: Reads) {
    this.#store = store;
  }

  create({ id, account, summary, createdMs }: ContactImport): Statement {
    const row = { id, account, summary: JSON.stringify(summary), created_ms: createdMs };
    return statement(this.#store.queries.insertInto('contact_imports').values(row), 1);
  }

  changeSummary(id: ContactImportId, summary: ImportSummary): Statement {
    const change = this.#store.queries.updateTable('contact_imports').where('id', '=', id);
    return statement(change.set({ summary: JSON.stringify(summary) }), 1);
  }

  addLot(id: ContactImportId, rows: readonly ImportRow[]): Statement {
    const row = { import: id, first_row: rows[0]!.row, rows: JSON.stringify(rows) };
    return statement(this.#store.queries.insertInto('contact_import_lots').values(row), 1);
  }

  /** CONFLICT: somebody else has confirmed it. */
  takeLot(id: ContactImportId, firstRow: number): Statement {
    const take = this.#store.queries.deleteFrom('contact_import_lots').where('import', '=', id);
    return statement(take.where('first_row', '=', firstRow), 1);
  }

  /** An account has one that waits, at most. */
  removeAllOf(account: AccountId): Statement {
    return statement(this.#store.queries.deleteFrom('contact_imports').where('account', '=', account));
  }

  /** CONFLICT: it is over, or another file was sent after it. */
  remove(id: ContactImportId): Statement {
    return statement(this.#store.queries.deleteFrom('contact_imports').where('id', '=', id), 1);
  }

  async find(id: ContactImportId, account: AccountId): Promise<ContactImport | undefined> {
    const imports = this.#store.queries.selectFrom('contact_imports').selectAll();
    const row = await imports.where('id', '=', id).where('account', '=', account).executeTakeFirst();
    if (row === undefined) return undefined;
    const summary = JSON.parse(row.summary) as ImportSummary;
    return { id, account, summary, createdMs: utcMs(row.created_ms) };
  }

  /** First row of the lot that this row would stand in; 0 when it is before all. */
  async lotOf(id: ContactImportId, row: number): Promise<number> {
    const lots = this.#store.queries.selectFrom('contact_import_lots').select('first_row');
    const before = lots.where('import', '=', id).where('first_row', '<=', row);
    return (await before.orderBy('first_row', 'desc').limit(1).executeTakeFirst())?.first_row ?? 0;
  }

  /** The first lot whose rows come after this one. */
  async nextLot(
    id: ContactImportId,
    afterRow: number,
  ): Promise<{ readonly firstRow: number; readonly rows: readonly ImportRow[] } | undefined> {
    const lots = this.#store.queries.selectFrom('contact_import_lots').selectAll();
    const later = lots.where('import', '=', id).where('first_row', '>', afterRow);
    const row = await later.orderBy('first_row').limit(1).executeTakeFirst();
    return row && { firstRow: row.first_row, rows: JSON.parse(row.rows) as readonly ImportRow[] };
  }
}

import { sql, type Compilable, type Kysely } from 'kysely';
import { required } from './columns.js';
import type { Migration } from './migration.js';

/** A charge file that was collected stays so, and its lines say what they said when they were taken [S51a]. */
export const chargeFilesKept: Migration = {
  number: 15,
  name: 'charge-files-kept',
  statements: (db) => [
    db.schema.alterTable('charge_files').addColumn('written_ms', 'bigint'),
    raw(db, 'update charge_files set written_ms = created_ms'),
    db.schema
      .alterTable('charge_file_lines')
      .addColumn('billing_number', 'text', (added) => required(added).defaultTo('')),
    // The lines of former files were taken while their records were there.
    db.schema
      .alterTable('charge_file_lines')
      .addColumn('recorded', 'bigint', (added) => required(added).defaultTo(1)),
    raw(
      db,
      `update charge_file_lines set billing_number = coalesce(
        (select coalesce(accounts.billing_number, accounts.number) from ledger_entries as entry
          inner join accounts on accounts.id = entry.account where entry.id = charge_file_lines.entry), '')`,
    ),
  ],
};

const raw = (db: Kysely<never>, text: string): Compilable => ({ compile: () => sql.raw(text).compile(db) });

import { sql, type Compilable, type Kysely } from 'kysely';
import { required } from './columns.js';
import type { Migration } from './migration.js';

/** What the trailer of a charge file says, so that a list of them need not add up their lines [S51a]. */
export const chargeFileSums: Migration = {
  number: 14,
  name: 'charge-file-sums',
  statements: (db) => [
    ...['line_count', 'sum_micro_yuan'].map((column) =>
      db.schema
        .alterTable('charge_files')
        .addColumn(column, 'bigint', (added) => required(added).defaultTo(0)),
    ),
    formerFiles(db),
    db.schema.createIndex('charge_files_by_time').on('charge_files').columns(['to_ms', 'id']),
  ],
};

const formerFiles = (db: Kysely<never>): Compilable => ({
  compile: () =>
    sql<never>`update charge_files set
      line_count = (select count(*) from charge_file_lines where file = charge_files.id),
      sum_micro_yuan = (select coalesce(sum(-own.amount_micro_yuan), 0) from charge_file_lines as line
        inner join ledger_postings as own on own.entry = line.entry and own.book = 'customer'
        where line.file = charge_files.id)`.compile(db),
});

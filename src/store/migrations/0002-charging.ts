import { sql, type Compilable, type Kysely } from 'kysely';
import { required, table, type Define } from './columns.js';
import type { Migration } from './migration.js';

/** What charging adds: rights and limits of accounts, prices, money set aside, the ledger, charge files. */
export const charging: Migration = {
  number: 2,
  name: 'charging',
  statements: (db) => [
    ...accounts(db),
    ...rooms(db),
    ...legs(db),
    ...money(db),
    ...openingEntries(db),
    ...chargeFiles(db),
  ],
};

const filledWith =
  (value: string | number): Define =>
  (column) =>
    column.notNull().defaultTo(value);
const optional: Define = (column) => column;

/** SQLite adds one column with each statement. */
const addColumn = (
  db: Kysely<never>,
  table: string,
  column: string,
  type: 'text' | 'bigint' | 'double precision',
  define = optional,
): Compilable => db.schema.alterTable(table).addColumn(column, type, define);

const accounts = (db: Kysely<never>): readonly Compilable[] => [
  addColumn(db, 'accounts', 'status', 'text', filledWith('active')),
  addColumn(db, 'accounts', 'credit_limit_micro_yuan', 'bigint', filledWith(0)),
  addColumn(db, 'accounts', 'reserved_micro_yuan', 'bigint', filledWith(0)),
  addColumn(db, 'accounts', 'recharges', 'bigint', filledWith(0)),
  addColumn(db, 'accounts', 'outgoing', 'text', filledWith('{}')),
  addColumn(db, 'accounts', 'billing_number', 'text'),
];

const rooms = (db: Kysely<never>): readonly Compilable[] => [addColumn(db, 'rooms', 'recurrence', 'text')];

const legs = (db: Kysely<never>): readonly Compilable[] => [
  addColumn(db, 'legs', 'drift_ppm', 'double precision'),
  addColumn(db, 'legs', 'mos', 'double precision'),
  addColumn(db, 'legs', 'charge_service', 'text'),
  addColumn(db, 'legs', 'charge_kind', 'text'),
  addColumn(db, 'legs', 'tariff_version', 'text'),
  addColumn(db, 'legs', 'free', 'bigint'),
  addColumn(db, 'legs', 'price_micro_yuan', 'bigint'),
  addColumn(db, 'legs', 'first_block_s', 'bigint'),
  addColumn(db, 'legs', 'increment_s', 'bigint'),
  addColumn(db, 'legs', 'blocks', 'bigint'),
  addColumn(db, 'legs', 'charged_s', 'bigint'),
  addColumn(db, 'legs', 'amount_micro_yuan', 'bigint'),
  addColumn(db, 'legs', 'reserved_micro_yuan', 'bigint'),
  // A leg that we have called is hung up by a peer as well.
  raw(db, `update legs set hung_up_by = 'peer' where hung_up_by = 'caller'`),
];

const money = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'tariffs', 'version')
    .addColumn('valid_from_ms', 'bigint', required)
    .addColumn('prices', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('tariffs_valid_from_ms_key', ['valid_from_ms']),
  table(db, 'reservations', 'leg')
    .addColumn('account', 'text', required)
    .addColumn('conference', 'text', required)
    .addColumn('service', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('tariff_version', 'text', required)
    .addColumn('price_micro_yuan', 'bigint', required)
    .addColumn('first_block_s', 'bigint', required)
    .addColumn('increment_s', 'bigint', required)
    .addColumn('reserved_s', 'bigint', required)
    .addColumn('amount_micro_yuan', 'bigint', required)
    .addColumn('alive_ms', 'bigint', required),
  table(db, 'ledger_entries')
    .addColumn('account', 'text', required)
    .addColumn('kind', 'text', required)
    .addColumn('idempotency_key', 'text', required)
    .addColumn('utc_ms', 'bigint', required)
    .addColumn('leg', 'text')
    .addColumn('conference', 'text')
    .addColumn('method', 'text')
    .addColumn('note', 'text')
    .addColumn('reverses', 'text')
    .addUniqueConstraint('ledger_entries_idempotency_key_key', ['idempotency_key'])
    .addUniqueConstraint('ledger_entries_reverses_key', ['reverses']),
  db.schema.createIndex('ledger_entries_by_account').on('ledger_entries').columns(['account', 'utc_ms']),
  db.schema.createIndex('ledger_entries_by_time').on('ledger_entries').columns(['utc_ms']),
  db.schema
    .createTable('ledger_postings')
    .addColumn('entry', 'text', required)
    .addColumn('book', 'text', required)
    .addColumn('account', 'text')
    .addColumn('amount_micro_yuan', 'bigint', required)
    .addPrimaryKeyConstraint('ledger_postings_pkey', ['entry', 'book']),
  db.schema.createIndex('ledger_postings_by_account').on('ledger_postings').columns(['account']),
];

/** A balance from before there was a ledger becomes its first entry, so that their sum is the balance. */
const openingEntries = (db: Kysely<never>): readonly Compilable[] => [
  raw(
    db,
    `insert into ledger_entries (id, account, kind, idempotency_key, utc_ms)
      select 'opening-' || id, id, 'opening', 'opening:' || id, created_ms
      from accounts where balance_micro_yuan <> 0`,
  ),
  raw(
    db,
    `insert into ledger_postings (entry, book, account, amount_micro_yuan)
      select 'opening-' || id, 'customer', id, balance_micro_yuan from accounts where balance_micro_yuan <> 0`,
  ),
  raw(
    db,
    `insert into ledger_postings (entry, book, account, amount_micro_yuan)
      select 'opening-' || id, 'opening', null, -balance_micro_yuan from accounts where balance_micro_yuan <> 0`,
  ),
];

const chargeFiles = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'charge_files')
    .addColumn('period', 'text', required)
    .addColumn('sequence', 'bigint', required)
    .addColumn('from_ms', 'bigint', required)
    .addColumn('to_ms', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('charge_files_sequence_key', ['period', 'sequence']),
  db.schema
    .createTable('charge_file_lines')
    .addColumn('period', 'text', required)
    .addColumn('entry', 'text', required)
    .addColumn('file', 'text', required)
    .addPrimaryKeyConstraint('charge_file_lines_pkey', ['period', 'entry']),
  db.schema.createIndex('charge_file_lines_by_file').on('charge_file_lines').columns(['file', 'entry']),
];

const raw = (db: Kysely<never>, text: string): Compilable => ({ compile: () => sql.raw(text).compile(db) });

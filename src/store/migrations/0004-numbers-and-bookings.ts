import type { ColumnDefinitionBuilder, Compilable, Kysely } from 'kysely';
import type { Migration } from './migration.js';

/** Telephone numbers of accounts, the phone PIN, who may use the instant service; bookings; recordings. */
export const numbersAndBookings: Migration = {
  number: 4,
  name: 'numbers-and-bookings',
  statements: (db) => [...numbers(db), ...bookings(db), ...recordings(db)],
};

const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
const key = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.primaryKey().notNull();
const ofAccount = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
  column.notNull().references('accounts.id');

const numbers = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('phone_pins')
    .addColumn('account', 'text', (column) => key(column).references('accounts.id'))
    .addColumn('hash', 'text', required),
  // The number is the key: it belongs to at most one account.
  db.schema
    .createTable('account_numbers')
    .addColumn('e164', 'text', key)
    .addColumn('account', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('verified_ms', 'bigint', required),
  db.schema.createIndex('account_numbers_by_account').on('account_numbers').columns(['account', 'e164']),
  db.schema
    .createTable('listed_numbers')
    .addColumn('e164', 'text', key)
    .addColumn('verdict', 'text', required),
  db.schema
    .createTable('room_invitees')
    .addColumn('room', 'text', (column) => column.notNull().references('rooms.id').onDelete('cascade'))
    .addColumn('e164', 'text', required)
    .addPrimaryKeyConstraint('room_invitees_pkey', ['room', 'e164']),
];

const bookings = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('bookings')
    .addColumn('id', 'text', key)
    .addColumn('account', 'text', ofAccount)
    .addColumn('start_ms', 'bigint', required)
    .addColumn('host', 'text', required)
    .addColumn('parties', 'text', required)
    .addColumn('parties_count', 'bigint', required)
    .addColumn('status', 'text', required)
    .addColumn('next_try_ms', 'bigint', required)
    .addColumn('tries', 'bigint', required)
    .addColumn('conference', 'text')
    // Which node rings the host, and until when nobody else may.
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until_ms', 'bigint')
    .addColumn('created_ms', 'bigint', required),
  db.schema.createIndex('bookings_by_account').on('bookings').columns(['account', 'start_ms']),
  db.schema
    .createIndex('bookings_due')
    .on('bookings')
    .columns(['next_try_ms'])
    .where('status' as never, '=', 'booked' as never),
];

const recordings = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('recordings')
    .addColumn('id', 'text', key)
    .addColumn('conference', 'text', required)
    .addColumn('account', 'text')
    .addColumn('started_ms', 'bigint', required)
    .addColumn('duration_ms', 'bigint')
    .addColumn('complete', 'bigint')
    .addColumn('files', 'text', required),
  db.schema.createIndex('recordings_by_account').on('recordings').columns(['account', 'started_ms']),
];

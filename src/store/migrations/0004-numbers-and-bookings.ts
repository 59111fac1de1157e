import type { Compilable, Kysely } from 'kysely';
import { key, ofAccount, required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Telephone numbers of accounts, the phone PIN, who may use the instant service; bookings; recordings. */
export const numbersAndBookings: Migration = {
  number: 4,
  name: 'numbers-and-bookings',
  statements: (db) => [...numbers(db), ...bookings(db), ...recordings(db)],
};

const numbers = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('phone_pins')
    .addColumn('account', 'text', (column) => key(column).references('accounts.id'))
    .addColumn('hash', 'text', required),
  // The number is the key: it belongs to at most one account.
  table(db, 'account_numbers', 'e164')
    .addColumn('account', 'text', ofAccount)
    .addColumn('kind', 'text', required)
    .addColumn('verified_ms', 'bigint', required),
  db.schema.createIndex('account_numbers_by_account').on('account_numbers').columns(['account', 'e164']),
  table(db, 'listed_numbers', 'e164').addColumn('verdict', 'text', required),
  db.schema
    .createTable('room_invitees')
    .addColumn('room', 'text', (column) => column.notNull().references('rooms.id').onDelete('cascade'))
    .addColumn('e164', 'text', required)
    .addPrimaryKeyConstraint('room_invitees_pkey', ['room', 'e164']),
];

const bookings = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'bookings')
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
  table(db, 'recordings')
    .addColumn('conference', 'text', required)
    .addColumn('account', 'text')
    .addColumn('started_ms', 'bigint', required)
    .addColumn('duration_ms', 'bigint')
    .addColumn('complete', 'bigint')
    .addColumn('files', 'text', required),
  db.schema.createIndex('recordings_by_account').on('recordings').columns(['account', 'started_ms']),
];

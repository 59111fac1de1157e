import type { Compilable, Kysely } from 'kysely';
import { required, table } from './columns.js';
import type { Migration } from './migration.js';

/** What is told to people outside: mail, SMS, webhooks. */
export const outbox: Migration = {
  number: 7,
  name: 'outbox',
  statements: (db) => outboxTable(db),
};

const outboxTable = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'outbox')
    .addColumn('kind', 'text', required)
    .addColumn('account', 'text')
    .addColumn('subject', 'text', required)
    // Both databases take any number of nulls in a unique column.
    .addColumn('once_key', 'text', (column) => column.unique())
    .addColumn('due_ms', 'bigint', required)
    .addColumn('tries', 'bigint', required)
    .addColumn('state', 'text', required)
    .addColumn('payload', 'text', required)
    .addColumn('last_error', 'text')
    // Which node delivers it, and until when nobody else may.
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until_ms', 'bigint')
    .addColumn('created_ms', 'bigint', required)
    .addColumn('settled_ms', 'bigint'),
  db.schema
    .createIndex('outbox_due')
    .on('outbox')
    .columns(['kind', 'due_ms'])
    .where('state' as never, '=', 'waiting' as never),
  db.schema.createIndex('outbox_by_subject').on('outbox').columns(['subject', 'id']),
  db.schema.createIndex('outbox_settled').on('outbox').columns(['state', 'settled_ms']),
];

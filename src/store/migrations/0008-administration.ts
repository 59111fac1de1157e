import type { Compilable, Kysely } from 'kysely';
import { required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Edits of accounts, operators and what they were asked for, settings, alarms. */
export const administration: Migration = {
  number: 8,
  name: 'administration',
  statements: (db) => [...accounts(db), ...operators(db), ...settings(db), ...alarms(db)],
};

const accounts = (db: Kysely<never>): readonly Compilable[] => [
  db.schema.alterTable('accounts').addColumn('version', 'bigint', (column) => column.notNull().defaultTo(1)),
  db.schema
    .alterTable('users')
    .addColumn('password_temporary', 'bigint', (column) => column.notNull().defaultTo(0)),
  db.schema.createIndex('users_by_account').on('users').columns(['account', 'id']),
];

const operators = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'operators')
    .addColumn('user', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('e164', 'text', required)
    .addColumn('enabled', 'bigint', required)
    .addColumn('on_duty', 'bigint', required)
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('operators_user_key', ['user'])
    .addUniqueConstraint('operators_e164_key', ['e164']),
  // History, stored behind what it tells of: no foreign keys.
  table(db, 'operator_requests')
    .addColumn('conference', 'text', required)
    .addColumn('participant', 'text', required)
    .addColumn('account', 'text')
    .addColumn('asked_ms', 'bigint', required)
    .addColumn('over_ms', 'bigint', required)
    .addColumn('outcome', 'text', required)
    .addColumn('operator', 'text'),
  db.schema.createIndex('operator_requests_by_time').on('operator_requests').columns(['asked_ms']),
];

/** What is set while the server runs and has no table of its own. */
const settings = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'settings')
    .addColumn('value', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('changed_ms', 'bigint', required),
];

const alarms = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'alarms')
    .addColumn('kind', 'text', required)
    .addColumn('subject', 'text', required)
    .addColumn('detail', 'text', required)
    .addColumn('raised_ms', 'bigint', required),
];

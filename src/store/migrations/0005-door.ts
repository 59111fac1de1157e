import type { Compilable, Kysely } from 'kysely';
import { ofAccount, required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Sessions, registration, API keys, audit log, idempotency keys. */
export const door: Migration = {
  number: 5,
  name: 'door',
  statements: (db) => [...people(db), ...idempotencyKeys(db), ...auditLog(db)],
};

const people = (db: Kysely<never>): readonly Compilable[] => [
  db.schema.alterTable('users').addColumn('email', 'text'),
  db.schema.alterTable('users').addColumn('help_seen', 'bigint', (column) => column.notNull().defaultTo(0)),
  db.schema.createIndex('users_email_key').unique().on('users').columns(['email']),
  db.schema.alterTable('api_keys').addColumn('last_used_day', 'text'),
  table(db, 'sessions')
    .addColumn('token_hash', 'text', required)
    .addColumn('account', 'text', ofAccount)
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('login', 'text', required)
    .addColumn('address', 'text', required)
    .addColumn('user_agent', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addColumn('used_ms', 'bigint', required)
    .addColumn('end_ms', 'bigint', required)
    .addUniqueConstraint('sessions_token_hash_key', ['token_hash']),
  db.schema.createIndex('sessions_by_user').on('sessions').columns(['user', 'id']),
];

const idempotencyKeys = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('idempotency_keys')
    .addColumn('account', 'text', ofAccount)
    .addColumn('key', 'text', required)
    .addColumn('request', 'text', required)
    .addColumn('request_hash', 'text', required)
    .addColumn('claimed_ms', 'bigint', required)
    .addColumn('status', 'bigint')
    .addColumn('headers', 'text')
    .addColumn('body', 'text')
    .addPrimaryKeyConstraint('idempotency_keys_pkey', ['account', 'key']),
  db.schema.createIndex('idempotency_keys_by_time').on('idempotency_keys').columns(['claimed_ms']),
];

/** Outlives whom it tells of, so without foreign keys. The sequence makes one chain of all writers. */
const auditLog = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'audit_log')
    .addColumn('sequence', 'bigint', required)
    .addColumn('utc_ms', 'bigint', required)
    .addColumn('account', 'text')
    .addColumn('actor_kind', 'text', required)
    .addColumn('actor', 'text')
    .addColumn('actor_name', 'text', required)
    .addColumn('action', 'text', required)
    .addColumn('objects', 'text', required)
    .addColumn('detail', 'text', required)
    .addColumn('address', 'text', required)
    .addColumn('request', 'text', required)
    .addColumn('previous_hash', 'text', required)
    .addColumn('hash', 'text', required)
    .addUniqueConstraint('audit_log_sequence_key', ['sequence']),
  db.schema.createIndex('audit_log_by_account').on('audit_log').columns(['account', 'sequence']),
  db.schema.createIndex('audit_log_by_actor').on('audit_log').columns(['actor', 'sequence']),
  db.schema.createIndex('audit_log_by_time').on('audit_log').columns(['utc_ms']),
];

import type { Compilable, Kysely } from 'kysely';
import { ofAccount, required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Accounts and rooms, conferences and their legs, events, nodes. */
export const foundation: Migration = {
  number: 1,
  name: 'foundation',
  statements: (db) => [...accounts(db), ...rooms(db), ...conferences(db), ...legs(db), ...nodes(db)],
};

const accounts = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'accounts')
    .addColumn('number', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('tier', 'text', required)
    .addColumn('payment_mode', 'text', required)
    .addColumn('language', 'text', required)
    .addColumn('time_zone', 'text', required)
    .addColumn('balance_micro_yuan', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('accounts_number_key', ['number']),
  table(db, 'users')
    .addColumn('account', 'text', ofAccount)
    .addColumn('login', 'text', required)
    .addColumn('password_hash', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('users_login_key', ['login']),
  table(db, 'api_keys')
    .addColumn('account', 'text', ofAccount)
    .addColumn('hash', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('scopes', 'text', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('api_keys_hash_key', ['hash']),
  db.schema.createIndex('api_keys_by_account').on('api_keys').columns(['account']),
];

const rooms = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'rooms')
    .addColumn('account', 'text', ofAccount)
    .addColumn('name', 'text', required)
    .addColumn('organiser', 'text', required)
    .addColumn('number', 'text', required)
    .addColumn('chair_password', 'text', required)
    .addColumn('attendee_password', 'text', required)
    .addColumn('options', 'text', required)
    .addColumn('start_ms', 'bigint', required)
    .addColumn('duration_ms', 'bigint', required)
    .addColumn('language', 'text', required)
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required)
    .addUniqueConstraint('rooms_number_key', ['number']),
  db.schema.createIndex('rooms_by_account').on('rooms').columns(['account', 'id']),
];

/** History outlives the room it belongs to, and is stored behind what it tells of: no foreign keys. */
const conferences = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'conferences')
    .addColumn('room', 'text')
    .addColumn('room_number', 'text', required)
    .addColumn('account', 'text')
    .addColumn('node', 'text', required)
    .addColumn('epoch', 'bigint', required)
    .addColumn('started_ms', 'bigint', required)
    .addColumn('ended_ms', 'bigint')
    .addColumn('end_reason', 'text'),
  db.schema.createIndex('conferences_by_account').on('conferences').columns(['account', 'id']),
  db.schema.createIndex('conferences_by_room').on('conferences').columns(['room', 'id']),
  db.schema
    .createIndex('conferences_open')
    .on('conferences')
    .columns(['node', 'epoch'])
    .where('ended_ms' as never, 'is', null),
  table(db, 'participants')
    .addColumn('conference', 'text', required)
    .addColumn('role', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('number', 'text', required)
    .addColumn('joined_ms', 'bigint', required)
    .addColumn('left_ms', 'bigint'),
  db.schema.createIndex('participants_by_conference').on('participants').columns(['conference', 'id']),
  db.schema
    .createTable('conference_events')
    .addColumn('conference', 'text', required)
    .addColumn('sequence', 'bigint', required)
    .addColumn('node', 'text', required)
    .addColumn('epoch', 'bigint', required)
    .addColumn('utc_ms', 'bigint', required)
    .addColumn('type', 'text', required)
    .addColumn('schema_version', 'bigint', required)
    .addColumn('payload', 'text', required)
    .addPrimaryKeyConstraint('conference_events_pkey', ['conference', 'sequence']),
];

const legs = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'legs')
    .addColumn('node', 'text', required)
    .addColumn('epoch', 'bigint', required)
    .addColumn('trunk', 'text', required)
    .addColumn('direction', 'text', required)
    .addColumn('calling_number', 'text', required)
    .addColumn('calling_e164', 'text')
    .addColumn('called_number', 'text', required)
    .addColumn('called_e164', 'text')
    .addColumn('service', 'text', required)
    .addColumn('sip_call_id', 'text', required)
    .addColumn('dialog', 'text', required)
    .addColumn('ring_ms', 'bigint', required)
    .addColumn('answer_ms', 'bigint', required)
    .addColumn('codec', 'text', required)
    .addColumn('ptime_ms', 'bigint', required)
    .addColumn('last_alive_ms', 'bigint', required)
    .addColumn('participant', 'text')
    .addColumn('conference', 'text')
    .addColumn('room', 'text')
    .addColumn('account', 'text')
    .addColumn('join_ms', 'bigint')
    .addColumn('end_ms', 'bigint')
    .addColumn('duration_ms', 'bigint')
    .addColumn('end_reason', 'text')
    .addColumn('hung_up_by', 'text')
    .addColumn('sip_status', 'bigint')
    .addColumn('q850_cause', 'bigint')
    .addColumn('packets_received', 'bigint')
    .addColumn('packets_sent', 'bigint')
    .addColumn('packets_lost', 'bigint')
    .addColumn('packets_late', 'bigint')
    .addColumn('jitter_ms', 'double precision')
    .addColumn('frames_concealed', 'bigint'),
  db.schema.createIndex('legs_by_conference').on('legs').columns(['conference', 'id']),
  db.schema.createIndex('legs_by_account').on('legs').columns(['account', 'answer_ms']),
  db.schema
    .createIndex('legs_open')
    .on('legs')
    .columns(['node', 'epoch'])
    .where('end_ms' as never, 'is', null),
];

const nodes = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'nodes').addColumn('epoch', 'bigint', required).addColumn('started_ms', 'bigint', required),
  table(db, 'store_probe').addColumn('writes', 'bigint', required),
];

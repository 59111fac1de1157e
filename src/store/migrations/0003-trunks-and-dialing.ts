import type { Compilable, CreateTableBuilder, Kysely } from 'kysely';
import { required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Trunks and service numbers as rows, and what limits outgoing calls remember [S41] [S45]. */
export const trunksAndDialing: Migration = {
  number: 3,
  name: 'trunks-and-dialing',
  statements: (db) => [
    configured(db, 'trunks'),
    configured(db, 'service_numbers'),
    table(db, 'opt_outs', 'number').addColumn('since_ms', 'bigint', required),
    ...outgoing(db),
  ],
};

/** Rows that follow the configuration until somebody edits them. */
const configured = (db: Kysely<never>, name: string): CreateTableBuilder<string> =>
  table(db, name)
    .addColumn('position', 'bigint', required)
    .addColumn('rule', 'text', required)
    .addColumn('edited', 'bigint', required)
    .addColumn('version', 'bigint', required)
    .addColumn('changed_ms', 'bigint', required);

/** Written behind the calls, for accounts that may be gone: no foreign keys. */
const outgoing = (db: Kysely<never>): readonly Compilable[] => [
  db.schema
    .createTable('dialled_numbers')
    .addColumn('account', 'text', required)
    .addColumn('number', 'text', required)
    .addColumn('first_ms', 'bigint', required)
    .addColumn('last_ms', 'bigint', required)
    .addColumn('calls', 'bigint', required)
    .addPrimaryKeyConstraint('dialled_numbers_pkey', ['account', 'number']),
  db.schema
    .createTable('outgoing_use')
    .addColumn('account', 'text', required)
    .addColumn('slot_ms', 'bigint', required)
    .addColumn('legs', 'bigint', required)
    .addColumn('new_numbers', 'bigint', required)
    .addColumn('spent_micro_yuan', 'bigint', required)
    .addPrimaryKeyConstraint('outgoing_use_pkey', ['account', 'slot_ms']),
];

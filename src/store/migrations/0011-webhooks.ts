import type { Compilable, Kysely } from 'kysely';
import { ofAccount, required, table } from './columns.js';
import type { Migration } from './migration.js';

/** Who is told of events over HTTP [S54]; what is told waits in the outbox. */
export const webhooks: Migration = {
  number: 11,
  name: 'webhooks',
  statements: (db) => webhooksTable(db),
};

const webhooksTable = (db: Kysely<never>): readonly Compilable[] => [
  table(db, 'webhooks')
    .addColumn('account', 'text', ofAccount)
    .addColumn('url', 'text', required)
    .addColumn('events', 'text', required)
    .addColumn('description', 'text', required)
    .addColumn('enabled', 'bigint', required)
    .addColumn('disabled_reason', 'text')
    .addColumn('failing_since_ms', 'bigint')
    // Not hashed: what signs must be known.
    .addColumn('secret', 'text', required)
    .addColumn('previous_secret', 'text')
    .addColumn('previous_until_ms', 'bigint')
    .addColumn('version', 'bigint', required)
    .addColumn('created_ms', 'bigint', required),
  db.schema.createIndex('webhooks_by_account').on('webhooks').columns(['account', 'id']),
];

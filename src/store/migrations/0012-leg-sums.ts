import { sql, type Compilable, type Kysely } from 'kysely';
import { ofAccount, required } from './columns.js';
import type { Migration } from './migration.js';

/** What totals of calls add up, by quarters of an hour [S42]. */
export const legSums: Migration = {
  number: 12,
  name: 'leg-sums',
  statements: (db) => [
    db.schema
      .createTable('leg_sums')
      .addColumn('account', 'text', ofAccount)
      .addColumn('slot_ms', 'bigint', required)
      .addColumn('service', 'text', required)
      .addColumn('kind', 'text', required)
      .addColumn('legs', 'bigint', required)
      .addColumn('duration_ms', 'bigint', required)
      .addColumn('charged_s', 'bigint', required)
      .addColumn('amount_micro_yuan', 'bigint', required)
      .addPrimaryKeyConstraint('leg_sums_pkey', ['account', 'slot_ms', 'service', 'kind'] as never),
    // What retention has emptied is found and removed.
    db.schema
      .createIndex('leg_sums_empty')
      .on('leg_sums')
      .columns(['slot_ms'])
      .where('legs' as never, '=', 0),
    // The legs that are up are not in the sums: totals add them.
    db.schema
      .createIndex('legs_open_of_account')
      .on('legs')
      .columns(['account', 'answer_ms'])
      .where('end_ms' as never, 'is', null),
    formerLegs(db),
  ],
};

const formerLegs = (db: Kysely<never>): Compilable => ({
  compile: () =>
    sql<never>`insert into leg_sums
      (account, slot_ms, service, kind, legs, duration_ms, charged_s, amount_micro_yuan)
      select account, answer_ms / 900000 * 900000, coalesce(charge_service, ''), coalesce(charge_kind, ''),
        count(*), coalesce(sum(duration_ms), 0), coalesce(sum(charged_s), 0), coalesce(sum(amount_micro_yuan), 0)
      from legs where account is not null and end_ms is not null
      group by account, answer_ms / 900000 * 900000, coalesce(charge_service, ''), coalesce(charge_kind, '')`.compile(
      db,
    ),
});

import { sql, type Kysely } from 'kysely';
import { fail, ok, type Result } from '../base/result.js';
import { dialectNameOf } from './kysely-dialect.js';
import type { Migration } from './migrations/migration.js';
import { statement, unit } from './statement.js';
import type { ChangedRows, Statement, Store, StoreError, Unit } from './store.js';

export type MigrateError = StoreError | { readonly code: 'SCHEMA_NEWER'; readonly message: string };

const BUSY_TRIES_MAX = 10;

/**
 * Brings the schema up to date; gives the numbers it applied. Each step and the record of it are one
 * unit, so a process that dies leaves whole steps. Of several nodes that start at once one writes the
 * record of a step; the others meet UNIQUE and find it done.
 */
export async function migrate(
  store: Store,
  migrations: readonly Migration[],
): Promise<Result<readonly number[], MigrateError>> {
  const created = await commitPatiently(store, unit(statement(recordTable(store))));
  // PostgreSQL may answer so when two sessions create the table at once.
  if (!created.ok && created.error.code !== 'UNIQUE') return created;
  const known = await appliedNumbers(store);
  const newest = migrations.at(-1)?.number ?? 0;
  const newer = Math.max(0, ...known);
  if (newer > newest) {
    return fail({ code: 'SCHEMA_NEWER', message: `the schema is at ${newer}, this version knows ${newest}` });
  }
  const applied: number[] = [];
  for (const migration of migrations.filter(({ number }) => !known.includes(number))) {
    const done = await commitPatiently(store, migrationUnit(store, migration));
    if (done.ok) applied.push(migration.number);
    else if (done.error.code !== 'UNIQUE') return done;
  }
  return ok(applied);
}

/** A node that starts beside another one waits for its schema longer than a call waits for its record. */
async function commitPatiently(store: Store, work: Unit): Promise<Result<ChangedRows, StoreError>> {
  for (let tries = 1; ; tries++) {
    const outcome = await store.commit(work);
    if (outcome.ok || outcome.error.code !== 'BUSY' || tries === BUSY_TRIES_MAX) return outcome;
  }
}

const recordTable = ({ queries }: Store) =>
  queries.schema
    .createTable('schema_migrations')
    .ifNotExists()
    .addColumn('number', 'bigint', (column) => column.primaryKey().notNull())
    .addColumn('name', 'text', (column) => column.notNull());

async function appliedNumbers({ queries }: Store): Promise<readonly number[]> {
  const rows = await queries.selectFrom('schema_migrations').select('number').execute();
  return rows.map((row) => row.number);
}

function migrationUnit({ queries }: Store, { number, name, statements }: Migration): Unit {
  const record = queries.insertInto('schema_migrations').values({ number, name });
  // A migration is older than the schema of today: it must not see its types.
  const untyped = queries as unknown as Kysely<never>;
  const steps = statements(untyped).map((query) => statement(query));
  return unit(...unhurried(queries), statement(record, 1), ...steps);
}

/** The rows of years take longer than a statement of a call may. SQLite sets no limit. */
const unhurried = (queries: Store['queries']): readonly Statement[] =>
  dialectNameOf(queries) === 'postgres'
    ? [statement({ compile: () => sql<never>`set local statement_timeout = 0`.compile(queries) })]
    : [];

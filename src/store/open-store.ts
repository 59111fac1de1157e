import { unreachable } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { fail, ok, type Result } from '../base/result.js';
import { DEFAULT_COMMIT_LIMITS } from './group-committer.js';
import { EngineReads } from './engine-reads.js';
import { GroupedStore, type Engine, type StoreLimits } from './grouped-store.js';
import { migrate, type MigrateError } from './migrate.js';
import { MIGRATIONS } from './migrations/index.js';
import type { PostgresSettings } from './postgres-store.js';
import { SqliteEngine } from './sqlite-store.js';
import { StoreReadError, type ReadStore, type Store } from './store.js';
import type { SqliteSettings } from './thread-protocol.js';

/** `busyMs` has a default: a second, as long as a caller may wait for 200 OK without noticing. */
export type StoreSettings =
  | ({ readonly kind: 'sqlite' } & WithDefaultWait<SqliteSettings>)
  | ({ readonly kind: 'postgres' } & WithDefaultWait<PostgresSettings>);
type WithDefaultWait<Settings extends { busyMs: number }> = Omit<Settings, 'busyMs'> & {
  readonly busyMs?: number;
};

const DEFAULT_BUSY_MS = 1_000;
export const DEFAULT_STORE_LIMITS: StoreLimits = { ...DEFAULT_COMMIT_LIMITS, readsMax: 5_000 };

/** Opens the database and brings its schema up to date. */
export async function openStore(
  settings: StoreSettings,
  log: Log,
  limits: Partial<StoreLimits> = {},
): Promise<Result<Store, MigrateError>> {
  const store = new GroupedStore(await engineOf(settings, log), { ...DEFAULT_STORE_LIMITS, ...limits }, log);
  const migrated = await upToDate(store);
  if (!migrated.ok) {
    await store.close();
    return migrated;
  }
  for (const number of migrated.value) log.info({ migration: number }, 'schema brought up to date');
  return ok(store);
}

/**
 * A second connection to the same database, for lists, totals and exports. It is made with the first read, so the
 * store has to be open already: this one brings no schema up to date.
 */
export async function openReads(settings: StoreSettings, log: Log): Promise<ReadStore> {
  const engine = await engineOf({ ...settings, readOnly: true }, log);
  return new EngineReads(engine, DEFAULT_STORE_LIMITS.readsMax);
}

async function upToDate(store: Store): Promise<Result<readonly number[], MigrateError>> {
  try {
    return await migrate(store, MIGRATIONS);
  } catch (thrown) {
    if (thrown instanceof StoreReadError) return fail({ code: thrown.code, message: thrown.message });
    throw thrown;
  }
}

async function engineOf(settings: StoreSettings, log: Log): Promise<Engine> {
  switch (settings.kind) {
    case 'sqlite':
      return new SqliteEngine({ ...settings, busyMs: settings.busyMs ?? DEFAULT_BUSY_MS }, log);
    case 'postgres': {
      // Loaded only when wanted: it would take a tenth of every start on SQLite.
      const { PostgresEngine } = await import('./postgres-store.js');
      return new PostgresEngine({ ...settings, busyMs: settings.busyMs ?? DEFAULT_BUSY_MS }, log);
    }
    default:
      return unreachable(settings);
  }
}

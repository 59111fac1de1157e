import { silentLog } from '../../../src/base/log.js';
import { openStore, type StoreSettings } from '../../../src/store/open-store.js';
import { unit } from '../../../src/store/statement.js';
import type { Statement, Store } from '../../../src/store/store.js';

/** One of the databases that every contract must hold on. */
export interface Backend {
  /** Settings of a new, empty database. */
  create(): Promise<StoreSettings>;
}

export async function open(settings: StoreSettings): Promise<Store> {
  const opened = await openStore(settings, silentLog);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  return opened.value;
}

/** On a new, empty database. */
export async function withStoreOf(backend: Backend, run: (store: Store) => Promise<void>): Promise<void> {
  const store = await open(await backend.create());
  try {
    await run(store);
  } finally {
    await store.close();
  }
}

/** In one unit; throws when it is refused. */
export async function commit(store: Store, ...statements: readonly Statement[]): Promise<void> {
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}

/** `ok`, or the code with which the unit was refused. */
export async function outcomeOf(store: Store, ...statements: readonly Statement[]): Promise<string> {
  const outcome = await store.commit(unit(...statements));
  return outcome.ok ? 'ok' : outcome.error.code;
}

/** The same, and the constraint that it met. */
export async function refusalOf(store: Store, ...statements: readonly Statement[]): Promise<string> {
  const outcome = await store.commit(unit(...statements));
  if (outcome.ok) return 'ok';
  return [outcome.error.code, outcome.error.constraint].filter(Boolean).join(' ');
}

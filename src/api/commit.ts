import { unit } from '../store/statement.js';
import type { Statement, Store } from '../store/store.js';
import { Problem } from './problem.js';

/** What a route can explain to its caller. */
export type Refused = 'CONFLICT' | 'UNIQUE' | 'REFERENCE';

/** Undefined: it is stored. An outage of the store is thrown. */
export async function commitOrRefused(
  store: Store,
  ...statements: readonly Statement[]
): Promise<Refused | undefined> {
  const outcome = await store.commit(unit(...statements));
  if (outcome.ok) return undefined;
  const { code } = outcome.error;
  if (code === 'CONFLICT' || code === 'UNIQUE' || code === 'REFERENCE') return code;
  throw new Problem('STORE_UNAVAILABLE', { detail: code });
}

/** For a write that nothing but an outage can keep from being stored. */
export async function commitOrThrow(store: Store, ...statements: readonly Statement[]): Promise<void> {
  const refused = await commitOrRefused(store, ...statements);
  if (refused !== undefined) throw new Problem('STORE_UNAVAILABLE', { detail: refused });
}

import { hashApiKey } from '../src/accounts/api-key.js';
import { silentLog } from '../src/base/log.js';
import { utcMs } from '../src/base/units.js';
import { openStore } from '../src/store/open-store.js';
import { ApiKeyRepository } from '../src/store/repositories/api-key-repository.js';
import { unit } from '../src/store/statement.js';
import { LEGS_PER_CONFERENCE, writeMonth } from './record-month.js';

/** Of the account that has the month. */
export const API_KEY = 'htk_bench_0123456789abcdef';

/** A database with a month of call records, and a key of their account. */
export async function createApiMonth(file: string, legs: number): Promise<void> {
  const opened = await openStore({ kind: 'sqlite', file }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const account = await writeMonth(store, Math.ceil(legs / LEGS_PER_CONFERENCE));
  const key = {
    id: 'bench-key' as never,
    account,
    hash: hashApiKey(API_KEY),
    label: 'bench',
    scopes: ['*'],
    createdMs: utcMs(Date.now()),
  };
  const outcome = await store.commit(unit(new ApiKeyRepository(store).create(key)));
  if (!outcome.ok) throw new Error(outcome.error.message);
  await store.close();
}

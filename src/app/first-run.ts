import { randomBytes } from 'node:crypto';
import { hashApiKey, type ApiKey } from '../accounts/api-key.js';
import type { IdMaker } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { Config } from '../config/schema.js';
import { ApiKeyRepository } from '../store/repositories/api-key-repository.js';
import { seed } from '../store/seed.js';
import { unit } from '../store/statement.js';
import type { Store, StoreError } from '../store/store.js';

/** What was made at a first start and is shown once; a value that the configuration gave is not shown. */
export interface FirstRun {
  readonly login: string;
  readonly adminPassword: string | undefined;
  readonly apiKey: string | undefined;
  readonly room: Config['firstRun']['room'] | undefined;
}

const ACCOUNT_NUMBER = '10000001';
const LOGIN = 'admin';

/** Fills an empty database; a later start changes nothing but a key that the configuration names. */
export async function prepareFirstRun(
  store: Store,
  config: Config,
  ids: IdMaker,
  nowMs: UtcMs,
): Promise<Result<FirstRun, StoreError>> {
  const password = config.firstRun.adminPassword ?? randomBytes(9).toString('base64url');
  const { room } = config.firstRun;
  const seeded = await seed(
    store,
    { accountNumber: ACCOUNT_NUMBER, login: LOGIN, password, room },
    ids,
    nowMs,
  );
  if (!seeded.ok) return seeded;
  const { created, account } = seeded.value;
  const madeKey =
    created && config.apiKey === undefined ? `htk_${randomBytes(24).toString('base64url')}` : undefined;
  const key = config.apiKey ?? madeKey;
  if (key !== undefined) {
    const row: ApiKey = {
      id: ids.next(),
      account,
      hash: hashApiKey(key),
      label: 'first key',
      scopes: ['*'],
      createdMs: nowMs,
    };
    const stored = await store.commit(unit(new ApiKeyRepository(store).createUnlessKnown(row)));
    if (!stored.ok) return stored;
  }
  const shownPassword = created && config.firstRun.adminPassword === undefined ? password : undefined;
  return {
    ok: true,
    value: { login: LOGIN, adminPassword: shownPassword, apiKey: madeKey, room: created ? room : undefined },
  };
}

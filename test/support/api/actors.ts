import { hashApiKey } from '../../../src/accounts/api-key.js';
import type { Account, AccountRole } from '../../../src/accounts/account.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { ApiKeyRepository } from '../../../src/store/repositories/api-key-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Statement } from '../../../src/store/store.js';
import { ApiWorld, PASSWORD } from '../api-world.js';
import { NOW_MS, sampleAccount } from '../store-samples.js';

export type RequestHeaders = Readonly<Record<string, string>>;

/** A key of this account with these scopes alone. */
export async function addKey(
  world: ApiWorld,
  { id: account }: Account,
  scopes: readonly string[],
): Promise<{ readonly id: string; readonly headers: RequestHeaders }> {
  const id = world.ids.next<never>();
  const key = `htk_${String(id).replaceAll('-', '')}`;
  const stored = { id, hash: hashApiKey(key), label: 'test', scopes, account, createdMs: NOW_MS };
  await committed(world, [new ApiKeyRepository(world.store).create(stored)]);
  return { id, headers: { authorization: `Bearer ${key}` } };
}

export const keyWith = async (
  world: ApiWorld,
  account: Account,
  scopes: readonly string[],
): Promise<RequestHeaders> => (await addKey(world, account, scopes)).headers;

/** One more account; its login is its number. */
export async function addAccount(world: ApiWorld, number: string, role: AccountRole): Promise<Account> {
  const account: Account = { ...sampleAccount(world.ids, number), role };
  const { passwordHash } = (await new UserRepository(world.store).findByLogin('admin'))!;
  const of = { account: account.id, createdMs: NOW_MS };
  const user = { id: world.ids.next<never>(), login: number, passwordHash, role, ...of };
  await committed(world, [
    new AccountRepository(world.store).create(account),
    new UserRepository(world.store).create(user),
  ]);
  return account;
}

/** What a browser on our page sends after this login. */
export async function sessionOf(world: ApiWorld, login: string): Promise<RequestHeaders> {
  const { status, headers } = await world.raw('POST', '/api/v1/session', { login, password: PASSWORD });
  if (status !== 201) throw new Error(`login of ${login}: ${status}`);
  return { cookie: headers.get('set-cookie')!.split(';')[0]!, 'sec-fetch-site': 'same-origin' };
}

export async function committed({ store }: ApiWorld, statements: readonly Statement[]): Promise<void> {
  const outcome = await store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(outcome.error.message);
}

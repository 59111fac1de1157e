import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, PASSWORD, type Answer } from '../../support/api-world.js';

const test = suite('API keys');
const PATH = '/api/v1/api-keys';
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

const withKey = (key: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  world.raw(method, path, body, { authorization: `Bearer ${key}` });

const create = (label: string, scopes: readonly string[]): Promise<Answer> =>
  world.ask('mine', 'POST', PATH, { label, scopes });

test('a key is shown once, stored hashed, and opens what its scopes name [S54]', async () => {
  const { status, body } = await create('CRM', ['rooms:read']);
  assert.is(status, 201);
  assert.match(body.key, /^htk_[\w-]{32}$/);
  assert.is((await withKey(body.key, 'GET', '/api/v1/rooms')).status, 200);
  assert.is((await withKey(body.key, 'GET', '/api/v1/conferences')).body.code, 'SCOPE_MISSING');
  const list = await world.ask('mine', 'GET', PATH);
  assert.not(list.text.includes(body.key));
  const rows = await world.store.queries.selectFrom('api_keys').selectAll().execute();
  assert.not(JSON.stringify(rows).includes(body.key));
});

test('the day of the last use is known, and no more [S54]', async () => {
  const { body } = await create('used', ['rooms:read']);
  const lastUse = async (): Promise<unknown> =>
    (await world.ask('mine', 'GET', PATH)).body.items.find(({ id }: { id: string }) => id === body.id)
      .lastUsedDay;
  assert.is(await lastUse(), null);
  await withKey(body.key, 'GET', '/api/v1/rooms');
  // No request waits until its use is noted; units are written in order.
  await world.store.commit(unit());
  assert.is(await lastUse(), '2026-09-21');
});

test('nobody makes a key that can do more than he himself [S54]', async () => {
  const maker = (await create('maker', ['account:read', 'account:write', 'rooms:read'])).body.key as string;
  const refused = await withKey(maker, 'POST', PATH, { label: 'x', scopes: ['rooms:read', 'rooms:write'] });
  assert.equal([refused.status, refused.body.code], [403, 'SCOPE_MISSING']);
  assert.is((await withKey(maker, 'POST', PATH, { label: 'x', scopes: ['rooms:read'] })).status, 201);
  for (const [scope, code] of [
    ['admin', 'ADMIN_ONLY'],
    ['operator', 'ROLE_MISSING'],
    ['payments', 'ROLE_MISSING'],
  ] as const)
    assert.is((await create('x', [scope])).body.code, code);
  assert.is((await create('x', ['*'])).body.code, 'FIELDS_INVALID');
});

test("a customer's login of an administrator's account makes no administrator's key", async () => {
  const users = new UserRepository(world.store);
  const known = (await users.findByLogin('admin'))!;
  const clerk = { ...known, id: world.ids.next<never>(), login: 'clerk', role: 'customer' as const };
  await world.store.commit(unit(users.create(clerk)));
  const login = await world.raw('POST', '/api/v1/session', { login: 'clerk', password: PASSWORD });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  const headers = { cookie, 'x-requested-with': 'huitong' };
  const { body } = await world.raw('POST', PATH, { label: 'x', scopes: ['admin'] }, headers);
  assert.is(body.code, 'ADMIN_ONLY');
});

test('a revoked key opens nothing, and only its own account can revoke it', async () => {
  const { body } = await create('short-lived', ['rooms:read']);
  const stranger = await world.ask('other', 'DELETE', `${PATH}/${body.id}`);
  assert.equal([stranger.status, stranger.body.code], [404, 'API_KEY_NOT_FOUND']);
  assert.is((await world.ask('mine', 'DELETE', `${PATH}/${body.id}`)).status, 204);
  assert.is((await withKey(body.key, 'GET', '/api/v1/rooms')).status, 401);
});

test('an account has at most fifty keys', async () => {
  const make = (): Promise<Answer> =>
    world.ask('other', 'POST', PATH, { label: 'one of many', scopes: ['rooms:read'] });
  const together = await Promise.all(Array.from({ length: 60 }, make));
  assert.ok(together.some(({ body }) => body.code === 'API_KEY_LIMIT'));
  assert.is((await make()).body.code, 'API_KEY_LIMIT');
  assert.is((await world.ask('other', 'GET', PATH)).body.items.length, 50);
});

test.run();

import { BlockList } from 'node:net';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { hashApiKey } from '../../../src/accounts/api-key.js';
import { ApiKeyRepository } from '../../../src/store/repositories/api-key-repository.js';
import { UserRepository } from '../../../src/store/repositories/user-repository.js';
import { statement, unit } from '../../../src/store/statement.js';
import type { Statement } from '../../../src/store/store.js';
import { ApiWorld, keyOf, PASSWORD, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('keys and sessions');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

async function commit(...statements: readonly Statement[]): Promise<void> {
  const outcome = await world.store.commit(unit(...statements));
  if (!outcome.ok) throw new Error(outcome.error.message);
}

const SESSION = '/api/v1/session';
const MINUTE_MS = 60_000;
const OWN = { 'x-requested-with': 'huitong' };

const login = (login: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Answer> =>
  world.raw('POST', SESSION, { login, password }, headers);

async function cookieOf(name: string): Promise<string> {
  const { headers } = await login(name);
  return headers.get('set-cookie')!.split(';')[0]!;
}

test('a login gives a cookie that scripts and other sites cannot use, and says who one is', async () => {
  const answer = await login('mine');
  assert.is(answer.status, 201);
  assert.equal(
    [answer.body.login, answer.body.role, answer.body.account.number],
    ['mine', 'customer', '10000001'],
  );
  const [cookie = '', ...attributes] = answer.headers.get('set-cookie')!.split('; ');
  assert.equal(attributes.sort(), ['HttpOnly', 'Path=/', 'SameSite=Strict']);
  const who = await world.raw('GET', SESSION, undefined, { cookie });
  assert.equal([who.status, who.body], [200, answer.body]);
  assert.not(answer.text.includes(cookie.split('=')[1]!));
});

test('behind a trusted proxy that ends TLS the cookie is sent over TLS alone', async () => {
  const trustedProxies = new BlockList();
  trustedProxies.addSubnet('192.0.2.0', 24, 'ipv4');
  world = world.fresh({}, { door: { ...world.services.door, trustedProxies } });
  const secured = async (peerAddress: string): Promise<boolean> => {
    world.peerAddress = peerAddress;
    const answer = await login('mine', PASSWORD, { 'x-forwarded-proto': 'https' });
    return /; Secure/.test(answer.headers.get('set-cookie')!);
  };
  assert.is(await secured('::ffff:192.0.2.7'), true);
  assert.is(await secured('198.51.100.7'), false, 'anybody can say so');
});

test('who is behind a trusted proxy is found by X-Forwarded-For, and nobody else is believed', async () => {
  const trustedProxies = new BlockList();
  trustedProxies.addSubnet('192.0.2.0', 24, 'ipv4');
  world = world.fresh({}, { door: { ...world.services.door, trustedProxies } });
  const seen = async (peerAddress: string, forwarded: string): Promise<unknown> => {
    world.peerAddress = peerAddress;
    await login('mine', PASSWORD, { 'x-forwarded-for': forwarded });
    return world.log.at(-1)!.fields['address'];
  };
  assert.is(await seen('192.0.2.7', '203.0.113.5'), '203.0.113.5');
  // What the client itself has written stands on the left.
  assert.is(await seen('192.0.2.7', '10.0.0.1, 203.0.113.5, 192.0.2.9'), '203.0.113.5');
  assert.is(await seen('192.0.2.7', 'unknown'), '192.0.2.7');
  assert.is(await seen('198.51.100.7', '203.0.113.5'), '198.51.100.7');
});

test('a restart logs nobody out, and the token is not stored [S53]', async () => {
  const cookie = await cookieOf('mine');
  world = world.fresh();
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 200);
  const rows = await world.store.queries.selectFrom('sessions').selectAll().execute();
  assert.not(JSON.stringify(rows).includes(cookie.split('=')[1]!));
});

test('sessions that are over are removed from the database', async () => {
  await cookieOf('mine');
  world.wait(12 * 60 * MINUTE_MS);
  const cookie = await cookieOf('mine');
  await world.api.tidy();
  const rows = await world.store.queries.selectFrom('sessions').selectAll().execute();
  assert.is(rows.length, 1);
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 200);
});

test('a wrong password and an unknown login get the same answer', async () => {
  const answers = [await login('mine', 'wrong'), await login('nobody', 'wrong')];
  for (const { status, body, headers } of answers) {
    assert.equal([status, body.code, headers.get('set-cookie')], [401, 'LOGIN_FAILED', null]);
  }
});

test('failed logins make the next one wait, longer each time, and only where they came from', async () => {
  for (let failure = 0; failure < 5; failure++) assert.is((await login('mine', 'wrong')).status, 401);
  const throttled = await login('mine');
  assert.equal([throttled.status, throttled.body.code], [429, 'LOGIN_THROTTLED']);
  assert.is(throttled.headers.get('retry-after'), '1');
  assert.is((await login('other')).status, 201);
  world.wait(1_000);
  assert.is((await login('mine', 'wrong')).status, 401);
  world.wait(1_000);
  assert.is((await login('mine')).status, 429);
  world.wait(1_000);
  assert.is((await login('mine')).status, 201);
  // The series is over: one more failure costs nothing.
  assert.is((await login('mine', 'wrong')).status, 401);
  assert.is((await login('mine')).status, 201);
});

test('after the free failures a login is tried once at a time, not many times before the first has failed', async () => {
  for (let failure = 0; failure < 5; failure++) await login('mine', 'wrong');
  world.wait(1_000);
  const answers = await Promise.all(Array.from({ length: 3 }, () => login('mine', 'wrong')));
  const looked = answers.filter(({ status }) => status === 401);
  assert.equal([looked.length, answers.filter(({ status }) => status === 429).length], [1, 2]);
  world.wait(2_000);
  assert.is((await login('mine')).status, 201, 'the one try has made it wait for two seconds');
});

test('an IPv6 host that takes another address for each try waits all the same', async () => {
  for (let failure = 0; failure < 5; failure++) {
    world.peerAddress = `2001:db8::${failure + 1}`;
    assert.is((await login('mine', 'wrong')).status, 401);
  }
  world.peerAddress = '2001:db8::6';
  assert.is((await login('mine')).status, 429);
  world.peerAddress = '2001:db8:0:1::6';
  assert.is((await login('mine')).status, 201);
});

test('more logins at once than can be verified are told to come back', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, () => login('mine')));
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 4);
  assert.equal(statuses.filter((status) => status === 503).length, 4);
});

test('after logging out the cookie opens nothing', async () => {
  const cookie = await cookieOf('mine');
  assert.is((await world.raw('DELETE', SESSION, undefined, { cookie, ...OWN })).status, 204);
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 401);
});

test('a session ends when it is not used, and at last also when it is', async () => {
  const idle = await cookieOf('mine');
  world.wait(121 * MINUTE_MS);
  assert.is((await world.raw('GET', SESSION, undefined, { cookie: idle })).status, 401);
  const used = await cookieOf('mine');
  const statuses: number[] = [];
  for (let hour = 0; hour < 12; hour++) {
    world.wait(60 * MINUTE_MS);
    statuses.push((await world.raw('GET', SESSION, undefined, { cookie: used })).status);
  }
  assert.equal(statuses, [...Array.from({ length: 11 }, () => 200), 401]);
});

test('when all places are taken the oldest session goes', async () => {
  world = world.fresh({ sessionsMax: 2 });
  const cookies = [await cookieOf('mine'), await cookieOf('other'), await cookieOf('admin')];
  const statuses = await Promise.all(
    cookies.map(async (cookie) => (await world.raw('GET', SESSION, undefined, { cookie })).status),
  );
  assert.equal(statuses, [401, 200, 200]);
});

test('who logs in again and again loses the own oldest sessions, and nobody else loses any', async () => {
  world = world.fresh({ sessionsMax: 60 });
  const other = await cookieOf('other');
  const cookies: string[] = [];
  for (let count = 0; count < 70; count++) cookies.push(await cookieOf('mine'));
  const isOpen = async (cookie: string): Promise<boolean> =>
    (await world.raw('GET', SESSION, undefined, { cookie })).status === 200;
  assert.equal(
    [await isOpen(other), await isOpen(cookies[19]!), await isOpen(cookies[20]!)],
    [true, false, true],
  );
});

test('a removed user is out at once', async () => {
  const { queries } = world.store;
  const users = new UserRepository(world.store);
  const known = (await users.findByLogin('mine'))!;
  await commit(users.create({ ...known, id: world.ids.next(), login: 'leaver' }));
  const cookie = await cookieOf('leaver');
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 200);
  await commit(statement(queries.deleteFrom('users').where('login', '=', 'leaver'), 1));
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 401);
});

test('with a cookie only pages of ours can change something', async () => {
  const cookie = await cookieOf('mine');
  const room = { name: 'x', chairPassword: '8888' };
  const create = (headers: Record<string, string>): Promise<Answer> =>
    world.raw('POST', '/api/v1/rooms', room, { cookie, host: 'huitong.test', ...headers });
  const refused: readonly Record<string, string>[] = [
    {},
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: 'https://evil.test', ...OWN },
    { 'sec-fetch-site': 'cross-site', origin: 'http://huitong.test' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of refused) {
    const answer = await create(headers);
    assert.equal([answer.status, answer.body.code], [403, 'CROSS_SITE'], JSON.stringify(headers));
  }
  const allowed = [{ 'sec-fetch-site': 'same-origin' }, { origin: 'http://huitong.test' }, OWN];
  for (const headers of allowed) assert.is((await create(headers)).status, 201);
  const read = await world.raw('GET', '/api/v1/rooms', undefined, { cookie, 'sec-fetch-site': 'cross-site' });
  assert.is(read.status, 200);
});

test('another site cannot log a visitor in', async () => {
  const answer = await login('mine', PASSWORD, { 'sec-fetch-site': 'cross-site' });
  assert.equal([answer.status, answer.body.code], [403, 'CROSS_SITE']);
});

test('without a key or with a wrong one nothing is told', async () => {
  const headers: readonly Record<string, string>[] = [
    {},
    { authorization: 'Bearer wrong' },
    { authorization: `Basic ${keyOf('mine')}` },
    { authorization: `Bearer ${keyOf('mine')}x` },
    { authorization: 'Bearer' },
    { cookie: 'huitong_session=made-up' },
  ];
  for (const header of headers) {
    for (const path of ['/rooms', '/conferences', '/events', '/debug', '/session', '/nothing']) {
      const answer = await world.raw('GET', `/api/v1${path}`, undefined, header);
      assert.equal(
        [answer.status, answer.body.code],
        [401, 'UNAUTHENTICATED'],
        `${path} ${JSON.stringify(header)}`,
      );
      assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
    }
  }
});

test('a key says whose it is', async () => {
  const { body } = await world.ask('mine', 'GET', SESSION);
  assert.equal(
    [body.login, body.account.number, body.scopes, body.expiresMs],
    [null, '10000001', ['*'], null],
  );
});

test('a key can do what its scopes name and nothing else', async () => {
  const key = 'htk_scoped_0123456789abcdef';
  await commit(
    new ApiKeyRepository(world.store).create({
      id: world.ids.next(),
      account: world.accounts.admin.id,
      hash: hashApiKey(key),
      label: 'reader',
      scopes: ['rooms:read'],
      createdMs: NOW_MS,
    }),
  );
  const headers = { authorization: `Bearer ${key}` };
  assert.is((await world.raw('GET', '/api/v1/rooms', undefined, headers)).status, 200);
  const room = { name: 'x', chairPassword: '8888' };
  const refused = [
    await world.raw('POST', '/api/v1/rooms', room, headers),
    await world.raw('PATCH', '/api/v1/rooms/1', { version: 1 }, headers),
    await world.raw('DELETE', '/api/v1/rooms/1', undefined, headers),
    await world.raw('GET', '/api/v1/conferences', undefined, headers),
    await world.raw('GET', '/api/v1/events', undefined, headers),
    await world.raw('POST', '/api/v1/conferences/1/end', undefined, headers),
    await world.raw('GET', '/api/v1/debug', undefined, headers),
  ];
  for (const { status, body } of refused) assert.equal([status, body.code], [403, 'SCOPE_MISSING']);
});

test('what is for administrators is refused to others', async () => {
  const refused = await world.ask('mine', 'GET', '/api/v1/debug');
  assert.equal([refused.status, refused.body.code], [403, 'ADMIN_ONLY']);
  const id = world.openConference('mine');
  const shown = await world.ask('admin', 'GET', '/api/v1/debug');
  assert.is(shown.status, 200);
  assert.ok(shown.body.components.conferences[0].includes(id));
});

test('no password and no key gets into the log', async () => {
  await login('mine', 'very-secret-guess');
  await world.ask('mine', 'GET', '/api/v1/rooms?limit=5');
  await world.raw('GET', '/api/v1/rooms', undefined, { cookie: await cookieOf('mine') });
  const text = JSON.stringify(world.log);
  for (const secret of ['very-secret-guess', PASSWORD, keyOf('mine'), 'huitong_session']) {
    assert.not(text.includes(secret));
  }
  assert.ok(
    world.log.some(({ fields }) => fields['path'] === '/api/v1/rooms' && fields['account'] === '10000001'),
  );
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { verifyPassword } from '../../../src/accounts/password-hash.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, PASSWORD, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('profile, password and phone PIN');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  world = world.fresh();
});
test.after(() => world.close());

const NEW_PASSWORD = 'quite another one';

const login = (name: string, password = PASSWORD): Promise<Answer> =>
  world.raw('POST', '/api/v1/session', { login: name, password });

async function cookieOf(name: string, password = PASSWORD): Promise<string> {
  return (await login(name, password)).headers.get('set-cookie')!.split(';')[0]!;
}

/** As the page of somebody who has logged in. */
const as = (cookie: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  world.raw(method, `/api/v1${path}`, body, { cookie, 'x-requested-with': 'huitong' });

test('a person reads and changes the profile, and nobody overwrites what another has changed [S43]', async () => {
  const cookie = await cookieOf('mine');
  const { body, headers } = await as(cookie, 'GET', '/profile');
  assert.equal(
    [body.number, body.login, body.email, body.phonePinSet, headers.get('etag')],
    ['10000001', 'mine', null, false, `"${body.version}"`],
  );
  const changed = await as(cookie, 'PATCH', '/profile', {
    name: '上海会通',
    timeZone: 'Asia/Urumqi',
    email: 'Wang@Example.com',
    version: body.version,
  });
  assert.equal(
    [changed.status, changed.body.name, changed.body.timeZone, changed.body.email, changed.body.language],
    [200, '上海会通', 'Asia/Urumqi', 'wang@example.com', 'zh-CN'],
  );
  const late = await as(cookie, 'PATCH', '/profile', { name: 'x', version: body.version });
  assert.equal([late.status, late.body.code], [409, 'VERSION_CONFLICT']);
  const none = await as(cookie, 'PATCH', '/profile', { name: 'x' });
  assert.equal([none.body.code, none.body.errors[0].field], ['FIELDS_INVALID', 'version']);
});

test('whether help is wanted is asked at the first login, once [S33]', async () => {
  const first = await login('other');
  assert.is(first.body.helpSeen, false);
  const cookie = first.headers.get('set-cookie')!.split(';')[0]!;
  const { version } = (await as(cookie, 'GET', '/profile')).body;
  assert.is((await as(cookie, 'PATCH', '/profile', { helpSeen: true, version })).status, 200);
  assert.is((await login('other')).body.helpSeen, true);
});

test('one logs in by name, account number, phone number in any form or e-mail [S33]', async () => {
  const account = world.accounts.mine.id;
  const number = { e164: '+8613800138000', account, kind: 'bound', verifiedMs: NOW_MS } as const;
  await world.store.commit(unit(new AccountNumberRepository(world.store).create(number)));
  const names = ['mine', '10000001', '１０００００01', '13800138000', '+86 138-0013-8000', '008613800138000'];
  for (const name of [...names, 'wang@example.com', 'WANG@example.COM']) {
    const { status, body } = await login(name);
    assert.equal([status, body.account?.number], [201, '10000001'], name);
  }
  for (const name of ['10000009', '13800138009', 'li@example.com'])
    assert.is((await login(name)).body.code, 'LOGIN_FAILED', name);
});

test('tries on one login add up however it is written [S53]', async () => {
  const spellings = ['13800138000', '+86 13800138000', '10000001', 'mine', 'wang@example.com'];
  for (const name of spellings) assert.is((await login(name, 'wrong')).status, 401);
  assert.is((await login('0138 0013 8000')).body.code, 'LOGIN_THROTTLED');
  assert.is((await login('other')).status, 201);
});

test('an e-mail address is the login of one person', async () => {
  const cookie = await cookieOf('other');
  const { version } = (await as(cookie, 'GET', '/profile')).body;
  const { status, body } = await as(cookie, 'PATCH', '/profile', { email: 'wang@example.com', version });
  assert.equal([status, body.errors[0].field, body.errors[0].code], [400, 'email', 'TAKEN']);
  assert.is((await as(cookie, 'GET', '/profile')).body.version, version, 'nothing was changed');
});

test('a new password asks for the old one, and ends all other sessions [S43]', async () => {
  const [elsewhere, here] = [await cookieOf('admin'), await cookieOf('admin')];
  const wrong = await as(here, 'PUT', '/password', { oldPassword: 'wrong', newPassword: NEW_PASSWORD });
  assert.equal([wrong.status, wrong.body.code], [403, 'PASSWORD_WRONG']);
  const changed = await as(here, 'PUT', '/password', { oldPassword: PASSWORD, newPassword: NEW_PASSWORD });
  assert.is(changed.status, 204);
  assert.is((await as(here, 'GET', '/session')).status, 200);
  assert.is((await as(elsewhere, 'GET', '/session')).status, 401);
  assert.is((await login('admin')).status, 401);
  const back = { oldPassword: NEW_PASSWORD, newPassword: PASSWORD };
  assert.is((await as(await cookieOf('admin', NEW_PASSWORD), 'PUT', '/password', back)).status, 204);
});

test('a password that everybody tries first is not taken', async () => {
  const cookie = await cookieOf('mine');
  for (const [newPassword, code] of [
    ['short', 'TOO_SHORT'],
    ['Password1', 'TOO_COMMON'],
    ['aaaaaaaaaa', 'TOO_COMMON'],
    ['WANG@example.com', 'SAME_AS_LOGIN'],
  ]) {
    const { body } = await as(cookie, 'PUT', '/password', { oldPassword: PASSWORD, newPassword });
    assert.equal([body.code, body.errors[0].code], ['FIELDS_INVALID', code], newPassword);
  }
});

test('the old password cannot be guessed with a session that was left open [S53]', async () => {
  const cookie = await cookieOf('mine');
  const guess = (): Promise<Answer> =>
    as(cookie, 'PUT', '/password', { oldPassword: 'guess', newPassword: NEW_PASSWORD });
  for (let tries = 0; tries < 5; tries++) assert.is((await guess()).status, 403);
  assert.equal((await guess()).body.code, 'LOGIN_THROTTLED');
});

test('the phone PIN is stored hashed, and not one that everybody tries first [S26]', async () => {
  for (const pin of ['12345', '1234567', '111111', '123456', '654321', 'abcdef'])
    assert.is(
      (await world.ask('mine', 'PUT', '/api/v1/phone-pin', { pin })).body.code,
      'FIELDS_INVALID',
      pin,
    );
  assert.is((await world.ask('mine', 'PUT', '/api/v1/phone-pin', { pin: '735102' })).status, 204);
  const hash = await new AccountNumberRepository(world.store).pinHash(world.accounts.mine.id);
  assert.ok(await verifyPassword('735102', hash!));
  assert.is((await world.ask('mine', 'GET', '/api/v1/profile')).body.phonePinSet, true);
});

test('a password that could not be typed into the login is not taken', async () => {
  const cookie = await cookieOf('mine');
  const body = { oldPassword: PASSWORD, newPassword: 'tab\tin the middle' };
  const { status, body: refused } = await as(cookie, 'PUT', '/password', body);
  assert.equal([status, refused.errors[0].field], [400, 'newPassword']);
  assert.is((await login('mine')).status, 201);
});

test('phone PINs are hashed a few at a time, like passwords', async () => {
  const pins = Array.from({ length: 8 }, () =>
    world.ask('mine', 'PUT', '/api/v1/phone-pin', { pin: '735102' }),
  );
  const statuses = (await Promise.all(pins)).map(({ status }) => status);
  assert.equal(
    [204, 503].map((wanted) => statuses.filter((status) => status === wanted).length),
    [4, 4],
  );
});

test('a person sees where he is logged in and ends other sessions [S53]', async () => {
  const phone = await cookieOf('mine');
  world.wait(1_000);
  const here = await cookieOf('mine');
  const { items } = (await as(here, 'GET', '/sessions')).body;
  assert.is(items.filter(({ current }: { current: boolean }) => current).length, 1);
  const other = items.findLast(({ current }: { current: boolean }) => !current);
  assert.is((await as(here, 'DELETE', `/sessions/${other.id}`)).status, 204);
  assert.is((await as(phone, 'GET', '/session')).status, 401);
  const stranger = await as(await cookieOf('other'), 'DELETE', `/sessions/${items[0].id}`);
  assert.equal([stranger.status, stranger.body.code], [404, 'SESSION_NOT_FOUND']);
  await cookieOf('mine');
  assert.is((await as(here, 'DELETE', '/sessions')).status, 204);
  assert.is((await as(here, 'GET', '/sessions')).body.items.length, 1);
});

test('what is about a person is refused to a key', async () => {
  for (const [method, path, body] of [
    ['GET', '/sessions', undefined],
    ['DELETE', '/sessions', undefined],
    ['PUT', '/password', { oldPassword: PASSWORD, newPassword: NEW_PASSWORD }],
    ['PATCH', '/profile', { helpSeen: true, version: 1 }],
  ] as const) {
    const answer = await world.ask('mine', method, `/api/v1${path}`, body);
    assert.equal([answer.status, answer.body.code], [403, 'PERSON_ONLY'], path);
  }
});

test.run();

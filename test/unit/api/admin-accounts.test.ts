import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { unit } from '../../../src/store/statement.js';
import { keyWith } from '../../support/api/actors.js';
import { NOW_MS } from '../../support/store-samples.js';
import { ApiWorld, PASSWORD, type Answer } from '../../support/api-world.js';

const test = suite('accounts over the API');
let world: ApiWorld;

test.before(async () => {
  world = await ApiWorld.create();
});
test.after(() => world.close());

const sessionIn = ({ headers }: Answer): Record<string, string> => ({
  cookie: headers.get('set-cookie')!.split(';')[0]!,
  'sec-fetch-site': 'same-origin',
});
const BASE = '/api/v1/admin/accounts';
const admin = (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> =>
  world.ask('admin', method, path, body, headers);
const opened = async (changes: object = {}): Promise<Answer['body']> =>
  (await admin('POST', BASE, { name: '新客户', ...changes })).body;

test('an administrator opens an account with defaults and finds it by number, name and phone [S45]', async () => {
  const created = await admin('POST', BASE, { name: '上海分公司' });
  assert.is(created.status, 201);
  assert.match(created.body.number, /^\d{8}$/);
  assert.equal(
    [created.body.tier, created.body.paymentMode, created.body.version],
    ['standard', 'prepaid', 1],
  );
  assert.is(created.headers.get('etag'), '"1"');
  const { id, number } = created.body;
  const ids = async (query: string): Promise<string[]> =>
    (await admin('GET', `${BASE}?${query}`)).body.items.map((one: { id: string }) => one.id);
  assert.equal(await ids(`number=${number}`), [id]);
  assert.equal(await ids(`name=${encodeURIComponent('海分')}`), [id]);
  assert.equal(await ids(`name=${encodeURIComponent('%')}&number=${number}`), [], 'a % is no pattern');
  assert.equal(await ids('phone=13800138000'), []);
  assert.is((await admin('GET', `${BASE}?phone=abc`)).status, 400);
});

test('rights and limits change with the version that was read, and an older one is refused [S41]', async () => {
  const { id } = await opened({ paymentMode: 'postpaid', creditLimitMicroYuan: 200_000_000 });
  const changed = await admin(
    'PATCH',
    `${BASE}/${id}`,
    { outgoing: { stopped: true, internationalAllowed: true } },
    { 'if-match': '"1"' },
  );
  assert.is(changed.status, 200);
  assert.equal(
    [
      changed.body.outgoing.stopped,
      changed.body.outgoing.internationalAllowed,
      changed.body.outgoing.legsMax,
    ],
    [true, true, 600],
  );
  const late = await admin('PATCH', `${BASE}/${id}`, { tier: 'vip', version: 1 });
  assert.equal([late.status, late.body.code], [409, 'VERSION_CONFLICT']);
  assert.is((await admin('PATCH', `${BASE}/${id}`, { tier: 'vip' })).status, 400);
  assert.is((await admin('GET', `${BASE}/${id}`)).body.tier, 'standard');
});

test('a credit limit below what is owed is refused, and prepaid accounts have none [S14]', async () => {
  const { id } = await opened({ paymentMode: 'postpaid', creditLimitMicroYuan: 100 });
  await world.store.commit({
    statements: [{ sql: `update accounts set balance_micro_yuan = -80 where id = '${id}'`, parameters: [] }],
  });
  const low = await admin('PATCH', `${BASE}/${id}`, { creditLimitMicroYuan: 50, version: 1 });
  assert.equal([low.status, low.body.code], [409, 'CREDIT_LIMIT_TOO_LOW']);
  const prepaid = await admin('PATCH', `${BASE}/${id}`, { paymentMode: 'prepaid', version: 1 });
  assert.equal(prepaid.body.errors[0].field, 'creditLimitMicroYuan');
});

test('a closed account loses its conferences at once; nobody closes the account that asks', async () => {
  const { id } = world.accounts.other;
  const conference = world.openConference('other');
  const own = await admin('PATCH', `${BASE}/${world.accounts.admin.id}`, { status: 'closed', version: 1 });
  assert.equal([own.status, own.body.code], [409, 'OWN_ACCOUNT']);
  const closed = await admin('PATCH', `${BASE}/${id}`, { status: 'closed', version: 1 });
  assert.equal([closed.status, closed.body.status], [200, 'closed']);
  assert.is(world.runner.service.snapshot(conference), undefined);
});

test('neither login nor key nor session of a closed account opens anything [S53]', async () => {
  const { id } = await opened();
  const user = (await admin('POST', `${BASE}/${id}/users`, { login: 'closing' })).body;
  const login = (): Promise<Answer> =>
    world.raw('POST', '/api/v1/session', { login: 'closing', password: user.password });
  const session = sessionIn(await login());
  const account = (await new AccountRepository(world.store).find(id))!;
  const key = await keyWith(world, account, ['*']);
  const asked = async (headers: Record<string, string>): Promise<number> =>
    (await world.raw('GET', '/api/v1/session', undefined, headers)).status;
  assert.equal([await asked(session), await asked(key)], [200, 200]);
  await admin('PATCH', `${BASE}/${id}`, { status: 'closed', version: 1 });
  assert.equal([await asked(session), await asked(key), (await login()).status], [401, 401, 401]);
  await admin('PATCH', `${BASE}/${id}`, { status: 'active', version: 2 });
  assert.equal([await asked(session), await asked(key), (await login()).status], [401, 200, 201]);
});

test('a password that an administrator gave must be changed before anything else [S53]', async () => {
  const { id } = await opened();
  const user = (await admin('POST', `${BASE}/${id}/users`, { login: 'temporary' })).body;
  const login = (password: string): Promise<Answer> =>
    world.raw('POST', '/api/v1/session', { login: 'temporary', password });
  const first = await login(user.password);
  assert.is(first.body.passwordTemporary, true);
  const as = (session: Record<string, string>, method: string, path: string, body?: object) =>
    world.raw(method, `/api/v1${path}`, body, session);
  const session = sessionIn(first);
  const early = await as(session, 'GET', '/rooms');
  assert.equal([early.status, early.body.code], [403, 'PASSWORD_TEMPORARY']);
  const same = { oldPassword: user.password, newPassword: user.password };
  assert.is((await as(session, 'PUT', '/password', same)).body.errors[0].code, 'SAME_AS_OLD');
  const own = { oldPassword: user.password, newPassword: PASSWORD };
  assert.is((await as(session, 'PUT', '/password', own)).status, 204);
  assert.is((await as(session, 'GET', '/rooms')).status, 200);
  const reset = await admin('POST', `${BASE}/${id}/users/${user.id}/password-resets`);
  assert.is((await as(session, 'GET', '/rooms')).status, 401, 'what ran is over');
  assert.is((await login(PASSWORD)).status, 401);
  const again = sessionIn(await login(reset.body.password));
  assert.is((await as(again, 'GET', '/rooms')).body.code, 'PASSWORD_TEMPORARY');
  assert.is((await as(again, 'DELETE', '/session')).status, 204);
});

test('who gets another role logs in anew, and its events end [S53]', async () => {
  const { id } = await opened();
  const user = (await admin('POST', `${BASE}/${id}/users`, { login: 'promoted' })).body;
  const password = { login: 'promoted', password: user.password };
  const session = sessionIn(await world.raw('POST', '/api/v1/session', password));
  await admin('PATCH', `${BASE}/${id}/users/${user.id}`, { role: 'operator' });
  assert.is((await world.raw('GET', '/api/v1/session', undefined, session)).status, 401);
});

test('of two administrators who change the same row at once, one is told [S45]', async () => {
  const { id } = await opened();
  const answers = await Promise.all(
    ['vip', 'trial'].map((tier) => admin('PATCH', `${BASE}/${id}`, { tier, version: 1 })),
  );
  assert.equal(answers.map(({ status }) => String(status)).toSorted(), ['200', '409']);
  assert.is((await admin('GET', `${BASE}/${id}`)).body.version, 2);
});

test('the numbers of an account are masked for who does not own it [S53a]', async () => {
  const { id: account } = world.accounts.mine;
  const number = { e164: '+8613900000001', account, kind: 'registered', verifiedMs: NOW_MS } as const;
  await world.store.commit(unit(new AccountNumberRepository(world.store).create(number)));
  const { items } = (await admin('GET', `${BASE}/${account}/numbers`)).body;
  assert.equal(items, [{ number: '+86139****0001', kind: 'registered', verifiedMs: NOW_MS }]);
});

test('a login that is a telephone number is masked for who does not own it [S53a]', async () => {
  const users = async (id: string): Promise<readonly string[]> =>
    (await admin('GET', `${BASE}/${id}/users`)).body.items.map(({ login }: { login: string }) => login);
  const { id } = await opened();
  const made = await admin('POST', `${BASE}/${id}/users`, { login: '139 0000 0002' });
  assert.is(made.body.login, '139 0000 0002', 'to be handed on with the password');
  await admin('POST', `${BASE}/${id}/users`, { login: 'li.lei' });
  assert.equal(await users(id), ['+86139****0002', 'li.lei']);
  const one = `${BASE}/${id}/users/${made.body.id}`;
  assert.is((await admin('PATCH', one, { role: 'operator' })).body.login, '+86139****0002');
  assert.is((await admin('POST', `${one}/password-resets`)).body.login, '+86139****0002');
  const { id: own } = world.accounts.admin;
  await admin('POST', `${BASE}/${own}/users`, { login: '+8613900000003' });
  assert.ok((await users(own)).includes('+8613900000003'));
});

test('a user is made with a password shown once, and gets another one', async () => {
  const { id } = await opened();
  const user = await admin('POST', `${BASE}/${id}/users`, { login: 'chen@example.com' });
  assert.is(user.status, 201);
  const login = (password: string): Promise<Answer> =>
    world.raw('POST', '/api/v1/session', { login: 'chen@example.com', password });
  assert.is((await login(user.body.password)).status, 201);
  const reset = await admin('POST', `${BASE}/${id}/users/${user.body.id}/password-resets`);
  assert.is.not(reset.body.password, user.body.password);
  assert.is((await login(user.body.password)).status, 401);
  assert.is((await login(reset.body.password)).status, 201);
  const taken = await admin('POST', `${BASE}/${id}/users`, { login: 'mine' });
  assert.equal([taken.status, taken.body.code], [409, 'LOGIN_TAKEN']);
  const { items } = (await admin('GET', `${BASE}/${id}/users`)).body;
  assert.equal(Object.keys(items[0]).includes('password'), false);
  const foreign = `${BASE}/${world.accounts.mine.id}/users/${user.body.id}`;
  assert.is((await admin('PATCH', foreign, { role: 'operator' })).body.code, 'USER_NOT_FOUND');
  const promoted = await admin('PATCH', `${BASE}/${id}/users/${user.body.id}`, { role: 'operator' });
  assert.is(promoted.body.role, 'operator');
});

test('a login named in full-width signs is that of the plain ones', async () => {
  const { id } = await opened();
  const user = (await admin('POST', `${BASE}/${id}/users`, { login: ' ｗａｎｇ．１ ' })).body;
  assert.is(user.login, 'wang.1');
  for (const login of ['wang.1', 'ｗａｎｇ．１']) {
    const entered = await world.raw('POST', '/api/v1/session', { login, password: user.password });
    assert.is(entered.status, 201, login);
  }
  const taken = await admin('POST', `${BASE}/${id}/users`, { login: 'wang.1' });
  assert.is(taken.body.code, 'LOGIN_TAKEN');
});

test('a customer is no administrator, whatever the account [S53]', async () => {
  assert.ok(PASSWORD.length > 0);
  for (const [method, path] of [
    ['GET', BASE],
    ['POST', BASE],
    ['GET', `${BASE}/${world.accounts.mine.id}`],
    ['PATCH', `${BASE}/${world.accounts.mine.id}`],
  ] as const) {
    const { status, body } = await world.ask(
      'mine',
      method,
      path,
      method === 'GET' ? undefined : { name: 'x' },
    );
    assert.equal([status, body.code], [403, 'ADMIN_ONLY'], `${method} ${path}`);
  }
});

test.run();

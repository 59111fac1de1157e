import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { OperatorId, ParticipantId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { OperatorRepository } from '../../../src/store/repositories/operator-repository.js';
import { unit } from '../../../src/store/statement.js';
import { keyWith } from '../../support/api/actors.js';
import { OperatorStage } from '../../support/api/operator-services.js';
import { ApiWorld, PASSWORD, type Answer } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('the console of operators over the API');
let world: ApiWorld;
let stage: OperatorStage;
let session: Record<string, string>;
let operator: Answer['body'];

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  world.ask('admin', method, `/api/v1${path}`, body);
const own = (method: string, path: string, body?: unknown): Promise<Answer> =>
  world.raw(method, `/api/v1${path}`, body, session);

test.before(async () => {
  const first = await ApiWorld.create();
  stage = new OperatorStage(first);
  world = first.fresh({}, { operator: stage });
  const { id } = world.accounts.admin;
  const user = (await admin('POST', `/admin/accounts/${id}/users`, { login: 'seat-1', role: 'operator' }))
    .body;
  operator = (await admin('POST', '/admin/operators', { user: user.id, number: '13800138001' })).body;
  const login = await world.raw('POST', '/api/v1/session', { login: 'seat-1', password: user.password });
  const cookie = login.headers.get('set-cookie')!.split(';')[0]!;
  session = { cookie, 'sec-fetch-site': 'same-origin' };
  await own('PUT', '/password', { oldPassword: user.password, newPassword: PASSWORD });
});
test.after(() => world.close());

const calledNumbers = (): readonly string[] => stage.roster.onDuty().map(({ called }) => called.e164);

/** Another operator, on duty, of an account of its own. */
async function seated(login: string, number: string) {
  const account = (await admin('POST', '/admin/accounts', { name: login })).body;
  const users = `/admin/accounts/${account.id}/users`;
  const user = (await admin('POST', users, { login, role: 'operator' })).body;
  const { id } = (await admin('POST', '/admin/operators', { user: user.id, number })).body;
  const repository = new OperatorRepository(world.store);
  await world.store.commit(unit(repository.setDuty(id as OperatorId, true)));
  await stage.roster.load();
  return { id, account: `/admin/accounts/${account.id}`, user: `${users}/${user.id}` };
}

const takeBy = (id: string): Promise<Answer> =>
  admin('POST', `/operator/queue/${ask()}/take`, { operator: id });

interface Party {
  readonly number: string;
}

function ask(): ParticipantId {
  const conference = world.openConference('mine');
  const participant = world.enter(conference, '+8613900139000');
  stage.waiting.splice(0);
  stage.waiting.push({
    conference,
    participant,
    askedMs: utcMs(NOW_MS + world.clock.nowMs),
    state: 'waiting',
    operator: undefined,
  });
  return participant;
}

test('an operator is on duty by its own word, within the hours that are set [S44]', async () => {
  assert.equal([operator.number, operator.onDuty, operator.login], ['+8613800138001', false, 'seat-1']);
  assert.equal(stage.roster.onDuty(), []);
  assert.is((await own('PUT', '/operator/duty', { onDuty: true })).body.onDuty, true);
  assert.equal(
    stage.roster.onDuty().map(({ called }) => called.e164),
    ['+8613800138001'],
  );
  // 2026-09-21, 22:13 in Beijing.
  const hours = { hours: '09:00-18:00', timeZone: 'Asia/Shanghai' };
  assert.equal((await admin('PUT', '/admin/operator-hours', hours)).body, hours);
  const duty = (await own('GET', '/operator/duty')).body;
  assert.equal([duty.open, duty.hours], [false, hours]);
  assert.equal(stage.roster.onDuty(), []);
  const late = await admin('PUT', '/admin/operator-hours', { ...hours, hours: '09:00-24:30' });
  assert.equal([late.status, late.body.errors[0].field, stage.roster.onDuty()], [400, 'hours', []]);
  await admin('PUT', '/admin/operator-hours', { ...hours, hours: null });
  assert.is(stage.roster.onDuty().length, 1);
  const off = await admin('PATCH', `/admin/operators/${operator.id}`, { enabled: false, version: 1 });
  assert.equal([off.body.enabled, off.body.onDuty, stage.roster.onDuty()], [false, false, []]);
  await admin('PATCH', `/admin/operators/${operator.id}`, { enabled: true, version: 2 });
});

test('one telephone is one operator, and one user too', async () => {
  const again = await admin('POST', '/admin/operators', { user: operator.user, number: '13800138002' });
  assert.equal([again.status, again.body.code], [409, 'OPERATOR_TAKEN']);
  const nobody = await admin('POST', '/admin/operators', { user: 'nobody', number: '13800138003' });
  assert.is(nobody.body.code, 'USER_NOT_FOUND');
});

test('an operator who is made a customer is called no more, from that moment on [S44]', async () => {
  const { id, user } = await seated('seat-2', '13800138012');
  assert.equal(calledNumbers(), ['+8613800138012']);
  await admin('PATCH', user, { role: 'customer' });
  assert.equal(calledNumbers(), []);
  const taken = await takeBy(id);
  assert.equal([taken.status, taken.body.code], [409, 'OPERATOR_BUSY'], 'nor by hand');
  await admin('PATCH', user, { role: 'admin' });
  assert.equal(calledNumbers(), ['+8613800138012']);
  await admin('DELETE', `/admin/operators/${id}`);
});

test('an operator of an account that was closed is called no more, from that moment on [S44]', async () => {
  const { id, account } = await seated('seat-3', '13800138013');
  assert.equal(calledNumbers(), ['+8613800138013']);
  await admin('PATCH', account, { status: 'closed', version: 1 });
  assert.equal(calledNumbers(), []);
  assert.is((await takeBy(id)).body.code, 'OPERATOR_BUSY', 'nor by hand');
  await admin('PATCH', account, { status: 'active', version: 2 });
  assert.equal(calledNumbers(), ['+8613800138013']);
  await admin('DELETE', `/admin/operators/${id}`);
});

test('a user who is a customer is made no operator [S44]', async () => {
  const users = `/admin/accounts/${world.accounts.mine.id}/users`;
  const { items } = (await admin('GET', users)).body;
  const made = await admin('POST', '/admin/operators', { user: items[0].id, number: '13800138014' });
  assert.equal(
    [made.status, made.body.errors[0].field, made.body.errors[0].code],
    [400, 'user', 'NOT_ALLOWED'],
  );
});

test('who waits is shown with its room and a masked number; it is taken once, and returned [S44]', async () => {
  const participant = ask();
  world.wait(4_000);
  const { items } = (await own('GET', '/operator/queue')).body;
  assert.equal(
    [items[0].id, items[0].number, items[0].waitedMs, items[0].state, items[0].account.number],
    [participant, '+86139****9000', 4_000, 'waiting', '10000001'],
  );
  assert.is((await own('POST', `/operator/queue/${participant}/take`, {})).status, 202);
  assert.equal(stage.taken[0]?.by, { id: operator.id, called: { e164: '+8613800138001' } });
  const twice = await own('POST', `/operator/queue/${participant}/take`, {});
  assert.equal([twice.status, twice.body.code], [409, 'OPERATOR_BUSY']);
  assert.is((await own('POST', '/operator/queue/nobody/take', {})).body.code, 'REQUEST_NOT_FOUND');
  assert.is((await own('POST', `/operator/queue/${participant}/return`)).status, 204);
  const other = await own('POST', `/operator/queue/${participant}/take`, { operator: operator.id });
  assert.equal([other.status, other.body.code], [403, 'ADMIN_ONLY'], 'for another operator');
});

test('whose browser is connected is called there, by itself and by hand; else at its telephone [S44]', async () => {
  const telephone = { id: operator.id, called: { e164: operator.number } };
  const browser = { id: operator.id, called: { e164: operator.number, browser: operator.id } };
  await own('PUT', '/operator/duty', { onDuty: true });
  assert.equal(stage.roster.onDuty(), [telephone]);
  assert.is((await own('GET', '/operator/duty')).body.browser, false);
  stage.browsers.add(operator.id);
  assert.equal(stage.roster.onDuty(), [browser]);
  assert.is((await own('GET', '/operator/duty')).body.browser, true);
  stage.taken.splice(0);
  await own('POST', `/operator/queue/${ask()}/take`, {});
  assert.equal(stage.taken[0]?.by, browser);
  await own('PUT', '/operator/duty', { onDuty: false });
  assert.equal(stage.roster.onDuty(), [], 'a browser alone is not on duty');
  stage.browsers.clear();
});

test('an operator gets a token for its browser; who is none, or is switched off, does not [S44]', async () => {
  const issue = (): Promise<Answer> => own('POST', '/operator/browser-phone-tokens');
  const { status, body } = await issue();
  assert.equal([status, body.uri, body.webSocketPath], [201, 'sip:operator@198.51.100.1', '/sip']);
  const customer = await world.ask('mine', 'POST', '/api/v1/operator/browser-phone-tokens');
  assert.equal([customer.status, customer.body.code], [403, 'ROLE_MISSING']);
  const nobody = await admin('POST', '/operator/browser-phone-tokens');
  assert.equal([nobody.status, nobody.body.code], [404, 'OPERATOR_NOT_FOUND'], 'without a seat of its own');
  const { version } = (await admin('GET', '/admin/operators')).body.items[0];
  await admin('PATCH', `/admin/operators/${operator.id}`, { enabled: false, version });
  const off = await issue();
  assert.equal([off.status, off.body.code], [409, 'OPERATOR_BUSY']);
  await admin('PATCH', `/admin/operators/${operator.id}`, { enabled: true, version: version + 1 });
});

test('answer times of a range [S44]', async () => {
  const repository = new OperatorRepository(world.store);
  const outcomes = [...Array(10).fill('answered'), 'given-up', 'none-in-time', 'none-on-duty'] as string[];
  for (const [at, outcome] of outcomes.entries()) {
    const askedMs = utcMs(NOW_MS + at);
    const request = {
      id: world.ids.next<never>(),
      conference: world.ids.next<never>(),
      participant: world.ids.next<never>(),
      account: undefined,
      askedMs,
      overMs: utcMs(askedMs + (at + 1) * 1_000),
      outcome,
      operator: outcome === 'answered' ? (operator.id as OperatorId) : undefined,
    };
    await world.store.commit(unit(repository.requestOver(request)));
  }
  const { body } = await own('GET', `/operator/report?fromMs=${NOW_MS}&toMs=${NOW_MS + 1_000}`);
  assert.equal(body, {
    requests: 13,
    answered: 10,
    givenUp: 1,
    noneInTime: 1,
    noneOnDuty: 1,
    waitedP50Ms: 5_000,
    waitedP90Ms: 9_000,
    byOperator: [{ operator: operator.id, answered: 10 }],
  });
  assert.is((await own('GET', `/operator/report?fromMs=5&toMs=5`)).status, 400);
});

test('an operator finds customers without their money, and opens a room for one [S44]', async () => {
  const found = await own('GET', '/operator/accounts?number=10000001');
  assert.equal(Object.keys(found.body.items[0]).toSorted(), [
    'id',
    'language',
    'name',
    'number',
    'status',
    'tier',
    'timeZone',
  ]);
  const path = `/operator/accounts/${world.accounts.mine.id}`;
  const room = await own('POST', `${path}/rooms`, { name: '客户会议', chairPassword: '8888' });
  assert.is(room.status, 201);
  const theirs = await world.ask('mine', 'GET', `/api/v1/rooms/${room.body.id}`);
  assert.is(theirs.body.name, '客户会议');
  const early = await own('POST', `${path}/bookings`, {
    startMs: NOW_MS,
    parties: [{ number: '13900139000' }],
  });
  assert.ok(early.status >= 400 && early.status < 500, 'a booking in the past');
  assert.is(
    (await own('POST', '/operator/accounts/nobody/rooms', { name: 'x', chairPassword: '8888' })).body.code,
    'ACCOUNT_NOT_FOUND',
  );
});

test('an operator books for a customer, and is shown no numbers of it [S44] [S53a]', async () => {
  const { id: account } = world.accounts.mine;
  const numbers = new AccountNumberRepository(world.store);
  const host = { e164: '+8613900000001', account, kind: 'registered', verifiedMs: NOW_MS } as const;
  await world.store.commit(unit(numbers.create(host)));
  const path = `/operator/accounts/${account}/bookings`;
  const wanted = {
    name: '人工预约',
    startMs: NOW_MS + world.clock.nowMs + 3_600_000,
    parties: [{ number: '13900139000' }],
    contacts: ['contact-li'],
  };
  const booked = await own('POST', path, wanted);
  assert.is(booked.status, 201);
  assert.equal(
    [booked.body.booking.host.number, booked.body.booking.parties.map(({ number }: Party) => number)],
    ['+86139****0001', ['+86139****9000', '+86138****0011']],
  );
  const theirs = await world.ask('mine', 'GET', `/api/v1/bookings/${booked.body.booking.id}`);
  assert.equal([theirs.body.name, theirs.body.host.number], ['人工预约', '+8613900000001']);
  const key = await keyWith(world, world.accounts.admin, ['operator']);
  const byKey = await world.raw('POST', `/api/v1${path}`, wanted, key);
  assert.is(byKey.status, 201, 'a key for operators needs no further scope');
});

test('a customer is no operator, and an operator no administrator [S53]', async () => {
  for (const path of ['/operator/duty', '/operator/queue', '/operator/accounts']) {
    const { status, body } = await world.ask('mine', 'GET', `/api/v1${path}`);
    assert.equal([status, body.code], [403, 'ROLE_MISSING'], path);
  }
  assert.is((await own('GET', '/admin/operators')).body.code, 'ADMIN_ONLY');
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId } from '../../../src/base/ids.js';
import type { CodeCall, CodeCallResult } from '../../../src/call/code-calls.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { AccountRepository } from '../../../src/store/repositories/account-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer } from '../../support/api-world.js';
import { NOW_MS, sampleAccount } from '../../support/store-samples.js';

const test = suite('registration');
const PATH = '/api/v1/registrations';
const PASSWORD = 'a password of mine';
let world: ApiWorld;
let calls: CodeCall[];
/** How the calls with a code go from now on. */
let result: CodeCallResult;
let phones = 0;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  calls = [];
  result = { spoken: true };
  const callWithCode = (call: CodeCall, done: (result: CodeCallResult) => void): void => {
    calls.push(call);
    done(result);
  };
  world = world.fresh({}, { door: { ...world.services.door, callWithCode } });
  world.peerAddress = `203.0.113.${(phones % 250) + 1}`;
});
test.after(() => world.close());

const someNumber = (): string => `+86138${String((phones += 1)).padStart(8, '0')}`;

/** As the first call of this phone would open it; returns the account. */
async function activate(e164: string): Promise<AccountId> {
  const account = sampleAccount(world.ids, `2${e164.slice(-7)}`);
  const registered = { e164, account: account.id, kind: 'registered', verifiedMs: NOW_MS } as const;
  const { store } = world;
  const outcome = await store.commit(
    unit(new AccountRepository(store).create(account), new AccountNumberRepository(store).create(registered)),
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return account.id;
}

const begin = (number: string, changes: object = {}): Promise<Answer> =>
  world.raw('POST', PATH, {
    agreementAccepted: true,
    number,
    name: '王先生',
    password: PASSWORD,
    ...changes,
  });
const look = (id: string, query = ''): Promise<Answer> => world.raw('GET', `${PATH}/${id}${query}`);
const confirm = (id: string, code: string): Promise<Answer> =>
  world.raw('POST', `${PATH}/${id}/confirmation`, { code });
const again = (id: string): Promise<Answer> => world.raw('POST', `${PATH}/${id}/calls`);
const failed = (word: 'busy' | 'no-answer'): CodeCallResult => ({
  spoken: false,
  failure: { result: word, sipStatus: 486, q850Cause: 17 },
});

test('an activated number is called with a code, which makes a login of the same account [S32]', async () => {
  const e164 = someNumber();
  const account = await activate(e164);
  const { status, body } = await begin(e164.slice(3));
  assert.equal([status, body.number, body.state], [201, e164, 'code-spoken']);
  const { called, purpose, code } = calls[0]!;
  assert.equal([called.e164, purpose], [e164, 'registration']);
  assert.match(code, /^\d{6}$/);
  const done = await confirm(body.id, code);
  assert.equal([done.status, done.body.account.id, done.body.helpSeen], [201, account, false]);
  const cookie = done.headers.get('set-cookie')!.split(';')[0]!;
  const profile = await world.raw('GET', '/api/v1/profile', undefined, { cookie });
  assert.equal([profile.body.name, profile.body.login], ['王先生', e164]);
  const login = await world.raw('POST', '/api/v1/session', { login: e164.slice(3), password: PASSWORD });
  assert.is(login.body.account.id, account);
  assert.is((await look(body.id)).body.code, 'REGISTRATION_NOT_FOUND', 'it is over');
});

test('of two who give one address at the same moment both are registered, one without it', async () => {
  const email = 'both@example.cn';
  const numbers = [someNumber(), someNumber()];
  for (const e164 of numbers) await activate(e164);
  const ids: string[] = [];
  for (const e164 of numbers) ids.push((await begin(e164, { email })).body.id);
  const done = await Promise.all(ids.map((id, index) => confirm(id, calls[index]!.code)));
  assert.equal(
    done.map(({ status }) => status),
    [201, 201],
  );
  const users = world.store.queries.selectFrom('users').select('login').where('email', '=', email);
  assert.is((await users.execute()).length, 1);
});

test('a registration that begins with a password that could not be typed is refused', async () => {
  const refused = await begin(someNumber(), { password: 'tab\tin the middle' });
  assert.equal([refused.status, refused.body.errors[0].field], [400, 'password']);
});

test('a number that was never activated has two minutes to call us, and is then called by itself [S32]', async () => {
  const e164 = someNumber();
  const { body } = await begin(e164);
  assert.equal([body.state, body.activationMsLeft, calls.length], ['awaiting-activation', 120_000, 0]);
  const waiting = look(body.id, `?wait=25&progress=${body.progress}`);
  world.wait(119_000);
  await activate(e164);
  world.services.door.activations.tell('+8613999999999');
  assert.is(calls.length, 0);
  world.services.door.activations.tell(e164);
  assert.is((await waiting).body.state, 'code-spoken');
  assert.is((await confirm(body.id, calls[0]!.code)).status, 201);
});

test('a call that does not come in time is missed; the form can be sent again by one click [S32]', async () => {
  const e164 = someNumber();
  const { body } = await begin(e164);
  world.wait(120_000);
  const missed = await look(body.id, `?progress=${body.progress}&wait=25`);
  assert.equal([missed.body.state, missed.body.activationMsLeft], ['activation-missed', null]);
  await activate(e164);
  world.services.door.activations.tell(e164);
  assert.is(calls.length, 0, 'nobody waits for it any more');
  assert.is((await again(body.id)).body.state, 'code-spoken');
});

test('a call that fails says why, and can be made again', async () => {
  const e164 = someNumber();
  await activate(e164);
  result = failed('no-answer');
  const { body } = await begin(e164);
  assert.equal([body.state, body.failure], ['call-failed', 'no-answer']);
  result = { spoken: true };
  assert.is((await again(body.id)).body.state, 'code-spoken');
  assert.is((await confirm(body.id, calls[0]!.code)).body.code, 'CODE_WRONG', 'only the last code counts');
});

test('a code is tried five times and lives five minutes [S32]', async () => {
  const e164 = someNumber();
  await activate(e164);
  const { body } = await begin(e164);
  const [right, wrong] = [calls[0]!.code, calls[0]!.code === '000000' ? '000001' : '000000'];
  for (let tries = 0; tries < 5; tries++) assert.is((await confirm(body.id, wrong)).body.code, 'CODE_WRONG');
  const over = await confirm(body.id, right);
  assert.equal([over.status, over.body.code], [429, 'TOO_MANY_TRIES']);
  await again(body.id);
  world.wait(300_000);
  assert.is((await confirm(body.id, calls[1]!.code)).body.code, 'CODE_EXPIRED');
});

test('nobody makes a phone ring more than three times an hour [S32]', async () => {
  const e164 = someNumber();
  await activate(e164);
  const { body } = await begin(e164);
  await again(body.id);
  await again(body.id);
  const fourth = await again(body.id);
  assert.equal([fourth.status, fourth.body.code, calls.length], [429, 'TOO_MANY_CALLS', 3]);
  assert.is((await begin(e164)).body.code, 'TOO_MANY_CALLS', 'another registration of that number neither');
  world.wait(3_600_000);
  assert.is((await begin(e164)).status, 201);
});

test('a code for one registration is none for another of the same number', async () => {
  const e164 = someNumber();
  await activate(e164);
  const mine = (await begin(e164)).body;
  const theirs = (await begin(e164, { password: 'the password of a thief' })).body;
  assert.is((await confirm(theirs.id, calls[0]!.code)).body.code, 'CODE_WRONG');
  assert.is((await confirm(mine.id, calls[0]!.code)).status, 201);
});

test('a number that has a login is told so only to who holds its phone', async () => {
  const e164 = someNumber();
  await activate(e164);
  await confirm((await begin(e164)).body.id, calls[0]!.code);
  const { status, body } = await begin(e164);
  assert.is(status, 201);
  assert.is((await confirm(body.id, calls[1]!.code)).body.code, 'ALREADY_REGISTERED');
});

test('an e-mail address that somebody has is left out, and nobody learns of it', async () => {
  const [first, second] = [someNumber(), someNumber()];
  for (const e164 of [first, second]) {
    await activate(e164);
    await confirm((await begin(e164, { email: 'Wang@example.com' })).body.id, calls.at(-1)!.code);
  }
  const emails = await world.store.queries
    .selectFrom('users')
    .select('email')
    .where('login', 'in', [first, second])
    .orderBy('login')
    .execute();
  assert.equal(
    emails.map(({ email }) => email),
    ['wang@example.com', null],
  );
});

test('the agreement, the form and the number are looked at first [S32]', async () => {
  for (const [changes, field, code] of [
    [{ agreementAccepted: false }, 'agreementAccepted', 'NOT_ALLOWED'],
    [{ number: '110' }, 'number', 'EMERGENCY_NUMBER'],
    [{ number: '010-62345678-801' }, 'number', 'NUMBER_INVALID'],
    [{ password: '12345678' }, 'password', 'TOO_COMMON'],
    [{ password: '13800138000', number: '13800138000' }, 'password', 'SAME_AS_LOGIN'],
    [{ email: 'nobody' }, 'email', 'WRONG_FORMAT'],
  ] as const) {
    const { body } = await begin(someNumber(), changes);
    assert.equal([body.code, body.errors[0].field, body.errors[0].code], ['FIELDS_INVALID', field, code]);
  }
  assert.is((await begin('+85221234567')).body.code, 'NUMBER_NOT_ELIGIBLE');
  assert.is(calls.length, 0);
});

test('one address begins at most ten registrations an hour [S52]', async () => {
  for (let begun = 0; begun < 10; begun++) assert.is((await begin(someNumber())).status, 201);
  assert.is((await begin(someNumber())).body.code, 'RATE_LIMITED');
});

test('a registration is known by its secret alone', async () => {
  const { body } = await begin(someNumber());
  assert.ok(body.id.length >= 32);
  assert.is((await look(`${body.id.slice(0, -1)}x`)).status, 404);
  world.wait(1_800_000);
  assert.is((await look(body.id)).status, 404);
});

test.run();

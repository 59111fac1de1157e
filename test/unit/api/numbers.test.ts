import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { MovedNumber } from '../../../src/api/door/services.js';
import { SpokenCodes } from '../../../src/api/door/spoken-codes.js';
import type { CodeCall, CodeCallResult } from '../../../src/call/code-calls.js';
import { AccountNumberRepository } from '../../../src/store/repositories/account-number-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';
import { NOW_MS } from '../../support/store-samples.js';

const test = suite('numbers of an account');
const PATH = '/api/v1/numbers';
let world: ApiWorld;
let calls: CodeCall[];
let moved: MovedNumber[];
let changed: string[];
let phones = 0;

test.before(async () => {
  world = await ApiWorld.create();
});
test.before.each(() => {
  calls = [];
  moved = [];
  changed = [];
  const door = {
    ...world.services.door,
    callWithCode: (call: CodeCall, done: (result: CodeCallResult) => void): void => {
      calls.push(call);
      done({ spoken: true });
    },
    numberMoved: (number: MovedNumber): void => void moved.push(number),
    numbersChanged: (account: string): void => void changed.push(account),
  };
  world = world.fresh({}, { door });
});
test.after(() => world.close());

const someNumber = (): string => `+86139${String((phones += 1)).padStart(8, '0')}`;

const add = (party: Party, number: string, kind = 'bound'): Promise<Answer> =>
  world.ask(party, 'POST', PATH, { number, kind });
const confirm = (party: Party, id: string, code: string): Promise<Answer> =>
  world.ask(party, 'POST', `${PATH}/${id}/confirmation`, { code });
const numbersOf = async (party: Party): Promise<readonly Answer['body'][]> =>
  (await world.ask(party, 'GET', PATH)).body.items;

test('a number is bound or linked once the code was typed that its phone has heard [S26] [S38]', async () => {
  for (const kind of ['bound', 'linked']) {
    const number = someNumber();
    const { status, body } = await add('mine', number.slice(3), kind);
    assert.equal([status, body.number, body.kind, body.state], [202, number, kind, 'code-spoken']);
    assert.is(await new AccountNumberRepository(world.store).find(number), undefined, 'not yet');
    assert.equal([calls.at(-1)?.purpose, calls.at(-1)?.account], ['new-number', world.accounts.mine.id]);
    const done = await confirm('mine', body.id, calls.at(-1)!.code);
    assert.equal([done.status, done.body.state, done.body.kind], [200, 'verified', kind]);
  }
  assert.equal(
    (await numbersOf('mine')).map(({ state }) => state),
    ['verified', 'verified'],
  );
  assert.ok(changed.every((account) => account === world.accounts.mine.id) && changed.length === 2);
});

test('a wrong code binds nothing, and five of them end the code', async () => {
  const number = someNumber();
  const { body } = await add('mine', number);
  const [right, wrong] = [calls[0]!.code, calls[0]!.code === '000000' ? '000001' : '000000'];
  for (let tries = 0; tries < 5; tries++)
    assert.is((await confirm('mine', body.id, wrong)).body.code, 'CODE_WRONG');
  assert.is((await confirm('mine', body.id, right)).body.code, 'TOO_MANY_TRIES');
  assert.is(await new AccountNumberRepository(world.store).find(number), undefined);
});

test('one account cannot confirm what another one has asked for [S53]', async () => {
  const { body } = await add('mine', someNumber());
  assert.is((await confirm('other', body.id, calls[0]!.code)).body.code, 'NUMBER_NOT_FOUND');
  assert.is((await world.ask('other', 'GET', `${PATH}/${body.id}`)).status, 404);
  assert.is((await world.ask('other', 'DELETE', `${PATH}/${body.id}`)).status, 404);
});

test('a number that is verified elsewhere moves there, and the old account is told [S30]', async () => {
  const number = someNumber();
  const bind = async (party: Party): Promise<void> => {
    const { body } = await add(party, number);
    assert.is((await confirm(party, body.id, calls.at(-1)!.code)).status, 200);
  };
  await bind('mine');
  assert.equal(moved, []);
  await bind('other');
  const [mine, other] = [world.accounts.mine.id, world.accounts.other.id];
  assert.equal(moved, [{ e164: number, from: mine, to: other }]);
  assert.equal(changed, [mine, mine, other]);
  assert.not((await numbersOf('mine')).some((one) => one.number === number));
});

test('the number that the account was opened with neither moves by hand nor goes', async () => {
  const e164 = someNumber();
  const registered = {
    e164,
    account: world.accounts.mine.id,
    kind: 'registered',
    verifiedMs: NOW_MS,
  } as const;
  await world.store.commit(unit(new AccountNumberRepository(world.store).create(registered)));
  assert.is((await add('mine', e164)).body.code, 'NUMBER_REGISTERED');
  const removed = await world.ask('mine', 'DELETE', `${PATH}/${e164.slice(1)}`);
  assert.equal([removed.status, removed.body.code], [409, 'NUMBER_REGISTERED']);
});

test('a number is taken away, whether it waits for its code or not', async () => {
  const { body } = await add('mine', someNumber());
  assert.is((await world.ask('mine', 'DELETE', `${PATH}/${body.id}`)).status, 204);
  assert.is((await confirm('mine', body.id, calls[0]!.code)).status, 404);
  const verified = (await add('mine', someNumber())).body;
  await confirm('mine', verified.id, calls.at(-1)!.code);
  assert.is((await world.ask('mine', 'DELETE', `${PATH}/${verified.id}`)).status, 204);
  assert.is((await world.ask('mine', 'GET', `${PATH}/${verified.id}`)).status, 404);
});

test('no phone is called more than three times an hour', async () => {
  const number = someNumber();
  for (let asked = 0; asked < 3; asked++) assert.is((await add('mine', number)).status, 202);
  assert.is((await add('other', number)).body.code, 'TOO_MANY_CALLS');
});

test('a repeated request rings the phone once', async () => {
  const number = someNumber();
  const headers = { 'idempotency-key': 'one' };
  for (let sent = 0; sent < 2; sent++)
    assert.is((await world.ask('mine', 'POST', PATH, { number, kind: 'bound' }, headers)).status, 202);
  assert.is(calls.length, 1);
});

test('a phone that is still on the line with us is called until it is free', async () => {
  let rung = 0;
  const busy: CodeCallResult = {
    spoken: false,
    failure: { result: 'busy', sipStatus: 486, q850Cause: 17 },
  };
  const callWithCode = (call: CodeCall, done: (result: CodeCallResult) => void): void => {
    calls.push(call);
    rung += 1;
    done(rung < 3 ? busy : { spoken: true });
  };
  const { door, clock, random } = world.services;
  const codes = new SpokenCodes({ clock, random, door: { ...door, callWithCode } }, 1);
  const request = {
    e164: someNumber(),
    purpose: 'registration',
    subject: 'x',
    account: undefined,
    language: 'en',
  } as const;
  const states: string[] = [];
  await new Promise<void>((resolve) => {
    codes.call({ ...request, busyMs: 1_000 }, ({ state }) => {
      states.push(state);
      if (state === 'code-spoken') resolve();
    });
  });
  assert.equal([states, rung], [['calling', 'code-spoken'], 3]);
  assert.is(new Set(calls.map(({ code }) => code)).size, 1, 'always with the same code');
});

test('an account has at most a hundred numbers, those that wait for their code among them', async () => {
  const first = await add('other', someNumber());
  const known = (await numbersOf('other')).length;
  for (let count = known; count < 100; count++) assert.is((await add('other', someNumber())).status, 202);
  const more = await add('other', someNumber());
  assert.equal([more.status, more.body.code], [409, 'NUMBERS_LIMIT']);
  assert.is((await add('other', first.body.number)).status, 202, 'one of them is called again');
  assert.is((await add('admin', someNumber())).status, 202);
});

test.run();

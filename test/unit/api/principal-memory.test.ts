import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { PrincipalMemory } from '../../../src/api/door/principal-memory.js';
import type { Principal } from '../../../src/api/door/principal.js';
import { later, monotonicMs } from '../../../src/base/units.js';
import { seededRandom } from '../../../src/base/random.js';
import { IdMaker } from '../../../src/base/ids.js';
import { unit, statement } from '../../../src/store/statement.js';
import { ApiWorld, PASSWORD } from '../../support/api-world.js';
import { NOW_MS, sampleAccount } from '../../support/store-samples.js';

const test = suite('what is remembered of who asks');

const ROOMS = '/api/v1/rooms';
const SESSION = '/api/v1/session';
let world: ApiWorld;
test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

/** As another node does it: past this one's API. */
async function closeElsewhere(): Promise<void> {
  const close = world.store.queries.updateTable('accounts').set({ status: 'closed' });
  const outcome = await world.store.commit(
    unit(statement(close.where('id', '=', world.accounts.mine.id), 1)),
  );
  assert.ok(outcome.ok);
}

const statusOf = async (): Promise<number> => (await world.ask('mine', 'GET', ROOMS)).status;

test('what another node changes holds here within five seconds', async () => {
  assert.is(await statusOf(), 200);
  await closeElsewhere();
  world.wait(4_999);
  assert.is(await statusOf(), 200, 'the account is not read with each request');
  world.wait(1);
  assert.is(await statusOf(), 401);
});

test('whoever changes something is looked up anew, and nobody else but by an administrator', async () => {
  assert.is(await statusOf(), 200);
  await closeElsewhere();
  await world.ask('other', 'POST', ROOMS, {});
  assert.is(await statusOf(), 200, 'what another customer does changes nothing about this one');
  await world.ask('mine', 'POST', ROOMS, {});
  assert.is(await statusOf(), 401);
});

test('what an administrator does may be about anybody', async () => {
  assert.is(await statusOf(), 200);
  await closeElsewhere();
  await world.ask('admin', 'POST', ROOMS, {});
  assert.is(await statusOf(), 401);
});

test("a session's token is no API key, also while it is remembered", async () => {
  const login = await world.raw('POST', SESSION, { login: 'mine', password: PASSWORD });
  const [cookie = ''] = login.headers.get('set-cookie')!.split(';');
  assert.is((await world.raw('GET', SESSION, undefined, { cookie })).status, 200);
  const authorization = `Bearer ${cookie.slice(cookie.indexOf('=') + 1)}`;
  assert.is((await world.raw('GET', ROOMS, undefined, { authorization })).status, 401);
});

test('a look-up that a change overtakes is not remembered', async () => {
  const clock = { now: () => later(monotonicMs(0), world.clock.nowMs) };
  const memory = new PrincipalMemory(clock);
  const remove = { req: { method: 'DELETE' }, get: () => undefined } as never;
  await memory.learn('key:1', async () => {
    await memory.keptTrue(remove, () => Promise.resolve());
    return principal();
  });
  assert.is(memory.find('key:1'), undefined);
  await memory.learn('key:1', () => Promise.resolve(principal()));
  assert.ok(memory.find('key:1'));
});

function principal(): Principal {
  const account = sampleAccount(new IdMaker(seededRandom(3), () => NOW_MS), '10000009');
  const actor = { kind: 'key', id: 'k', name: 'k' } as const;
  return { account, role: 'customer', scopes: [], actor, session: undefined };
}

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { statement, unit } from '../../../src/store/statement.js';
import type { Compilable } from 'kysely';
import { ApiWorld, keyOf, PASSWORD, type Answer } from '../../support/api-world.js';

const test = suite('audit log');
const PATH = '/api/v1/admin/audit-log';
let world: ApiWorld;

test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

const createRoom = (): Promise<Answer> =>
  world.ask('mine', 'POST', '/api/v1/rooms', { name: '周会', chairPassword: '246813' });

async function entries(query = ''): Promise<readonly Answer['body'][]> {
  return (await world.ask('admin', 'GET', `${PATH}${query}`)).body.items;
}

async function verification(): Promise<Answer['body']> {
  return (await world.ask('admin', 'GET', `${PATH}/verification`)).body;
}

async function tamper(query: Compilable): Promise<void> {
  const outcome = await world.store.commit(unit(statement(query, 1)));
  if (!outcome.ok) throw new Error(outcome.error.message);
}

test('what somebody changes is recorded: who, what, on which object, from where [S53a]', async () => {
  world.peerAddress = '203.0.113.9';
  const room = (await createRoom()).body;
  const removed = await world.ask('mine', 'DELETE', `/api/v1/rooms/${room.id}`);
  const [last, first] = await entries();
  assert.equal(
    [last.action, last.objects, last.actor.kind, last.actor.name, last.accountId, last.address],
    ['DELETE /rooms/{roomId}', { roomId: room.id }, 'key', 'mine', world.accounts.mine.id, '203.0.113.9'],
  );
  assert.is(last.requestId, removed.headers.get('x-request-id'));
  assert.equal([first.action, first.sequence, last.sequence], ['POST /rooms', 1, 2]);
});

test('what was refused, and what was only read, is not recorded', async () => {
  await world.ask('mine', 'POST', '/api/v1/rooms', { name: '' });
  await world.ask('mine', 'DELETE', '/api/v1/rooms/unknown');
  await world.ask('mine', 'GET', '/api/v1/rooms');
  assert.equal(await entries(), []);
});

test('logins are recorded, those that fail as well, and never a password', async () => {
  const login = (password: string): Promise<Answer> =>
    world.raw('POST', '/api/v1/session', { login: 'mine', password });
  await login('very-secret-guess');
  const cookie = (await login(PASSWORD)).headers.get('set-cookie')!.split(';')[0]!;
  const change = { oldPassword: PASSWORD, newPassword: 'a-new-secret' };
  await world.raw('PUT', '/api/v1/password', change, { cookie, 'x-requested-with': 'huitong' });
  const [changed, done, failed] = await entries();
  assert.equal(
    [failed.action, failed.detail.failed, failed.actor.name],
    ['POST /session', 'LOGIN_FAILED', 'mine'],
  );
  assert.equal([done.action, done.actor.kind, done.detail], ['POST /session', 'user', {}]);
  assert.is(changed.action, 'PUT /password');
  const rows = JSON.stringify(await world.store.queries.selectFrom('audit_log').selectAll().execute());
  for (const secret of ['very-secret-guess', PASSWORD, 'a-new-secret', keyOf('mine')])
    assert.not(rows.includes(secret));
});

test('telephone numbers of others are masked in what is shown, and the chain stays whole [S53a]', async () => {
  await world.raw('POST', '/api/v1/session', { login: '13900000009', password: 'a-guess' });
  const owner = world.accounts.admin.id;
  const user = { login: '+8613900000008', role: 'admin' };
  const { body } = await world.ask('admin', 'POST', `/api/v1/admin/accounts/${owner}/users`, user);
  await world.raw('POST', '/api/v1/session', { login: '13900000008', password: body.password });
  await world.raw('POST', '/api/v1/session', { login: user.login, password: body.password });
  const names = (await entries()).map(({ actor }) => actor.name);
  assert.ok(names.includes('+86139****0009'), 'whose it is nobody knows');
  assert.ok(names.includes('+8613900000008'), 'of the own account');
  assert.not.match(JSON.stringify(await entries()), '13900000009');
  assert.is((await verification()).whole, true);
});

test('the chain is whole after many writers at once, and in the order of its numbers', async () => {
  await Promise.all(Array.from({ length: 40 }, createRoom));
  const { whole, entries: count, head } = await verification();
  assert.equal([whole, count, head.sequence], [true, 40, 40]);
});

test('a restart goes on with the same chain', async () => {
  await createRoom();
  world = world.fresh();
  await createRoom();
  assert.equal(await verification().then(({ whole, entries: count }) => [whole, count]), [true, 2]);
});

test('two nodes write one chain', async () => {
  const other = world.fresh();
  await Promise.all(
    [world, other].flatMap((node) =>
      Array.from({ length: 10 }, () =>
        node.ask('mine', 'POST', '/api/v1/rooms', { name: '周会', chairPassword: '246813' }),
      ),
    ),
  );
  assert.equal(await verification().then(({ whole, entries: count }) => [whole, count]), [true, 20]);
});

test('an entry that was changed is found', async () => {
  for (let made = 0; made < 4; made++) await createRoom();
  const log = world.store.queries.updateTable('audit_log');
  await tamper(log.set({ actor_name: 'somebody else' }).where('sequence', '=', 3));
  const { whole, brokenAt, entries: count } = await verification();
  assert.equal([whole, brokenAt.sequence, count], [false, 3, 2]);
});

test('an entry that was removed is found, and so is one that was put in', async () => {
  for (let made = 0; made < 4; made++) await createRoom();
  await tamper(world.store.queries.deleteFrom('audit_log').where('sequence', '=', 2));
  assert.is((await verification()).brokenAt.sequence, 3);
  await tamper(world.store.queries.updateTable('audit_log').set({ sequence: 2 }).where('sequence', '=', 3));
  assert.is((await verification()).brokenAt.sequence, 2);
});

test('what is removed from the beginning for its age leaves the rest whole', async () => {
  for (let made = 0; made < 3; made++) await createRoom();
  await tamper(world.store.queries.deleteFrom('audit_log').where('sequence', '=', 1));
  assert.equal(await verification().then(({ whole, entries: count }) => [whole, count]), [true, 2]);
});

test('it is listed in pages, by account, by actor and by time', async () => {
  await createRoom();
  world.wait(60_000);
  await createRoom();
  await world.ask('other', 'POST', '/api/v1/rooms', { name: 'x', chairPassword: '246813' });
  assert.is((await entries(`?accountId=${world.accounts.mine.id}`)).length, 2);
  const [{ actor, utcMs }] = (await entries()) as [Answer['body']];
  assert.equal(
    (await entries(`?actorId=${actor.id}`)).map(({ sequence }) => sequence),
    [3],
  );
  assert.equal(
    (await entries(`?fromMs=${utcMs}`)).map(({ sequence }) => sequence),
    [3, 2],
  );
  assert.equal(
    (await entries(`?toMs=${utcMs}`)).map(({ sequence }) => sequence),
    [1],
  );
  const { body } = await world.ask('admin', 'GET', `${PATH}?limit=2`);
  assert.equal(
    (await entries(`?limit=2&after=${body.next}`)).map(({ sequence }) => sequence),
    [1],
  );
});

test('only administrators read it', async () => {
  for (const path of [PATH, `${PATH}/verification`])
    assert.is((await world.ask('mine', 'GET', path)).body.code, 'ADMIN_ONLY');
});

test.run();

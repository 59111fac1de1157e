import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ConferenceId } from '../../../src/base/ids.js';
import type { OutboxId } from '../../../src/notices/outbox-item.js';
import { newsOfBooking, webhookEvent } from '../../../src/notices/webhook-events.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { WebhookRepository } from '../../../src/store/repositories/webhook-repository.js';
import { unit } from '../../../src/store/statement.js';
import { ApiWorld, type Answer, type Party } from '../../support/api-world.js';

const test = suite('webhooks over the API [S54]');
let world: ApiWorld;

test.before.each(async () => {
  world = await ApiWorld.create();
});
test.after.each(() => world.close());

const HOOKS = '/api/v1/webhooks';
const HOOK = { url: 'https://example.com/hook', events: ['booking.changed'] };
const create = (changes: object = {}, party: Party = 'mine'): Promise<Answer> =>
  world.ask(party, 'POST', HOOKS, { ...HOOK, ...changes });
const problem = ({ status, body }: Answer): string =>
  [status, body.code, ...(body.errors ?? []).map((error: { field: string }) => error.field)].join(' ');

/** Something that webhooks of this account are told of. */
async function happen(party: Party = 'mine'): Promise<void> {
  const id = world.ids.next<never>();
  const of = { id, account: world.accounts[party].id, atMs: world.services.clock.utcNow() };
  const event = webhookEvent(newsOfBooking(world.ids.next()), of);
  const { ok } = await world.store.commit(unit(new WebhookRepository(world.store).tell(event)));
  assert.ok(ok);
}

/** As the runner settles a delivery. */
async function settle(id: string, how: 'done' | 'dead'): Promise<void> {
  const outbox = new OutboxRepository(world.store);
  const nowMs = world.services.clock.utcNow();
  const item = (await outbox.find(id as OutboxId))!;
  const claim = outbox.claim(item.id, { node: 'n', untilMs: nowMs }, nowMs);
  const settled = how === 'done' ? outbox.done(item, 'n', nowMs) : outbox.dead(item, 'n', nowMs, 'HTTP 500');
  assert.ok((await world.store.commit(unit(claim, settled))).ok);
}

const deliveries = async (id: string, query = ''): Promise<Answer['body']> =>
  (await world.ask('mine', 'GET', `${HOOKS}/${id}/deliveries${query}`)).body;

test('the secret is shown once, and each change is of the version that was read', async () => {
  const created = await create({ description: '订单' });
  assert.is(created.status, 201);
  assert.match(created.body.secret, /^whsec_[A-Za-z0-9+/]{32}$/);
  const path = `${HOOKS}/${created.body.id}`;
  const read = await world.ask('mine', 'GET', path);
  assert.is(read.body.secret, undefined);
  assert.not.match((await world.ask('mine', 'GET', HOOKS)).text, 'whsec_');

  const etag = read.headers.get('etag')!;
  const changed = await world.ask('mine', 'PATCH', path, { enabled: false }, { 'if-match': etag });
  assert.equal([changed.status, changed.body.enabled, changed.body.version], [200, false, 2]);
  assert.is(
    problem(await world.ask('mine', 'PATCH', path, { enabled: true, version: 1 })),
    '409 VERSION_CONFLICT',
  );
  assert.is(problem(await world.ask('mine', 'PATCH', path, { enabled: true })), '400 FIELDS_INVALID version');

  assert.is((await world.ask('mine', 'DELETE', path)).status, 204);
  assert.is(problem(await world.ask('mine', 'GET', path)), '404 WEBHOOK_NOT_FOUND');
});

test('a new secret is shown, and the one before it goes on for a day', async () => {
  const { body: hook } = await create();
  const rotated = await world.ask('mine', 'POST', `${HOOKS}/${hook.id}/secret`);
  assert.is(rotated.status, 200);
  assert.is.not(rotated.body.secret, hook.secret);
  assert.is(rotated.body.previousSecretUntilMs, world.services.clock.utcNow() + 86_400_000);
  const stored = await new WebhookRepository(world.store).find(hook.id);
  assert.equal([stored!.secret, stored!.previous!.secret], [rotated.body.secret, hook.secret]);
  world.wait(86_400_000);
  assert.is((await world.ask('mine', 'GET', `${HOOKS}/${hook.id}`)).body.previousSecretUntilMs, null);
});

test('what must not be sent to is refused at creation and at a change', async () => {
  const refused = [
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://169.254.169.254/latest/',
    'http://8.8.8.8/',
    'https://me:word@example.com/',
    'https://example.com:25/',
    'javascript:alert(1)',
  ];
  const { body: hook } = await create();
  for (const url of refused) {
    assert.is(problem(await create({ url })), '400 FIELDS_INVALID url', url);
    const changed = await world.ask('mine', 'PATCH', `${HOOKS}/${hook.id}`, { url, version: 1 });
    assert.is(problem(changed), '400 FIELDS_INVALID url', url);
  }
  assert.is((await create({ url: 'http://10.20.0.1:9000/' })).status, 201, 'as configured');
  assert.is(problem(await create({ events: ['nothing.happened'] })), '400 FIELDS_INVALID events.0');
  assert.is(problem(await create({ events: [] })), '400 FIELDS_INVALID events');
});

test('an account has at most 20', async () => {
  for (let count = 0; count < 20; count++) assert.is((await create()).status, 201);
  assert.is(problem(await create()), '409 WEBHOOK_LIMIT');
  assert.is((await create({}, 'other')).status, 201);
});

test('of many that are made at once no more than 20 are', async () => {
  const made = await Promise.all(Array.from({ length: 30 }, () => create()));
  assert.is(made.filter(({ status }) => status === 201).length, 20);
  assert.is(made.filter((answer) => problem(answer) === '409 WEBHOOK_LIMIT').length, 10);
  assert.is((await world.ask('mine', 'GET', HOOKS)).body.items.length, 20);
});

test('an event makes a delivery to each webhook that wants it, of its account alone', async () => {
  const [wants, all, other, off] = await Promise.all([
    create(),
    create({ events: ['*'] }),
    create({ events: ['balance.low'] }),
    create({ enabled: false }),
  ]);
  const foreign = await create({}, 'other');
  await happen();
  for (const { body } of [wants, all]) {
    const { items } = await deliveries(body.id);
    assert.equal([items.length, items[0].type, items[0].state], [1, 'booking.changed', 'waiting']);
  }
  for (const { body } of [other, off]) assert.equal((await deliveries(body.id)).items, []);
  const theirs = await world.ask('other', 'GET', `${HOOKS}/${foreign.body.id}/deliveries`);
  assert.equal(theirs.body.items, []);
});

test('deliveries come in pages, by state, with their last failure', async () => {
  const { body: hook } = await create();
  for (let count = 0; count < 3; count++) await happen();
  const first = await deliveries(hook.id, '?limit=2');
  const second = await deliveries(hook.id, `?limit=2&after=${first.next}`);
  const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
  assert.equal([new Set(ids).size, second.next], [3, null]);
  await settle(ids[0]!, 'dead');
  const [dead] = (await deliveries(hook.id, '?state=dead')).items;
  assert.equal([dead.id, dead.lastError, dead.failedTries, dead.nextTryMs], [ids[0], 'HTTP 500', 1, null]);
});

test('one delivery, or all of a time, are sent again with the same ids', async () => {
  const { body: hook } = await create();
  await happen();
  world.wait(60_000);
  const fromMs = world.services.clock.utcNow();
  await happen();
  await happen();
  const ids = (await deliveries(hook.id)).items.map(({ id }: { id: string }) => id) as string[];
  const path = `${HOOKS}/${hook.id}`;
  const again = `${path}/deliveries/${ids[0]}/replay`;
  assert.is(problem(await world.ask('mine', 'POST', again)), '409 WEBHOOK_DELIVERY_WAITING');
  for (const id of ids) await settle(id, 'done');
  assert.is((await world.ask('mine', 'POST', again)).status, 202);
  const waiting = async (): Promise<readonly string[]> =>
    (await deliveries(hook.id, '?state=waiting')).items.map(({ id }: { id: string }) => id);
  assert.equal(await waiting(), [ids[0]]);
  const range = { fromMs, toMs: fromMs + 60_000 };
  const replayed = await world.ask('mine', 'POST', `${path}/replay`, range);
  assert.equal(
    [replayed.status, replayed.body.replayed],
    [202, 1],
    'the one of the range that does not wait',
  );
  assert.equal(await waiting(), ids.slice(0, 2));
  const unknown = `${path}/deliveries/${world.ids.next<ConferenceId>()}/replay`;
  assert.is(problem(await world.ask('mine', 'POST', unknown)), '404 WEBHOOK_DELIVERY_NOT_FOUND');
});

test('a test goes to the one webhook; a disabled one is sent nothing', async () => {
  const { body: hook } = await create();
  const path = `${HOOKS}/${hook.id}`;
  const tested = await world.ask('mine', 'POST', `${path}/test`, {});
  assert.is(tested.status, 202);
  const [delivery] = (await deliveries(hook.id)).items;
  assert.equal([delivery.id, delivery.type], [tested.body.deliveryId, 'webhook.test']);
  await world.ask('mine', 'PATCH', path, { enabled: false, version: 1 });
  for (const what of ['test', 'replay', `deliveries/${delivery.id}/replay`]) {
    const body = what === 'replay' ? { fromMs: 0, toMs: 1 } : {};
    assert.is(
      problem(await world.ask('mine', 'POST', `${path}/${what}`, body)),
      '409 WEBHOOK_DISABLED',
      what,
    );
  }
});

test("another account's webhook and its deliveries are not there", async () => {
  const { body: hook } = await create();
  const { body: theirs } = await create({}, 'other');
  await happen();
  const [delivery] = (await deliveries(hook.id)).items;
  const path = `${HOOKS}/${hook.id}`;
  const asked = [
    ['GET', path],
    ['PATCH', path, { enabled: false, version: 1 }],
    ['DELETE', path],
    ['POST', `${path}/secret`],
    ['POST', `${path}/test`, {}],
    ['GET', `${path}/deliveries`],
    ['POST', `${path}/deliveries/${delivery.id}/replay`, {}],
    ['POST', `${path}/replay`, { fromMs: 0, toMs: 1 }],
  ] as const;
  for (const [method, at, body] of asked)
    assert.is(
      problem(await world.ask('other', method, at, body)),
      '404 WEBHOOK_NOT_FOUND',
      `${method} ${at}`,
    );
  const crossed = `${HOOKS}/${theirs.id}/deliveries/${delivery.id}/replay`;
  assert.is(problem(await world.ask('other', 'POST', crossed, {})), '404 WEBHOOK_DELIVERY_NOT_FOUND');
  assert.is((await deliveries(hook.id)).items.length, 1, 'nothing has been removed');
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { OutboxRunner } from '../../../src/delivery/outbox-runner.js';
import { WebhookChannel } from '../../../src/delivery/webhook-channel.js';
import type { ResolveName } from '../../../src/delivery/webhook-names.js';
import type { OutboxId, OutboxItem } from '../../../src/notices/outbox-item.js';
import { testPayload } from '../../../src/notices/webhook-events.js';
import type { Webhook, WebhookId } from '../../../src/notices/webhook.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { WebhookRepository } from '../../../src/store/repositories/webhook-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Statement } from '../../../src/store/store.js';
import { DeskWorld } from '../../support/desk-world.js';
import { sampleAccount } from '../../support/store-samples.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';

const SECRET = `whsec_${Buffer.alloc(24, 's').toString('base64')}`;
const DAY_MS = 86_400_000;
const LOOPBACK = ['127.0.0.0/8'];

/** Webhooks on a real database and over real HTTP, in a time that is turned by hand. */
class Hooks {
  readonly world: DeskWorld;
  readonly receiver: WebhookReceiver;
  readonly outbox: OutboxRepository;
  readonly webhooks: WebhookRepository;
  readonly account;
  channel: WebhookChannel;
  runner: OutboxRunner;

  private constructor(world: DeskWorld, receiver: WebhookReceiver) {
    this.world = world;
    this.receiver = receiver;
    this.outbox = new OutboxRepository(world.store);
    this.webhooks = new WebhookRepository(world.store);
    this.account = sampleAccount(world.ids);
    this.channel = this.reaching(LOOPBACK);
    this.runner = this.#runnerOf(this.channel);
  }

  static async open(): Promise<Hooks> {
    const hooks = new Hooks(await DeskWorld.open(), await WebhookReceiver.open());
    await hooks.#commit(hooks.world.accounts.create(hooks.account));
    return hooks;
  }

  /** From now on with these private blocks and this name server. */
  reaching(
    allowed: readonly string[],
    resolve: ResolveName = async () => ['127.0.0.1'],
    answerMsMax = 5_000,
  ): WebhookChannel {
    const { store, clock, ids } = this.world;
    this.channel = new WebhookChannel({ store, clock, ids, log: silentLog, allowed, resolve, answerMsMax });
    this.runner = this.#runnerOf(this.channel);
    return this.channel;
  }

  async add(url = this.receiver.url): Promise<WebhookId> {
    const id = this.world.ids.next<WebhookId>();
    const webhook: Webhook = {
      id,
      account: this.account.id,
      url,
      events: ['*'],
      description: '',
      enabled: true,
      disabledReason: undefined,
      failingSinceMs: undefined,
      secret: SECRET,
      previous: undefined,
      version: 1,
      createdMs: this.world.clock.utcNow(),
    };
    await this.#commit(this.webhooks.create(webhook));
    return id;
  }

  async tell(webhook: WebhookId): Promise<OutboxId> {
    const id = this.world.ids.next<OutboxId>();
    const nowMs = this.world.clock.utcNow();
    const item = {
      id,
      kind: 'webhook' as const,
      account: this.account.id,
      subject: webhook,
      dueMs: nowMs,
      payload: testPayload(nowMs, webhook),
      createdMs: nowMs,
    };
    await this.#commit(...this.outbox.add([item]));
    return id;
  }

  async run(): Promise<void> {
    await this.runner.tick();
    await this.runner.settled();
  }

  /** A delivery to this URL, tried once. */
  async tried(url?: string): Promise<OutboxItem> {
    const id = await this.tell(await this.add(url));
    await this.run();
    return (await this.outbox.find(id))!;
  }

  wait(durationMs: number): void {
    this.world.clock.elapsedMs += durationMs;
  }

  async close(): Promise<void> {
    await this.runner.stop();
    await this.receiver.close();
    await this.world.close();
  }

  #runnerOf(webhook: WebhookChannel): OutboxRunner {
    const { store, clock } = this.world;
    return new OutboxRunner({ store, clock, log: silentLog, node: 'n', channels: { webhook } });
  }

  async #commit(...statements: readonly Statement[]): Promise<void> {
    const outcome = await this.world.store.commit(unit(...statements));
    if (!outcome.ok) throw new Error(outcome.error.message);
  }
}

const test = suite('deliveries to webhooks [S54]');
let hooks: Hooks;
test.before.each(async () => {
  hooks = await Hooks.open();
});
test.after.each(() => hooks.close());

test('a delivery is signed, and every try has the same id and body', async () => {
  hooks.receiver.answers(503);
  // The verifier looks at the clock of this machine.
  hooks.world.clock.elapsedMs = Date.now() - hooks.world.clock.utcNow() + hooks.world.clock.elapsedMs;
  const item = await hooks.tried();
  assert.equal([item.state, item.tries, item.lastError], ['waiting', 1, 'HTTP 503']);
  hooks.receiver.answers(200);
  hooks.wait(5_000);
  await hooks.run();
  assert.is((await hooks.outbox.find(item.id))!.state, 'done');
  const [first, second] = hooks.receiver.received;
  assert.equal([first!.id, second!.id, second!.body], [item.id, item.id, first!.body]);
  assert.equal(
    hooks.receiver.verified(SECRET).map(({ type }) => type),
    ['webhook.test', 'webhook.test'],
  );
  assert.ok(Number(second!.headers['webhook-timestamp']) > Number(first!.headers['webhook-timestamp']));
});

test('a redirect is a failure and is not followed', async () => {
  hooks.receiver.answers(307, { location: `http://127.0.0.1:${hooks.receiver.port}/elsewhere` });
  const item = await hooks.tried();
  assert.equal([item.state, item.lastError], ['waiting', 'HTTP 307']);
  assert.equal(
    hooks.receiver.received.map(({ path }) => path),
    ['/hook'],
  );
  assert.is(hooks.channel.counters.snapshot().redirected, 1);
});

test('410 disables the webhook, and its owner is told by mail once', async () => {
  hooks.receiver.answers(410);
  const webhook = await hooks.add();
  const ids = [await hooks.tell(webhook), await hooks.tell(webhook), await hooks.tell(webhook)];
  await hooks.run();
  hooks.wait(10_000);
  await hooks.run();
  for (const id of ids) assert.is((await hooks.outbox.find(id))!.state, 'dead');
  const stored = await hooks.webhooks.find(webhook);
  assert.equal([stored!.enabled, stored!.disabledReason], [false, 'gone']);
  assert.ok(hooks.receiver.received.length < 3, 'the others are not sent any more');
  const mails = await hooks.outbox.due('mail', hooks.world.clock.utcNow(), 9);
  assert.equal(
    mails.map(({ payload }) => (JSON.parse(payload) as { type: string }).type),
    ['webhook-disabled'],
  );
});

test('what fails for five days is disabled; a success in between begins anew', async () => {
  const webhook = await hooks.add();
  const tell = async (status: number): Promise<Webhook> => {
    hooks.receiver.answers(status);
    await hooks.tell(webhook);
    await hooks.run();
    return (await hooks.webhooks.find(webhook))!;
  };
  assert.is((await tell(500)).failingSinceMs, hooks.world.clock.utcNow());
  hooks.wait(4 * DAY_MS);
  assert.is((await tell(200)).failingSinceMs, undefined);
  await tell(500);
  hooks.wait(5 * DAY_MS - 1);
  assert.is((await tell(500)).enabled, true);
  hooks.wait(1);
  const given = await tell(500);
  assert.equal([given.enabled, given.disabledReason], [false, 'failing']);
});

test('who keeps silent, or never ends its headers, has failed in time', async () => {
  hooks.reaching(LOOPBACK, undefined, 100);
  hooks.receiver.holds();
  assert.is((await hooks.tried()).lastError, 'no answer in time');
  assert.is(hooks.channel.counters.snapshot().timedOut, 1);
});

test('an answer that hands the connection over to something else is a failure, and not waited for', async () => {
  hooks.receiver.respond = ({ socket }) =>
    void socket!.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n');
  assert.is((await hooks.tried()).lastError, 'the connection ended without an answer');
});

test('of an endless answer no more is read than needed to know its status', async () => {
  let written = 0;
  let isOver = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  hooks.receiver.respond = (response) => {
    response.on('close', isOver);
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
    };
    response.on('drain', more);
    more();
  };
  assert.is((await hooks.tried()).state, 'done');
  await over;
  assert.ok(written < 32 * 1_048_576, `${written} bytes`);
});

test('a slow receiver does not hold up the others', async () => {
  hooks.receiver.holds();
  const slow = await hooks.add();
  for (let count = 0; count < 100; count++) await hooks.tell(slow);
  const quick = await WebhookReceiver.open();
  const later = await hooks.tell(await hooks.add(quick.url));
  await hooks.runner.tick();
  await quick.until('the quick one', (received) => received.some(({ id }) => id === later));
  await hooks.receiver.until('as many as one may have', (received) => received.length === 2);
  await hooks.runner.tick();
  assert.is(hooks.receiver.received.length, 2);
  const stopped = hooks.runner.stop();
  hooks.receiver.cut();
  await Promise.all([stopped, quick.close()]);
});

test('a name that leads to a private address is not connected to, also beside public ones', async () => {
  const { port } = hooks.receiver;
  const url = `https://rebind.example:${port}/`;
  for (const found of [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::ffff:127.0.0.1'], ['fd00::1']]) {
    hooks.reaching([], async () => found);
    const item = await hooks.tried(url);
    assert.equal([item.state, item.lastError], ['waiting', 'ADDRESS_NOT_ALLOWED'], found.join(' '));
  }
  assert.equal(hooks.receiver.received, []);
});

test('DNS rebinding: the name is asked once, and the connection goes to the address that was checked', async () => {
  const asked: string[] = [];
  // The second answer would lead elsewhere: the system's resolver does not know the name at all.
  const answers = [['127.0.0.1'], ['127.0.0.99']];
  hooks.reaching(['127.0.0.1/32'], async (name) => {
    asked.push(name);
    return answers.shift() ?? [];
  });
  const item = await hooks.tried(`http://rebind.invalid:${hooks.receiver.port}/hook`);
  assert.is(item.state, 'done');
  assert.equal(asked, ['rebind.invalid']);
  assert.is(hooks.receiver.received[0]!.host, `rebind.invalid:${hooks.receiver.port}`);
  // The next delivery asks again, and is refused.
  const next = await hooks.tried(`http://rebind.invalid:${hooks.receiver.port}/hook`);
  assert.is(next.lastError, 'ADDRESS_NOT_ALLOWED');
});

test('a block that is no longer allowed is not sent to any more', async () => {
  hooks.reaching([]);
  assert.is((await hooks.tried()).lastError, 'SCHEME_NOT_ALLOWED');
  assert.equal(hooks.receiver.received, []);
  assert.is(hooks.channel.counters.snapshot().addressRefused, 1);
});

test.run();

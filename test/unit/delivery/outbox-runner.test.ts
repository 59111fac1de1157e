import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { OutboxRunner, type Channel, type Delivery } from '../../../src/delivery/outbox-runner.js';
import type { OutboxId, OutboxItem, OutboxKind } from '../../../src/notices/outbox-item.js';
import { MAIL_RETRY_MS, retryAfter } from '../../../src/notices/retry-times.js';
import { OutboxRepository } from '../../../src/store/repositories/outbox-repository.js';
import { unit } from '../../../src/store/statement.js';
import { DeskWorld } from '../../support/desk-world.js';

const MINUTE_MS = 60_000;

/** A runner on a real database in a time that is turned by hand; deliveries end when the test says so. */
class Deliveries {
  readonly outbox: OutboxRepository;
  readonly began: OutboxId[] = [];
  /** How the next ones end; `hold`: not before `release`. */
  outcome: Delivery | 'hold' | 'throw' = { type: 'done' };
  runner: OutboxRunner;
  release: (delivery: Delivery) => void = () => undefined;
  readonly #world: DeskWorld;

  private constructor(world: DeskWorld) {
    this.#world = world;
    this.outbox = new OutboxRepository(world.store);
    this.runner = this.process('node-1');
  }

  static async open(): Promise<Deliveries> {
    return new Deliveries(await DeskWorld.open());
  }

  process(node: string, deliveryMsMax?: number): OutboxRunner {
    const { store, clock } = this.#world;
    const mail: Channel = {
      deliver: (item) => this.#deliver(item),
      atOnceMax: 2,
      keepDoneMs: 60 * MINUTE_MS,
      keepDeadMs: 120 * MINUTE_MS,
    };
    const times = deliveryMsMax === undefined ? {} : { deliveryMsMax };
    return new OutboxRunner({ store, clock, log: silentLog, node, channels: { mail }, ...times });
  }

  async write(count = 1, kind: OutboxKind = 'mail'): Promise<readonly OutboxId[]> {
    const { store, clock, ids } = this.#world;
    const nowMs = clock.utcNow();
    const items = Array.from({ length: count }, () => ({
      id: ids.next<OutboxId>(),
      kind,
      account: undefined,
      subject: 's',
      dueMs: nowMs,
      payload: '{}',
      createdMs: nowMs,
    }));
    const written = await store.commit(unit(...this.outbox.add(items)));
    if (!written.ok) throw new Error(written.error.message);
    return items.map(({ id }) => id);
  }

  async at(minute: number): Promise<void> {
    this.#world.clock.elapsedMs = minute * MINUTE_MS;
    await this.runner.tick();
    await this.runner.settled();
  }

  /** A process that is killed in the middle: its delivery never ends, nothing is written. */
  async killedWhileDelivering(): Promise<void> {
    this.outcome = 'hold';
    await this.runner.tick();
  }

  stateOf = async (id: OutboxId): Promise<readonly [string, number] | undefined> => {
    const item = await this.outbox.find(id);
    return item && [item.state, item.tries];
  };

  close(): Promise<void> {
    return this.#world.close();
  }

  #deliver({ id }: OutboxItem): Promise<Delivery> {
    this.began.push(id);
    if (this.outcome === 'throw') throw new Error('a fault');
    if (this.outcome !== 'hold') return Promise.resolve(this.outcome);
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }
}

const test = suite('outbox runner');

const withDeliveries = (name: string, run: (deliveries: Deliveries) => Promise<void>): void =>
  test(name, async () => {
    const deliveries = await Deliveries.open();
    try {
      await run(deliveries);
    } finally {
      await deliveries.close();
    }
  });

withDeliveries('what is written is delivered once', async (deliveries) => {
  const [id] = await deliveries.write();
  await deliveries.at(0);
  await deliveries.at(60);
  assert.equal(deliveries.began, [id]);
  assert.equal(await deliveries.stateOf(id!), ['done', 0]);
  assert.is(deliveries.runner.counters.get('delivered'), 1);
});

withDeliveries('more than may run at once follow as places come free', async (deliveries) => {
  const ids = await deliveries.write(7);
  deliveries.outcome = 'hold';
  await deliveries.runner.tick();
  assert.is(deliveries.began.length, 2);
  await deliveries.runner.tick();
  assert.is(deliveries.began.length, 2);
  deliveries.outcome = { type: 'done' };
  deliveries.release({ type: 'done' });
  // One still hangs: it is another one's release that the runner waits for.
  const endMs = performance.now() + 10_000;
  while (deliveries.began.length < 7 && performance.now() < endMs) {
    await deliveries.runner.tick();
    await new Promise(setImmediate);
  }
  assert.equal(new Set(deliveries.began), new Set(ids));
});

withDeliveries('a failure is repeated after its time', async (deliveries) => {
  const [id] = await deliveries.write();
  deliveries.outcome = { type: 'retry', afterMs: 5 * MINUTE_MS, error: 'busy' };
  await deliveries.at(0);
  await deliveries.at(4);
  assert.equal(await deliveries.stateOf(id!), ['waiting', 1]);
  deliveries.outcome = { type: 'done' };
  await deliveries.at(5);
  assert.is(deliveries.began.length, 2);
  assert.equal(await deliveries.stateOf(id!), ['done', 1]);
});

withDeliveries('what is refused for good is kept, with the reason, until it is old', async (deliveries) => {
  const [id] = await deliveries.write();
  deliveries.outcome = { type: 'dead', error: 'no such mailbox' };
  await deliveries.at(0);
  assert.is((await deliveries.outbox.find(id!))?.lastError, 'no such mailbox');
  await deliveries.at(119);
  assert.equal(await deliveries.stateOf(id!), ['dead', 1]);
  await deliveries.at(131);
  assert.is(await deliveries.stateOf(id!), undefined);
});

withDeliveries('what has no way out is given up after a day, and goes when it is old', async (deliveries) => {
  const dayMinutes = 24 * 60;
  const [text] = await deliveries.write(1, 'sms');
  await deliveries.at(dayMinutes - 1);
  assert.equal(await deliveries.stateOf(text!), ['waiting', 0]);
  await deliveries.at(dayMinutes + 10);
  assert.equal(await deliveries.stateOf(text!), ['dead', 0]);
  assert.equal(deliveries.began, []);
  await deliveries.at(9 * dayMinutes);
  assert.is(await deliveries.stateOf(text!), undefined);
});

withDeliveries('a process that is killed while it delivers loses nothing', async (deliveries) => {
  const [id] = await deliveries.write();
  await deliveries.killedWhileDelivering();
  deliveries.runner = deliveries.process('node-2');
  deliveries.outcome = { type: 'done' };
  await deliveries.at(1);
  assert.equal(await deliveries.stateOf(id!), ['waiting', 0]);
  // The lease is over.
  await deliveries.at(2);
  assert.equal(await deliveries.stateOf(id!), ['done', 0]);
});

withDeliveries('the same node takes up at once what its former process had begun', async (deliveries) => {
  const [id] = await deliveries.write();
  await deliveries.killedWhileDelivering();
  deliveries.runner = deliveries.process('node-1');
  deliveries.outcome = { type: 'done' };
  await deliveries.runner.recover();
  await deliveries.at(0);
  assert.equal(await deliveries.stateOf(id!), ['done', 0]);
});

withDeliveries('a late answer of who lost the lease changes nothing', async (deliveries) => {
  const [id] = await deliveries.write();
  const former = deliveries.runner;
  await deliveries.killedWhileDelivering();
  const late = deliveries.release;
  deliveries.runner = deliveries.process('node-2');
  deliveries.outcome = { type: 'retry', afterMs: MINUTE_MS, error: 'busy' };
  await deliveries.at(3);
  late({ type: 'done' });
  await former.settled();
  assert.equal(await deliveries.stateOf(id!), ['waiting', 1]);
  assert.is(former.counters.get('claimsLost'), 1);
});

withDeliveries('a channel that throws or hangs stops nobody and is given up at last', async (deliveries) => {
  const [id] = await deliveries.write();
  deliveries.outcome = 'throw';
  await deliveries.at(0);
  assert.equal(await deliveries.stateOf(id!), ['waiting', 1]);
  deliveries.outcome = 'hold';
  deliveries.runner = deliveries.process('node-1', 5);
  await deliveries.at(10);
  assert.equal(await deliveries.stateOf(id!), ['waiting', 2]);
  for (let tries = 2; tries < 12; tries++) await deliveries.at(10 * tries);
  assert.equal(await deliveries.stateOf(id!), ['dead', 12]);
});

withDeliveries('a stopped runner begins nothing and waits for what it has begun', async (deliveries) => {
  await deliveries.write();
  deliveries.outcome = 'hold';
  await deliveries.runner.tick();
  let stopped = false;
  const stop = deliveries.runner.stop().then(() => (stopped = true));
  await new Promise(setImmediate);
  assert.is(stopped, false);
  deliveries.release({ type: 'done' });
  await stop;
  await deliveries.write();
  await deliveries.runner.tick();
  assert.is(deliveries.began.length, 1);
});

test('mails are tried again for more than a day, then given up', () => {
  const times = [0, 1, 2, 3, 4, 5, 6].map((tries) => retryAfter(MAIL_RETRY_MS, tries));
  assert.equal(
    times.map((afterMs) => afterMs && afterMs / MINUTE_MS),
    [1, 5, 30, 120, 360, 1_440, undefined],
  );
});

test.run();

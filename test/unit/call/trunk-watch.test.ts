import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { silentLog } from '../../../src/base/log.js';
import { seededRandom } from '../../../src/base/random.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import { TrunkTable } from '../../../src/call/trunk-table.js';
import { TrunkTargets } from '../../../src/call/trunk-targets.js';
import { TrunkWatch } from '../../../src/call/trunk-watch.js';
import type { SipCommand, SocketId } from '../../../src/sip/endpoint-api.js';
import { sampleTrunk } from '../../support/trunks.js';

const test = suite('trunk watch');

class WatchWorld {
  nowMs = 0;
  address = '192.0.2.1';
  /** The name server. */
  addresses = async (): Promise<readonly string[]> => [this.address];
  readonly sent: string[] = [];
  readonly trunks = new TrunkTable([
    sampleTrunk({ id: 'carrier', outbound: { targets: [{ host: 'sbc.example.cn', port: 5070 }] } }),
    sampleTrunk({ id: 'inward' }),
  ]);
  readonly targets = new TrunkTargets(
    { addresses: () => this.addresses(), services: async () => [] },
    seededRandom(1),
    silentLog,
  );
  readonly watch = new TrunkWatch({
    trunks: this.trunks,
    targets: this.targets,
    sip: { command: (command) => this.#take(command) },
    socket: 0 as SocketId,
    clock: { now: () => monotonicMs(this.nowMs), utcNow: () => utcMs(this.nowMs) },
    log: silentLog,
    rescheduled: () => undefined,
  });

  /** To the next deadline, and until the name server has answered. */
  async next(): Promise<void> {
    this.nowMs = this.watch.nextDeadline();
    this.watch.tick();
    await new Promise((resolve) => setImmediate(resolve));
  }

  async until(ms: number): Promise<void> {
    while (this.watch.nextDeadline() <= ms) await this.next();
    this.nowMs = ms;
  }

  refuse(): void {
    const target = { host: this.address, port: 5070 };
    this.watch.onPinged({ type: 'pinged', trunk: { id: 'carrier' }, target, up: false });
  }

  #take(command: SipCommand): void {
    if (command.type !== 'ping') throw new Error(command.type);
    this.sent.push(`${this.nowMs} ${command.trunk.id} ${command.target.host}:${command.target.port}`);
  }
}

test('the addresses of a trunk are asked every 30 s; one that only brings calls is not [C14]', async () => {
  const world = new WatchWorld();
  await world.watch.load();
  await world.until(61_000);
  assert.equal(world.sent, [
    '0 carrier 192.0.2.1:5070',
    '30000 carrier 192.0.2.1:5070',
    '60000 carrier 192.0.2.1:5070',
  ]);
});

test('a trunk whose address is configured is asked at once, while the name of another waits for its answer', async () => {
  const world = new WatchWorld();
  let answer: (addresses: readonly string[]) => void = () => undefined;
  world.addresses = () => new Promise((resolve) => (answer = resolve));
  const literal = sampleTrunk({ id: 'literal', outbound: { targets: [{ host: '192.0.2.5', port: 5060 }] } });
  world.trunks.load([...world.trunks.all, literal]);
  const loaded = world.watch.load();
  world.watch.tick();
  assert.equal(world.sent, ['0 literal 192.0.2.5:5060']);
  assert.is(world.trunks.trunksOf({ host: '192.0.2.5', port: 5060 })[0]?.id, 'literal');
  answer(['192.0.2.1']);
  await loaded;
  assert.is(world.trunks.trunksOf({ host: '192.0.2.1', port: 5070 })[0]?.id, 'carrier');
});

test('a name that moves is followed within a minute [C4]', async () => {
  const world = new WatchWorld();
  await world.watch.load();
  assert.equal(world.watch.targetsOf(world.trunks.byId('carrier')!), [{ host: '192.0.2.1', port: 5070 }]);
  world.address = '192.0.2.9';
  await world.until(60_001);
  assert.equal(world.watch.targetsOf(world.trunks.byId('carrier')!), [{ host: '192.0.2.9', port: 5070 }]);
});

test('the state can be read, and a trunk that is loaded anew keeps it', async () => {
  const world = new WatchWorld();
  await world.watch.load();
  for (let round = 0; round < 3; round++) {
    await world.next();
    world.refuse();
  }
  assert.not(world.watch.isUp('carrier'));
  assert.ok(world.watch.isUp('inward'));
  assert.is(world.watch.counters.get('turnedDown'), 1);
  world.trunks.load([
    sampleTrunk({ id: 'carrier', pingMs: 10_000, outbound: world.trunks.all[0]!.outbound }),
  ]);
  await world.watch.load();
  assert.equal(
    [...world.watch.states()].map(([id, { up }]) => [id, up]),
    [['carrier', false]],
  );
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isAlive, standstill } from '../../../src/app/progress.js';
import { Watchdog } from '../../../src/app/watchdog.js';
import { silentLog } from '../../../src/base/log.js';
import { monotonicMs, utcMs } from '../../../src/base/units.js';
import { EngineReads } from '../../../src/store/engine-reads.js';
import type { StoreError } from '../../../src/store/store.js';
import { fail, ok, type Result } from '../../../src/base/result.js';

const test = suite('watchdog');
const at = monotonicMs;

test('one worker that beats no more, or a store that says nothing, is a standstill, each by its own limit', () => {
  const storeMs = at(100_000);
  assert.is(isAlive({ beatMs: [at(100_000), at(90_000)], storeMs }, at(100_000)), true);
  assert.equal(standstill({ beatMs: [at(100_000), at(89_999)], storeMs }, at(100_000)), ['media worker 1']);
  const beatMs = [at(130_001)];
  assert.equal(standstill({ beatMs, storeMs }, at(130_000)), []);
  assert.equal(standstill({ beatMs, storeMs }, at(130_001)), ['store']);
});

/** A server of two workers, ticked once a second; what hangs is said by hand. */
class World {
  readonly hanging = new Set<'worker' | 'store'>();
  storeAnswer: Result<readonly unknown[], StoreError> = ok([]);
  told = 0;
  #nowMs = 0;
  readonly #watchdog: Watchdog;

  constructor() {
    const engine = {
      dialect: 'sqlite' as const,
      select: () =>
        this.hanging.has('store') ? new Promise<never>(() => undefined) : Promise.resolve(this.storeAnswer),
      close: () => Promise.resolve(),
    };
    this.#watchdog = new Watchdog({
      manager: { watchdogMs: undefined, alive: () => (this.told += 1) },
      mixer: {
        workerCount: 2,
        heartbeat: (worker) => (worker === 1 && this.hanging.has('worker') ? 0 : this.#nowMs),
      },
      store: new EngineReads(engine, 10),
      clock: { now: () => at(this.#nowMs), utcNow: () => utcMs(0) },
      log: silentLog,
    });
  }

  /** How often the service manager was told in so many seconds. */
  async seconds(count: number): Promise<number> {
    const before = this.told;
    for (let i = 0; i < count; i++) {
      this.#nowMs += 1_000;
      this.#watchdog.tick();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.told - before;
  }
}

test('while everything gets on it is told at every look', async () => {
  assert.is(await new World().seconds(60), 60);
});

test('a media worker that hangs and is not replaced keeps the watchdog untold, until it beats again', async () => {
  const world = new World();
  await world.seconds(5);
  world.hanging.add('worker');
  await world.seconds(11);
  assert.is(await world.seconds(20), 0);
  world.hanging.delete('worker');
  assert.is(await world.seconds(5), 5);
});

test('a store thread that hangs does too; a database that refuses does not', async () => {
  const world = new World();
  world.storeAnswer = fail({ code: 'UNAVAILABLE', message: 'gone' });
  assert.is(await world.seconds(60), 60);
  world.hanging.add('store');
  await world.seconds(32);
  assert.is(await world.seconds(20), 0);
});

test.run();

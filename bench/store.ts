/**
 * What a commit costs: leg records at a steady rate, each waited for as a call waits before its 200 OK,
 * and then as many as the store takes. Options: store-bench.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '../src/base/log.js';
import { utcMs } from '../src/base/units.js';
import { IdMaker } from '../src/base/ids.js';
import { seededRandom } from '../src/base/random.js';
import type { LegOpened } from '../src/billing/leg-record.js';
import { openStore, type StoreSettings } from '../src/store/open-store.js';
import { LegRepository } from '../src/store/repositories/leg-repository.js';
import { unit } from '../src/store/statement.js';
import type { Store } from '../src/store/store.js';
import { rounded, spread, type Spread } from './percentile.js';
import { runStoreBench } from './store-bench.js';

const SEED = 1;
const RATE_PER_S = 3_000;
/** Units that wait at once in the second part. */
const IN_FLIGHT = 2_000;
const TICK_MS = 5;

interface StoreReport {
  readonly database: string;
  readonly seed: number;
  readonly steady: { readonly unitsPerS: number; readonly unitsPerCommit: number; readonly commitMs: Spread };
  readonly full: { readonly unitsPerS: number; readonly unitsPerCommit: number; readonly commitMs: Spread };
  /** Legs read back at the end: as many as were acknowledged. */
  readonly stored: number;
}

async function measure(settings: StoreSettings, durationMs: number): Promise<StoreReport> {
  const opened = await openStore(settings, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const writer = new LegWriter(store);
  const steady = await part(store, () => writer.atRate(RATE_PER_S, durationMs));
  const full = await part(store, () => writer.atFullSpeed(durationMs));
  const stored = await countLegs(store);
  if (stored !== writer.acknowledged)
    throw new Error(`${stored} stored, ${writer.acknowledged} acknowledged`);
  await store.close();
  return {
    database: settings.kind,
    seed: SEED,
    steady,
    full,
    stored,
  };
}

async function part(store: Store, run: () => Promise<readonly number[]>): Promise<StoreReport['steady']> {
  const groupsBefore = store.health().counts.groups;
  const startMs = performance.now();
  const samples = await run();
  const seconds = (performance.now() - startMs) / 1_000;
  return {
    unitsPerS: Math.round(samples.length / seconds),
    unitsPerCommit: rounded(samples.length / (store.health().counts.groups - groupsBefore)),
    commitMs: spread(samples),
  };
}

/** Commits opened legs, each a unit of its own, and keeps how long each took. */
class LegWriter {
  readonly #store: Store;
  readonly #legs: LegRepository;
  acknowledged = 0;
  readonly #ids = new IdMaker(seededRandom(SEED), () => utcMs(1_790_000_000_000));

  constructor(store: Store) {
    this.#store = store;
    this.#legs = new LegRepository(store);
  }

  async atRate(perS: number, forMs: number): Promise<readonly number[]> {
    const running: Promise<number>[] = [];
    const startMs = performance.now();
    while (performance.now() - startMs < forMs) {
      const due = Math.floor(((performance.now() - startMs) * perS) / 1_000);
      while (running.length < due) running.push(this.#commit());
      await sleep(TICK_MS);
    }
    return Promise.all(running);
  }

  async atFullSpeed(forMs: number): Promise<readonly number[]> {
    const samples: number[] = [];
    const untilMs = performance.now() + forMs;
    const worker = async (): Promise<void> => {
      while (performance.now() < untilMs) samples.push(await this.#commit());
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return samples;
  }

  async #commit(): Promise<number> {
    const startMs = performance.now();
    const outcome = await this.#store.commit(unit(this.#legs.opened(this.#leg())));
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
    this.acknowledged++;
    return performance.now() - startMs;
  }

  #leg(): LegOpened {
    return {
      leg: this.#ids.next(),
      node: 'node-1',
      epoch: 1,
      trunk: 'demo',
      direction: 'in',
      callingNumber: '013800138000',
      callingE164: '+8613800138000',
      calledNumber: '4006701018',
      calledE164: undefined,
      service: 'bridge',
      sipCallId: 'f81d4fae-7dec-11d0-a765@198.51.100.7',
      dialog: JSON.stringify({
        localTag: 'a6c85cf',
        remoteTag: '1928301774',
        route: '<sip:198.51.100.7;lr>',
      }),
      ringMs: utcMs(1_790_000_000_000),
      answerMs: utcMs(1_790_000_000_200),
      codec: 'PCMA',
      ptimeMs: 20,
    };
  }
}

async function countLegs({ queries }: Store): Promise<number> {
  const counted = queries.selectFrom('legs').select((legs) => legs.fn.countAll<number>().as('legs'));
  return (await counted.executeTakeFirstOrThrow()).legs;
}

await runStoreBench(measure);

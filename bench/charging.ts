/**
 * What a charge block costs the store: the next blocks of many legs at a steady rate, each one conditional
 * update of its account with its reservation, as the meter asks for them. Options: store-bench.ts.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LegId } from '../src/base/ids.js';
import { IdMaker } from '../src/base/ids.js';
import { silentLog } from '../src/base/log.js';
import { seededRandom } from '../src/base/random.js';
import { utcMs } from '../src/base/units.js';
import type { Rate, Reservation } from '../src/billing/charge.js';
import { microYuan } from '../src/billing/money.js';
import { amountOf } from '../src/billing/rating.js';
import { DatabaseChargingStore } from '../src/store/charging-store.js';
import { Journal } from '../src/store/journal.js';
import { openStore, type StoreSettings } from '../src/store/open-store.js';
import { AuditRepository } from '../src/store/repositories/audit-repository.js';
import { LegRepository } from '../src/store/repositories/leg-repository.js';
import { unit } from '../src/store/statement.js';
import type { Store } from '../src/store/store.js';
import { commitAll, createPaidAccounts } from './paid-accounts.js';
import { rounded, spread, type Spread } from './percentile.js';
import { runStoreBench } from './store-bench.js';

const SEED = 1;
const RATE_PER_S = 3_000;
const ACCOUNTS = 1_000;
const LEGS = 6_000;
const TICK_MS = 2;
const STALL_MS = 50;
const NOW_MS = utcMs(1_790_000_000_000);
const RATE: Rate = {
  tariffVersion: 'bench',
  free: false,
  microYuanPerMinute: 200_000,
  firstBlockS: 60,
  incrementS: 60,
};

interface ChargingReport {
  readonly database: string;
  readonly seed: number;
  readonly accounts: number;
  readonly legs: number;
  readonly wantedPerS: number;
  readonly blocksPerS: number;
  readonly blocksPerCommit: number;
  /** From the asking to the answer, the crossing of the thread included. */
  readonly commitMs: Spread;
  /** Answers that took longer than 50 ms, and in how many pauses of the store they came. */
  readonly stalled: { readonly blocks: number; readonly pauses: number };
  /** Of the records of these legs, rated again: micro-yuan. */
  readonly difference: string;
}

interface Answered {
  readonly askedMs: number;
  readonly tookMs: number;
}

/** The blocks of legs that are up, in turn. */
class Blocks {
  readonly #charging: DatabaseChargingStore;
  readonly #reservations: Omit<Reservation, 'added'>[];
  #next = 0;

  constructor(charging: DatabaseChargingStore, reservations: Omit<Reservation, 'added'>[]) {
    this.#charging = charging;
    this.#reservations = reservations;
  }

  async atRate(perS: number, forMs: number): Promise<readonly Answered[]> {
    const running: Promise<Answered>[] = [];
    const startMs = performance.now();
    while (performance.now() - startMs < forMs) {
      const due = Math.floor(((performance.now() - startMs) * perS) / 1_000);
      while (running.length < due) running.push(this.reserveNext());
      await sleep(TICK_MS);
    }
    return Promise.all(running);
  }

  reserveNext(): Promise<Answered> {
    const index = this.#next++ % this.#reservations.length;
    const before = this.#reservations[index]!;
    const reservedS = before.reservedS + 60;
    const amount = amountOf(before.rate, reservedS);
    const reservation = { ...before, reservedS, amount };
    this.#reservations[index] = reservation;
    const askedMs = performance.now();
    return new Promise((resolve, reject) => {
      const added = microYuan(amount - before.amount);
      this.#charging.reserve({ ...reservation, added }, NOW_MS, (outcome) => {
        if (outcome === 'reserved') resolve({ askedMs, tookMs: performance.now() - askedMs });
        else reject(new Error(`a block was ${outcome}`));
      });
    });
  }
}

async function prepare(store: Store, ids: IdMaker): Promise<Omit<Reservation, 'added'>[]> {
  const legs = new LegRepository(store);
  const made = await createPaidAccounts(store, ids, ACCOUNTS, microYuan(1_000_000_000), NOW_MS);
  const reservations = Array.from({ length: LEGS }, (_, index) => ({
    leg: ids.next<LegId>(),
    account: made[index % ACCOUNTS]!,
    conference: ids.next<never>(),
    service: 'bridge' as const,
    kind: 'dial-out' as const,
    rate: RATE,
    reservedS: 0,
    amount: microYuan(0),
  }));
  const opened = reservations.map(({ leg }) => unit(legs.opened(legOf(leg))));
  await commitAll(store, opened);
  return reservations;
}

async function measure(settings: StoreSettings, durationMs: number): Promise<ChargingReport> {
  const opened = await openStore(settings, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const ids = new IdMaker(seededRandom(SEED), () => NOW_MS);
  const charging = new DatabaseChargingStore(store, new Journal(store, silentLog), silentLog);
  const blocks = new Blocks(charging, await prepare(store, ids));
  // The first block of each leg makes its reservation: not what is measured.
  await Promise.all(Array.from({ length: LEGS }, () => blocks.reserveNext()));
  const groupsBefore = store.health().counts.groups;
  const startMs = performance.now();
  const answers = await blocks.atRate(RATE_PER_S, durationMs);
  const seconds = (performance.now() - startMs) / 1_000;
  const groups = store.health().counts.groups - groupsBefore;
  const audit = await new AuditRepository(store).run();
  if (audit.findingsTotal > 0) throw new Error(JSON.stringify(audit.findings[0]));
  await store.close();
  return {
    database: settings.kind,
    seed: SEED,
    accounts: ACCOUNTS,
    legs: LEGS,
    wantedPerS: RATE_PER_S,
    blocksPerS: Math.round(answers.length / seconds),
    blocksPerCommit: rounded(answers.length / groups),
    commitMs: spread(answers.map(({ tookMs }) => tookMs)),
    stalled: stallsOf(answers),
    difference: String(audit.difference),
  };
}

/** Answers that came late together belong to one pause. */
function stallsOf(answers: readonly Answered[]): ChargingReport['stalled'] {
  const late = answers.filter(({ tookMs }) => tookMs > STALL_MS);
  let pauses = 0;
  let pauseEndsMs = -Infinity;
  for (const { askedMs, tookMs } of late) {
    if (askedMs > pauseEndsMs) pauses++;
    pauseEndsMs = Math.max(pauseEndsMs, askedMs + tookMs);
  }
  return { blocks: late.length, pauses };
}

const legOf = (leg: LegId) =>
  ({
    leg,
    node: 'node-1',
    epoch: 1,
    trunk: 'bench',
    direction: 'out',
    callingNumber: '4006701018',
    callingE164: undefined,
    calledNumber: '013800138000',
    calledE164: '+8613800138000',
    service: 'bridge',
    sipCallId: 'f81d4fae-7dec-11d0-a765@198.51.100.7',
    dialog: '{}',
    ringMs: NOW_MS,
    answerMs: NOW_MS,
    codec: 'PCMA',
    ptimeMs: 20,
  }) as const;

await runStoreBench(measure);

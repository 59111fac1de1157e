import type { AccountId, ConferenceId, LegId } from '../../src/base/ids.js';
import { IdMaker } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { below, fraction, seededRandom, type Random } from '../../src/base/random.js';
import { utcMs, type MonotonicMs, type UtcMs } from '../../src/base/units.js';
import type { ChargedLeg, ChargedService, LegCharge, LegKind } from '../../src/billing/charge.js';
import type { Unpaid } from '../../src/billing/charging-effect.js';
import { ChargingMeter } from '../../src/billing/charging.js';
import { DEFAULT_PRICES } from '../../src/billing/default-tariff.js';
import { microYuan } from '../../src/billing/money.js';
import { chargedSeconds } from '../../src/billing/rating.js';
import { TariffBook, type LegPrice, type Tariff, type TariffPrices } from '../../src/billing/tariff.js';
import { ChargingRunner, type CutReason } from '../../src/call/charging-runner.js';
import type { CommandReply } from '../../src/conference/commands.js';
import type { ConferenceEvent } from '../../src/conference/events.js';
import { sampleClosed, sampleLeg } from '../support/store-samples.js';
import { SlowStore } from './soak-faults.js';
import type { SoakStore } from './soak-store.js';
import { emptyTally, type SoakShape, type SoakTally } from './soak-shape.js';
import { SoakTime } from './soak-time.js';

const SHORT_INCREMENT_S = 1;
const HOUR_MS = 3_600_000;
const BEAT_MS = 10_000;
const YUAN = 1_000_000;
/** More than a step of a leg can cost, abroad and with the blocks of an outage. */
const STEP_MAX = 8 * YUAN;
const SERVICES: readonly ChargedService[] = ['bridge', 'direct', 'quick', 'instant'];
const KINDS: readonly LegKind[] = [
  'host-dial-in',
  'attendee-dial-in',
  'attendee-dial-in',
  'dial-out',
  'dial-out',
  'host-callback',
  'browser',
];
const CALLED = ['+8613800138000', '+85291234567', '+12025550123', '+9991'];
const BLOCKS = [
  [60, 60],
  [60, 60],
  [60, 6],
  [6, 6],
  [1, 1],
] as const;

interface SoakConference {
  readonly id: ConferenceId;
  readonly account: AccountId;
  readonly legs: Set<SoakLeg>;
  over: boolean;
}

interface SoakLeg {
  readonly charged: ChargedLeg;
  readonly conference: SoakConference;
  tariffAtJoin: string;
  sawOutage: boolean;
  over: boolean;
}

/** Every fourth is postpaid. */
export const addAccounts = (store: SoakStore, accounts: number): Promise<readonly AccountId[]> =>
  Promise.all(
    Array.from({ length: accounts }, (_, index) => store.addAccount(index % 4 === 0 ? 3 * YUAN : 0)),
  );

/** Random conferences in virtual time against the real meter and its runner; the world checks as it goes. */
export class SoakWorld {
  readonly tally = emptyTally();
  readonly #shape: SoakShape;
  readonly #store: SoakStore;
  readonly #random: Random;
  readonly #time = new SoakTime();
  readonly #ids: IdMaker;
  readonly #slow: SlowStore;
  readonly #legs = new Set<SoakLeg>();
  readonly #conferences = new Map<ConferenceId, SoakConference>();
  #accounts: readonly AccountId[] = [];
  #tariff: Tariff;
  #runner: ChargingRunner;
  #watcher: (event: ConferenceEvent) => void = () => undefined;
  #epoch: number;
  #lastBeatMs: UtcMs = utcMs(0);
  #killAsked = false;
  #armedMs: MonotonicMs | undefined;
  #alarm = 0;
  #running = 0;

  constructor(shape: SoakShape, store: SoakStore) {
    this.#shape = shape;
    this.#epoch = shape.epoch;
    this.#store = store;
    this.#random = seededRandom(shape.seed);
    this.#ids = new IdMaker(seededRandom(shape.seed + 1), () => this.#time.utcNow());
    this.#slow = new SlowStore(store.charging, this.#time, this.#random);
    this.#tariff = this.#makeTariff();
    this.#runner = this.#makeRunner();
  }

  async run(): Promise<SoakTally> {
    const { accounts, conferences, outages, kills } = this.#shape;
    this.#accounts = typeof accounts === 'number' ? await addAccounts(this.#store, accounts) : accounts;
    for (const account of this.#accounts) this.#topUpNowAndThen(account);
    this.#running = conferences;
    for (let i = 0; i < conferences; i++) this.#after(2 * HOUR_MS, () => this.#startConference());
    this.#everyNowAndThen(HOUR_MS / 3, () => this.#changeTariff());
    if (kills) {
      this.#everyNowAndThen(HOUR_MS, () => {
        this.#killAsked = true;
      });
    }
    if (outages) this.#everyNowAndThen(HOUR_MS / 4, () => this.#storeGoesAway());
    this.#beat();
    while (this.#time.step()) {
      if (this.#killAsked) await this.#kill();
      await this.#store.idle();
    }
    return this.tally;
  }

  get #busy(): boolean {
    return this.#running > 0 || this.#legs.size > 0;
  }

  #startConference(): void {
    const account = this.#pick(this.#accounts);
    const conference: SoakConference = {
      id: this.#ids.next(),
      account,
      legs: new Set(),
      over: false,
    };
    this.tally.conferences++;
    this.#conferences.set(conference.id, conference);
    const costMax = this.#chance(0.1) ? microYuan(this.#below(5 * YUAN)) : undefined;
    this.#tell(conference.id, { type: 'opened', definition: { costMax } });
    const legs = 1 + this.#below(8);
    for (let i = 0; i < legs; i++) this.#after(300_000, () => this.#answer(conference));
    this.#time.after(this.#below(1.5 * HOUR_MS) + 300_001, () => {
      this.#endConference(conference);
      this.#running--;
    });
  }

  #endConference(conference: SoakConference): void {
    if (conference.over) return;
    conference.over = true;
    this.#conferences.delete(conference.id);
    for (const leg of conference.legs) this.#hangUp(leg);
    this.#tell(conference.id, { type: 'closed', reason: 'ended-by-chair' });
  }

  #answer(conference: SoakConference): void {
    if (conference.over) return;
    const leg: SoakLeg = {
      conference,
      tariffAtJoin: '',
      sawOutage: this.#slow.isAway,
      over: false,
      charged: {
        leg: this.#ids.next(),
        account: conference.account,
        conference: conference.id,
        service: this.#pick(SERVICES),
        kind: this.#pick(KINDS),
        calledE164: this.#pick(CALLED),
        answeredMs: this.#time.now(),
        answeredUtcMs: this.#time.utcNow(),
      },
    };
    this.tally.legs++;
    this.#legs.add(leg);
    conference.legs.add(leg);
    const { leg: id, answeredUtcMs: answerMs } = leg.charged;
    this.#store.opened({ ...sampleLeg(this.#ids, this.#epoch), leg: id, answerMs, ringMs: answerMs });
    const entryMs = this.#below(this.#chance(0.1) ? 200_000 : 40_000);
    this.#time.after(entryMs, () => this.#join(leg));
    if (this.#chance(0.05)) this.#time.after(this.#below(entryMs + 20), () => this.#hangUp(leg));
  }

  #join(leg: SoakLeg): void {
    if (leg.over) return;
    const { version } = this.#tariff;
    const runner = this.#runner;
    runner.join(leg.charged, (outcome) => {
      if (runner !== this.#runner) return;
      if (leg.over) throw new Error('told of a leg that was closed');
      if (outcome === 'no-price') this.tally.barred++;
      if (outcome === 'unpaid') this.tally.unpaidJoins++;
      if (outcome !== 'paid') return this.#hangUp(leg);
      leg.tariffAtJoin = version;
      this.#entered(leg);
    });
  }

  #entered(leg: SoakLeg): void {
    if (this.#chance(0.02)) {
      this.#runner.abandon(leg.charged.leg);
      this.#hangUp(leg);
      return;
    }
    const { leg: id, conference, account } = leg.charged;
    const joined = {
      leg: id,
      conference,
      account,
      participant: id as never,
      room: undefined,
      joinMs: this.#time.utcNow(),
    };
    this.#slow.behind(() => this.#store.joined(joined));
    const meanMs = this.#pick([3_000, 60_000, 600_000]);
    this.#time.after(-Math.log(1 - fraction(this.#random)) * meanMs, () => this.#hangUp(leg));
  }

  #hangUp(leg: SoakLeg): void {
    if (leg.over) return;
    this.#gone(leg);
    const durationMs = this.#time.now() - leg.charged.answeredMs;
    const charge = this.#runner.close(leg.charged.leg, durationMs);
    if (charge !== undefined) this.#check(leg, charge, durationMs);
    const closed = {
      ...sampleClosed({ ...sampleLeg(this.#ids), leg: leg.charged.leg }),
      endMs: utcMs(Math.round(leg.charged.answeredUtcMs + durationMs)),
      durationMs,
    };
    this.#slow.behind(() => this.#store.settle(closed, charge));
    this.#checkLimit(leg.charged.account);
  }

  #gone(leg: SoakLeg): void {
    leg.over = true;
    this.#legs.delete(leg);
    leg.conference.legs.delete(leg);
  }

  /** The charge against an oracle of its own: counted block by block. */
  #check(leg: SoakLeg, charge: LegCharge, durationMs: number): void {
    const { rate } = charge;
    if (rate.tariffVersion !== leg.tariffAtJoin) throw new Error('not the tariff it joined with');
    let seconds = durationMs >= 0.5 ? rate.firstBlockS : 0;
    while (seconds > 0 && seconds * 1_000 < Math.round(durationMs)) seconds += rate.incrementS;
    const exact = (rate.microYuanPerMinute * seconds) / 60;
    const expected = rate.free ? 0 : Math.floor(exact + 0.5);
    this.tally.charged++;
    this.tally.blocks += charge.blocks;
    this.tally.amount += charge.amount;
    if (charge.amount === expected) return;
    if (!leg.sawOutage) throw new Error(`charged ${charge.amount}, not ${expected}, for ${durationMs} ms`);
    this.tally.capped++;
    if (charge.amount > expected) throw new Error('charged for more than it lasted');
  }

  #checkLimit(account: AccountId): void {
    const available = this.#store.available(account);
    if (available !== undefined && available < 0) throw new Error(`${-available} below the limit`);
  }

  #makeRunner(): ChargingRunner {
    const runner = new ChargingRunner({
      meter: new ChargingMeter(new TariffBook([this.#tariff])),
      store: this.#slow,
      clock: this.#time,
      log: silentLog,
      rescheduled: () => {
        if (this.#runner === runner) this.#arm();
      },
      conferences: {
        watch: (watcher) => {
          this.#watcher = watcher;
          return () => undefined;
        },
        dispatch: (body, conference): CommandReply => {
          if (body.type === 'balance-low') this.tally.warnings++;
          if (body.type === 'unpaid' && this.#runner === runner) this.#unpaid(conference, body.reason);
          return { id: '', result: { ok: true, value: { type: 'done' } } };
        },
      },
    });
    runner.onCut((leg, reason) => {
      if (this.#runner === runner) this.#cut(leg, reason);
    });
    return runner;
  }

  /** The conference says its farewell, and then hangs up. */
  #unpaid(id: ConferenceId, reason: Unpaid): void {
    const conference = this.#conferences.get(id);
    if (conference === undefined) return;
    const available = this.#store.available(conference.account) ?? 0;
    if (reason === 'balance-out' && available > STEP_MAX) throw new Error(`ended with ${available} left`);
    this.tally.endedUnpaid++;
    this.#after(3_000, () => this.#endConference(conference));
  }

  #cut(id: LegId, reason: CutReason): void {
    this.tally.cut++;
    const leg = [...this.#legs].find(({ charged }) => charged.leg === id);
    if (leg === undefined) throw new Error('a leg that is not there was cut');
    if (reason === 'fault' && !leg.sawOutage) throw new Error('cut without an outage');
    // The BYE goes out within a few milliseconds.
    this.#time.after(this.#below(50), () => this.#hangUp(leg));
  }

  #arm(): void {
    const deadline = this.#runner.nextDeadline();
    if (deadline === undefined || (this.#armedMs !== undefined && this.#armedMs <= deadline)) return;
    this.#armedMs = deadline;
    const alarm = ++this.#alarm;
    this.#time.after(deadline - this.#time.now(), () => {
      // Another one was set for an earlier time, or the process was killed.
      if (alarm !== this.#alarm) return;
      this.#armedMs = undefined;
      this.#runner.tick();
    });
  }

  /** What a restart does: open legs are charged for the time they were known alive. */
  async #kill(): Promise<void> {
    this.#killAsked = false;
    this.tally.kills++;
    await this.#store.idle();
    const noted = new Map<LegId, UtcMs>();
    for (const { charged } of this.#legs)
      if (charged.answeredUtcMs <= this.#lastBeatMs) noted.set(charged.leg, this.#lastBeatMs);
    const killed = [...this.#legs];
    for (const leg of killed) this.#gone(leg);
    for (const conference of this.#conferences.values()) conference.over = true;
    this.#conferences.clear();
    this.#slow.killed();
    this.#runner = this.#makeRunner();
    this.#armedMs = undefined;
    this.#alarm++;
    await this.#store.restart(++this.#epoch, noted);
    for (const leg of killed) this.#checkLoss(leg);
  }

  /**
   * A killed process loses at most one increment of each leg [S50]; of one that is hardly longer than an answer
   * of the store, also that which could not be asked for yet.
   */
  #checkLoss({ charged, sawOutage }: SoakLeg): void {
    const charge = this.#store.charge(charged.leg);
    if (charge === undefined || sawOutage) return;
    const lostS = chargedSeconds(charge.rate, this.#time.now() - charged.answeredMs) - charge.chargedS;
    const { incrementS } = charge.rate;
    const allowedS = incrementS <= SHORT_INCREMENT_S ? 2 * incrementS : incrementS;
    if (lostS > allowedS) throw new Error(`${lostS} s lost of a killed leg`);
  }

  #beat(): void {
    if (!this.#slow.isAway) this.#lastBeatMs = this.#time.utcNow();
    if (this.#busy) this.#time.after(BEAT_MS, () => this.#beat());
  }

  #storeGoesAway(): void {
    this.tally.outages++;
    this.#slow.goAway();
    for (const leg of this.#legs) leg.sawOutage = true;
  }

  #topUpNowAndThen(account: AccountId): void {
    const topUp = (): void => {
      this.tally.topUps++;
      const recharge = {
        id: this.#ids.next<never>(),
        account,
        amount: microYuan(1 + this.#below(10 * YUAN)),
        method: 'test',
        note: '',
        idempotencyKey: this.#ids.next(),
        utcMs: this.#time.utcNow(),
      };
      this.#store.recharge(recharge);
      // A payment gateway tries again.
      if (this.#chance(0.1)) this.#store.recharge(recharge);
      if (this.#chance(0.5)) this.#runner.recharged(account);
    };
    topUp();
    this.#everyNowAndThen(HOUR_MS / 2, topUp);
  }

  #changeTariff(): void {
    this.tally.tariffs++;
    this.#tariff = this.#makeTariff();
    this.#runner.useTariffs(new TariffBook([this.#tariff]));
  }

  #makeTariff(): Tariff {
    const [firstBlockS, incrementS] = this.#pick(BLOCKS);
    const microYuanPerMinute = this.#chance(0.3) ? 200_000 : 1 + this.#below(700_000);
    const priced = (price: LegPrice): LegPrice => ({ ...price, microYuanPerMinute, firstBlockS, incrementS });
    const legs = Object.fromEntries(
      Object.entries(DEFAULT_PRICES.legs).map(([service, kinds]) => [
        service,
        Object.fromEntries(Object.entries(kinds).map(([kind, price]) => [kind, priced(price)])),
      ]),
    ) as unknown as TariffPrices['legs'];
    return {
      version: `t-${this.tally.tariffs}`,
      validFromMs: utcMs(0),
      prices: { ...DEFAULT_PRICES, legs },
    };
  }

  #tell(conference: ConferenceId, fact: { readonly type: string; readonly [name: string]: unknown }): void {
    // The runner looks at the fact alone.
    this.#watcher({ conference, fact } as unknown as ConferenceEvent);
  }

  #everyNowAndThen(meanMs: number, work: () => void): void {
    this.#after(2 * meanMs, () => {
      if (!this.#busy) return;
      work();
      this.#everyNowAndThen(meanMs, work);
    });
  }

  #after(withinMs: number, work: () => void): void {
    this.#time.after(this.#below(withinMs), work);
  }

  #below(limit: number): number {
    return below(this.#random, Math.max(1, limit));
  }

  #chance(probability: number): boolean {
    return fraction(this.#random) < probability;
  }

  #pick<T>(from: readonly T[]): T {
    return from[this.#below(from.length)]!;
  }
}

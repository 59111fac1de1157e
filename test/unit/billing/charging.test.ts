import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, ConferenceId, LegId } from '../../../src/base/ids.js';
import { monotonicMs, utcMs, type MonotonicMs } from '../../../src/base/units.js';
import type { ChargedLeg, LegKind, ReserveOutcome } from '../../../src/billing/charge.js';
import type { ChargingEffect } from '../../../src/billing/charging-effect.js';
import { ChargingMeter } from '../../../src/billing/charging.js';
import { DEFAULT_PRICES, DEFAULT_TARIFF } from '../../../src/billing/default-tariff.js';
import { microYuan } from '../../../src/billing/money.js';
import { TariffBook, type Tariff } from '../../../src/billing/tariff.js';

const test = suite('charging meter');

const YUAN = 1_000_000;
const ACCOUNT = 'account' as AccountId;
const CONFERENCE = 'conference' as ConferenceId;
const at = (seconds: number): MonotonicMs => monotonicMs(seconds * 1_000);

const tariff = (microYuanPerMinute: number, version = 'test'): Tariff => {
  const price = { free: false, microYuanPerMinute, firstBlockS: 60, incrementS: 60 };
  const bridge = { ...DEFAULT_PRICES.legs.bridge, 'attendee-dial-in': price };
  return {
    ...DEFAULT_TARIFF,
    version,
    prices: { ...DEFAULT_PRICES, legs: { ...DEFAULT_PRICES.legs, bridge } },
  };
};

/** A meter whose account has so much; the store answers at once unless it is told to be silent. */
class Metered {
  readonly meter = new ChargingMeter(new TariffBook([tariff(200_000)]));
  readonly told: string[] = [];
  readonly notedAlive: string[] = [];
  answer: ReserveOutcome | 'by-balance' | 'silent' = 'by-balance';
  balance: number;
  recharges = 0;
  #reserved = new Map<LegId, number>();
  #unanswered: Extract<ChargingEffect, { type: 'reserve' }>[] = [];
  #nowS = 0;

  constructor(yuan: number) {
    this.balance = yuan * YUAN;
  }

  join(
    leg: string,
    { answeredS = this.#nowS, conference = CONFERENCE, kind = 'attendee-dial-in' }: Joining = {},
  ) {
    const charged: ChargedLeg = {
      leg: leg as LegId,
      account: ACCOUNT,
      conference,
      service: 'bridge',
      kind,
      calledE164: undefined,
      answeredMs: at(answeredS),
      answeredUtcMs: utcMs(0),
    };
    this.#perform(this.meter.join(charged, at(this.#nowS), utcMs(0)));
  }

  close(leg: string, durationS: number): number | undefined {
    const { charge, effects } = this.meter.close(leg as LegId, durationS * 1_000);
    this.#perform(effects);
    if (charge === undefined) return undefined;
    this.balance -= charge.amount;
    this.#reserved.delete(charge.leg);
    return charge.amount;
  }

  abandon(leg: string): void {
    this.#perform(this.meter.abandon(leg as LegId));
  }

  recharge(yuan: number): void {
    this.balance += yuan * YUAN;
    this.recharges++;
    this.meter.recharged(ACCOUNT, at(this.#nowS));
  }

  /** Lets the deadlines up to then pass, and gives what was told meanwhile, each with its second. */
  until(seconds: number): readonly string[] {
    this.told.length = 0;
    for (let next = this.meter.nextDeadline(); next !== undefined && next <= at(seconds);) {
      this.#nowS = Math.max(this.#nowS, next / 1_000);
      this.#perform(this.meter.timer(next));
      next = this.meter.nextDeadline();
    }
    this.#nowS = seconds;
    return [...this.told];
  }

  /** The askings that wait, in their order. */
  answerNow(...outcomes: readonly ReserveOutcome[]): void {
    for (const [index, { reservation, asking }] of this.#unanswered.splice(0).entries())
      this.#perform(this.meter.answered(reservation.leg, asking, outcomes[index]!, at(this.#nowS)));
  }

  get setAside(): number {
    return [...this.#reserved.values()].reduce((sum, amount) => sum + amount, 0) / YUAN;
  }

  #perform(effects: readonly ChargingEffect[]): void {
    for (const effect of effects) this.#performOne(effect);
  }

  #performOne(effect: ChargingEffect): void {
    switch (effect.type) {
      case 'reserve':
        this.#reserve(effect);
        return;
      case 'read-funds': {
        const available = microYuan(Math.round(this.balance - this.setAside * YUAN));
        const funds = { available, recharges: this.recharges };
        this.#perform(this.meter.funds(effect.account, funds, at(this.#nowS)));
        return;
      }
      case 'release':
        this.#reserved.delete(effect.leg);
        this.#tell(`release ${effect.leg}`);
        return;
      case 'note-alive':
        this.notedAlive.push(`${this.#nowS} ${effect.leg}`);
        return;
      case 'joined':
        this.#tell(`${effect.leg} ${effect.outcome}`);
        return;
      case 'balance-low':
        this.#tell(`${effect.conference} ${effect.minutes} min`);
        return;
      case 'unpaid':
        this.#tell(`${effect.conference} ${effect.reason}`);
        return;
      case 'end-leg':
        this.#tell(`end ${effect.leg} ${effect.reason}`);
        return;
    }
  }

  #reserve(effect: Extract<ChargingEffect, { type: 'reserve' }>): void {
    if (this.answer === 'silent') {
      this.#unanswered.push(effect);
      return;
    }
    const { reservation, asking } = effect;
    const available = this.balance - this.setAside * YUAN;
    const byBalance = available >= reservation.added ? 'reserved' : 'short';
    const outcome = this.answer === 'by-balance' ? byBalance : this.answer;
    if (outcome === 'reserved') this.#reserved.set(reservation.leg, reservation.amount);
    this.#perform(this.meter.answered(reservation.leg, asking, outcome, at(this.#nowS)));
  }

  #tell(what: string): void {
    // To the tenth: the runway is found to a tenth of a second and looked at again within half of one.
    const seconds = what.endsWith('min') ? Math.floor(this.#nowS) : Math.round(this.#nowS * 10) / 10;
    this.told.push(`${seconds} ${what}`);
  }
}

interface Joining {
  readonly answeredS?: number;
  readonly conference?: ConferenceId;
  readonly kind?: LegKind;
}

test('a leg that joins sets aside its first block, and the next ones two seconds before they begin', () => {
  const world = new Metered(100);
  world.join('a');
  assert.equal([world.told, world.setAside], [['0 a paid'], 0.2]);
  world.until(57.9);
  assert.is(world.setAside, 0.2);
  world.until(58);
  assert.is(world.setAside, 0.4);
  world.until(117.9);
  assert.is(world.setAside, 0.4);
  assert.is(world.close('a', 117.9), 400_000);
  assert.is(world.meter.nextDeadline(), undefined);
});

test('a caller who was in the entry dialogue for long pays for that time, too', () => {
  const world = new Metered(100);
  world.until(65);
  world.join('a', { answeredS: 0 });
  assert.is(world.setAside, 0.4);
  world.join('b', { answeredS: 6.9 });
  assert.is(world.setAside, 0.8);
});

test('who cannot pay the first block does not enter, and the conference goes on', () => {
  const world = new Metered(0.3);
  world.join('a');
  world.join('b');
  assert.equal(world.told, ['0 a paid', '0 b unpaid']);
  assert.is(world.meter.size, 1);
});

test('a leg without a price is barred, and a free one asks the store for nothing', () => {
  const world = new Metered(0);
  world.answer = 'silent';
  world.join('a', { kind: 'dial-out' });
  world.join('b', { kind: 'browser' });
  assert.equal(world.told, ['0 a no-price', '0 b paid']);
  assert.is(world.meter.nextDeadline(), undefined);
  assert.is(world.close('b', 100), 0);
});

test('when a block cannot be paid the conference ends, and its leg at the end of its paid time', () => {
  const world = new Metered(0.5);
  world.join('a');
  assert.equal(world.until(117), ['1 conference 5 min', '60 conference 1 min']);
  assert.equal(world.until(200), ['118 conference balance-out', '119.9 end a balance-out']);
  assert.is(world.close('a', 119.95), 400_000);
});

test('nobody joins, and no other block is paid, once a conference has ended unpaid', () => {
  const world = new Metered(0.4);
  world.join('a');
  world.until(30);
  world.join('b');
  world.until(58);
  world.recharge(100);
  world.join('c');
  assert.equal(world.told.slice(-2), ['58 conference balance-out', '58 c unpaid']);
  assert.equal(world.until(100), ['59.9 end a balance-out', '89.9 end b balance-out']);
  assert.is(world.setAside, 0.4);
});

test('legs that are paid no further are noted alive, as no step will tell that they were [S50]', () => {
  const world = new Metered(0.4);
  world.join('a');
  world.until(30);
  world.join('b');
  world.until(57);
  assert.equal(world.notedAlive, []);
  world.until(100);
  assert.equal(world.notedAlive, ['58 a', '88 b']);
});

test('two conferences on one balance are warned each, once for each threshold', () => {
  const world = new Metered(1.2);
  const second = 'second' as ConferenceId;
  world.join('a');
  world.join('b', { conference: second });
  const told = world.until(170);
  assert.equal(told, ['1 conference 5 min', '1 second 5 min', '120 conference 1 min', '120 second 1 min']);
});

test('a recharge arms the warnings again, and only those it lifts the balance above', () => {
  const world = new Metered(0.4);
  world.join('a');
  assert.equal(world.until(30), ['1 conference 5 min']);
  world.recharge(0.2);
  assert.equal(world.until(59), []);
  world.recharge(1);
  assert.equal(world.until(100), []);
  assert.equal(world.until(300), ['180 conference 5 min']);
  assert.equal(world.until(430), ['420 conference 1 min']);
});

test('a leg keeps the rate it joined with when the tariff changes', () => {
  const world = new Metered(100);
  world.join('a');
  world.meter.useTariffs(new TariffBook([tariff(900_000, 'later')]));
  world.join('b');
  world.until(61);
  assert.equal([world.close('a', 61), world.close('b', 61)], [400_000, 1_800_000]);
});

test('a conference ends at its cost limit, whatever the balance', () => {
  const world = new Metered(100);
  world.meter.conferenceOpened(CONFERENCE, microYuan(700_000));
  world.join('a');
  world.join('b');
  world.until(30);
  assert.is(world.close('b', 30), 200_000);
  world.join('c');
  world.join('d');
  assert.equal(world.told.slice(-2), ['30 c paid', '30 d unpaid']);
  assert.equal(world.until(59.9), ['58 conference cost-limit', '59.9 end a cost-limit']);
});

test('[S24] [S47] the running cost counts the blocks that have begun, not what is set aside ahead', () => {
  const world = new Metered(100);
  world.meter.conferenceOpened(CONFERENCE, undefined);
  const cost = (seconds: number): number | undefined => world.meter.costOf(CONFERENCE, at(seconds))?.cost;
  assert.is(cost(0), 0);
  world.join('a');
  world.until(59);
  assert.equal([world.setAside, cost(59), cost(60)], [0.4, 200_000, 200_000]);
  world.until(61);
  assert.is(cost(61), 400_000);
  world.join('free', { kind: 'browser' });
  world.join('b');
  assert.is(cost(61.5), 600_000);
  assert.is(world.close('b', 2), 200_000);
  assert.is(world.close('a', 65), 400_000);
  assert.is(cost(200), 600_000, 'what legs have cost that are over stays');
  world.meter.conferenceClosed(CONFERENCE);
  world.close('free', 200);
  assert.is(cost(300), undefined);
});

test('while the store is away a leg goes on for a minute, and the same step is asked for again', () => {
  const world = new Metered(100);
  world.join('a');
  world.answer = 'unavailable';
  assert.equal(world.until(90), []);
  world.answer = 'by-balance';
  world.until(92);
  assert.is(world.setAside, 0.4);
  world.answer = 'unavailable';
  assert.equal(world.until(300), ['180 end a fault']);
  assert.is(world.close('a', 180.01), 400_000);
});

test('an answer that comes late is taken for the step it belongs to', () => {
  const world = new Metered(100);
  world.answer = 'silent';
  world.join('a');
  world.abandon('a');
  world.join('a');
  world.answerNow('reserved', 'short');
  assert.equal(world.told, ['0 release a', '0 a unpaid']);
});

test('who hangs up before the store has answered is charged nothing, and nothing stays set aside', () => {
  const world = new Metered(100);
  world.answer = 'silent';
  world.join('a');
  assert.is(world.close('a', 3), undefined);
  world.answerNow('reserved');
  assert.equal(world.told, ['0 release a']);
  assert.equal([world.meter.size, world.meter.nextDeadline()], [0, undefined]);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { DEFAULT_OUTGOING_RIGHTS, type OutgoingRights } from '../../../src/accounts/account.js';
import type { AccountId } from '../../../src/base/ids.js';
import { utcMs, type UtcMs } from '../../../src/base/units.js';
import { microYuan } from '../../../src/billing/money.js';
import {
  AccountUse,
  DAY_MS,
  HOUR_MS,
  SLOT_MS,
  slotOf,
  type UseSlot,
} from '../../../src/dialing/account-use.js';
import {
  NodeQuota,
  type OutgoingAlarm,
  type QuotaOutcome,
  type QuotaPlace,
  type UseStore,
} from '../../../src/dialing/outgoing-quota.js';

const test = suite('outgoing limits');

const START_MS = utcMs(1_790_000_000_000);
const ACCOUNT = 'account-1' as AccountId;
const NO_LIMITS: OutgoingRights = {
  ...DEFAULT_OUTGOING_RIGHTS,
  legsMax: 0,
  legsPerHourMax: 0,
  newNumbersPerDayMax: 0,
  spendPerDayMax: microYuan(0),
};
const YUAN = 1_000_000;

/** An account that calls, with the clock in hand. */
class Calling {
  nowMs: UtcMs = START_MS;
  readonly alarms: OutgoingAlarm[] = [];
  /** Added up, as the database does. */
  readonly slots = new Map<UtcMs, UseSlot>();
  available = true;
  readonly #rights: OutgoingRights;
  #quota: NodeQuota;

  constructor(rights: Partial<OutgoingRights> = {}) {
    this.#rights = { ...NO_LIMITS, ...rights };
    this.#quota = this.#newQuota();
  }

  call({ isNewNumber = false, microYuanPerMinute = 0 } = {}): QuotaPlace | string {
    let outcome: QuotaOutcome | undefined;
    const called = { account: ACCOUNT, e164: '+8613812341234', rights: this.#rights };
    this.#quota.take({ ...called, isNewNumber, microYuanPerMinute }, this.nowMs, (given) => {
      outcome = given;
    });
    if (outcome === undefined) throw new Error('no answer');
    return outcome.ok ? outcome.value : outcome.error.code;
  }

  /** One that is over at once. */
  shortCall(options = {}): string {
    const place = this.call(options);
    if (typeof place === 'string') return place;
    place.over(0, this.nowMs);
    return 'ok';
  }

  restart(): void {
    this.#quota = this.#newQuota();
  }

  count(nowMs: UtcMs, added: { legs?: number; newNumbers?: number; spent?: number }): void {
    const slotMs = slotOf(nowMs);
    const { legs = 0, newNumbers = 0, spent = 0 } = this.slots.get(slotMs) ?? {};
    this.slots.set(slotMs, {
      slotMs,
      legs: legs + (added.legs ?? 0),
      newNumbers: newNumbers + (added.newNumbers ?? 0),
      spent: microYuan(spent + (added.spent ?? 0)),
    });
  }

  #newQuota(): NodeQuota {
    const store: UseStore = {
      recent: (_, done) => done(this.available ? [...this.slots.values()] : 'unavailable'),
      called: (_, __, isNewNumber, nowMs) => this.count(nowMs, { legs: 1, newNumbers: isNewNumber ? 1 : 0 }),
      spent: (_, spent, nowMs) => this.count(nowMs, { spent }),
    };
    return new NodeQuota(store, (alarm) => this.alarms.push(alarm));
  }
}

const ended = (place: QuotaPlace | string, spokenMs: number, nowMs: UtcMs): void => {
  if (typeof place === 'string') throw new Error(place);
  place.over(spokenMs, nowMs);
};

test('legs at once are limited until one is over [S41]', () => {
  const calling = new Calling({ legsMax: 2 });
  const first = calling.call();
  calling.call();
  assert.is(calling.call(), 'LEGS_AT_ONCE_LIMIT');
  ended(first, 0, calling.nowMs);
  assert.is.not(calling.call(), 'LEGS_AT_ONCE_LIMIT');
});

test('legs in an hour are limited, and the next hour is free again, also over a restart', () => {
  const calling = new Calling({ legsPerHourMax: 10 });
  for (let i = 0; i < 10; i++) assert.is(calling.shortCall(), 'ok');
  assert.is(calling.shortCall(), 'LEGS_PER_HOUR_LIMIT');
  calling.restart();
  calling.nowMs = utcMs(START_MS + HOUR_MS - 1);
  assert.is(calling.shortCall(), 'LEGS_PER_HOUR_LIMIT');
  calling.nowMs = utcMs(START_MS + HOUR_MS + SLOT_MS);
  assert.is(calling.shortCall(), 'ok');
});

test('numbers never called before are limited by day; known ones go on', () => {
  const calling = new Calling({ newNumbersPerDayMax: 3 });
  for (let i = 0; i < 3; i++) assert.is(calling.shortCall({ isNewNumber: true }), 'ok');
  calling.restart();
  calling.nowMs = utcMs(START_MS + DAY_MS - 1);
  assert.is(calling.shortCall({ isNewNumber: true }), 'NEW_NUMBERS_LIMIT');
  assert.is(calling.shortCall(), 'ok');
  calling.nowMs = utcMs(START_MS + DAY_MS + SLOT_MS);
  assert.is(calling.shortCall({ isNewNumber: true }), 'ok');
});

test('what was spent in a day is limited, started minutes whole', () => {
  const calling = new Calling({ spendPerDayMax: microYuan(2 * YUAN) });
  ended(calling.call({ microYuanPerMinute: YUAN }), 59_000, calling.nowMs);
  assert.is.not(calling.call(), 'SPEND_LIMIT');
  ended(calling.call({ microYuanPerMinute: YUAN }), 1, calling.nowMs);
  assert.is(calling.call(), 'SPEND_LIMIT');
});

test('legs that are up count with what they have cost so far: fraud never hangs up', () => {
  const calling = new Calling({ spendPerDayMax: microYuan(10 * YUAN) });
  calling.call({ microYuanPerMinute: YUAN });
  calling.nowMs = utcMs(START_MS + 9 * 60_000);
  assert.is(typeof calling.call(), 'object');
  calling.nowMs = utcMs(START_MS + 9 * 60_000 + 1);
  assert.is(calling.call(), 'SPEND_LIMIT');
});

test('a limit of 0 is none', () => {
  const calling = new Calling();
  for (let i = 0; i < 5_000; i++) {
    assert.is(typeof calling.call({ isNewNumber: true, microYuanPerMinute: 1_000 * YUAN }), 'object');
  }
});

test('a clock that is set back an hour forgives nothing', () => {
  const calling = new Calling({ legsPerHourMax: 5 });
  for (let i = 0; i < 5; i++) calling.shortCall();
  calling.nowMs = utcMs(START_MS - HOUR_MS);
  assert.is(calling.shortCall(), 'LEGS_PER_HOUR_LIMIT');
});

test('without the store nobody can tell, and nothing is taken', () => {
  const calling = new Calling();
  calling.available = false;
  assert.is(calling.call(), 'UNAVAILABLE');
  assert.is(calling.slots.size, 0);
});

test('an alarm tells of a limit that is reached, once an hour', () => {
  const calling = new Calling({ legsPerHourMax: 1 });
  for (let i = 0; i < 5; i++) calling.shortCall();
  assert.equal(calling.alarms, [{ type: 'limit', account: ACCOUNT, code: 'LEGS_PER_HOUR_LIMIT' }]);
  calling.nowMs = utcMs(START_MS + HOUR_MS);
  calling.shortCall();
  assert.is(calling.alarms.length, 2);
});

test('an hour of four times the usual calls is an alarm, a group of 50 twice is none [S41]', () => {
  const calling = new Calling();
  for (let i = 0; i < 100; i++) calling.shortCall();
  assert.equal(calling.alarms, []);
  calling.shortCall();
  assert.equal(
    calling.alarms.map(({ type }) => type),
    ['sudden-rise'],
  );

  const busy = new Calling();
  for (let hour = 1; hour < 24; hour++) {
    busy.count(utcMs(START_MS - hour * HOUR_MS - SLOT_MS), { legs: 50 });
  }
  for (let i = 0; i < 200; i++) busy.shortCall();
  assert.equal(busy.alarms, []);
  busy.shortCall();
  assert.is(busy.alarms.length, 1);
});

test('a rise of what is spent is an alarm of its own', () => {
  const calling = new Calling();
  const place = calling.call({ microYuanPerMinute: 10 * YUAN });
  ended(place, 5 * 60_000, calling.nowMs);
  assert.equal(calling.alarms, []);
  ended(calling.call({ microYuanPerMinute: 10 * YUAN }), 1, calling.nowMs);
  assert.is(calling.alarms[0]?.type === 'sudden-rise' && calling.alarms[0].rise.of, 'spent');
});

test('the sums of a use are those of its calls, whatever the order and the time', () => {
  const use = new AccountUse([]);
  let nowMs: UtcMs = START_MS;
  let legs = 0;
  for (let i = 0; i < 500; i++) {
    nowMs = utcMs(nowMs + 60_000);
    const taken = use.take({ microYuanPerMinute: 0, isNewNumber: false }, NO_LIMITS, nowMs);
    if (taken.ok) use.release(taken.value, 0, nowMs);
    legs += 1;
    assert.is(use.sum('legs', DAY_MS, nowMs), legs);
  }
  const inHour = use.sum('legs', HOUR_MS, nowMs);
  assert.ok(inHour >= 60 && inHour <= 70, `${inHour} in an hour of one a minute`);
});

test.run();

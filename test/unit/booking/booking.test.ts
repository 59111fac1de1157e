import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AccountId, BookingId } from '../../../src/base/ids.js';
import { utcMs } from '../../../src/base/units.js';
import { nextTry, stepOf, type Booking } from '../../../src/booking/booking.js';
import { fits, lineLimits, peakLines, type Load } from '../../../src/booking/capacity.js';

const MINUTE = 60_000;
const START = utcMs(Date.parse('2026-12-01T01:00Z'));
const after = (minutes: number) => utcMs(START + minutes * MINUTE);

const booking = (changes: Partial<Booking> = {}): Booking => ({
  id: 'b' as BookingId,
  account: 'a' as AccountId,
  name: '',
  startMs: START,
  host: { e164: '+8613812341234' },
  parties: [{ e164: '+8613912341234' }],
  status: 'booked',
  nextTryMs: START,
  tries: 0,
  costMax: undefined,
  conference: undefined,
  createdMs: after(-60),
  version: 1,
  ...changes,
});

const AS_BOOKED = { accountActive: true, hostIsOwn: true };

const load = (fromMinute: number, toMinute: number, lines: number): Load => ({
  startMs: after(fromMinute),
  endMs: after(toMinute),
  lines,
});

const test = suite('booking');

test('[S37] the host is rung at the time, and again 2 and 5 minutes after it when busy or silent', () => {
  assert.equal(stepOf(booking(), AS_BOOKED, START), { type: 'ring' });
  assert.is(nextTry(booking({ tries: 1 }), after(1)), after(2));
  assert.is(nextTry(booking({ tries: 2 }), after(3)), after(5));
  assert.is(nextTry(booking({ tries: 3 }), after(6)), undefined);
});

test('a start that a restart has delayed is rung up to ten minutes late, then it is missed', () => {
  assert.equal(stepOf(booking(), AS_BOOKED, after(10)), { type: 'ring' });
  assert.equal(stepOf(booking(), AS_BOOKED, after(10.1)), { type: 'give-up', status: 'missed' });
  assert.is(nextTry(booking({ tries: 1 }), after(9)), after(10), 'a minute apart at least');
});

test('a booking whose account was closed rings nobody', () => {
  const closed = { ...AS_BOOKED, accountActive: false };
  assert.equal(stepOf(booking(), closed, START), { type: 'give-up', status: 'account-closed' });
});

test('a booking whose host has a number of another account by now rings nobody', () => {
  const moved = { ...AS_BOOKED, hostIsOwn: false };
  assert.equal(stepOf(booking(), moved, START), { type: 'give-up', status: 'host-not-own' });
});

test('[S37] the expected parties over time fit the channels or do not', () => {
  const loads = [load(0, 60, 10), load(30, 90, 10), load(60, 120, 5)];
  assert.is(peakLines(loads, after(0), after(30)), 10);
  assert.is(peakLines(loads, after(0), after(60)), 20);
  assert.is(peakLines(loads, after(60), after(120)), 15, 'who leaves at 60 makes room for who comes');
  assert.ok(fits(loads, load(60, 120, 5), 20));
  assert.not(fits(loads, load(60, 120, 6), 20));
  assert.ok(fits(loads, load(0, 60, 1_000), 0), 'no limit');
});

test('an account may book half of the lines, or what is said, and always one other', () => {
  const ofAccount = (all: number, said = 0) => lineLimits(all, said).ofAccount;
  assert.equal([ofAccount(30), ofAccount(5), ofAccount(2), ofAccount(0)], [15, 3, 2, 0]);
  assert.equal([ofAccount(30, 30), ofAccount(0, 8)], [30, 8]);
});

test.run();

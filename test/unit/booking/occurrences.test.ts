import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Recurrence } from '../../../src/accounts/room.js';
import { utcMs } from '../../../src/base/units.js';
import {
  currentOccurrence,
  occurrencesOf,
  overlapping,
  RoomCalendar,
  type ScheduledRoom,
} from '../../../src/booking/occurrences.js';

const HOUR = 3_600_000;
const at = (iso: string) => utcMs(Date.parse(iso));
const starts = (room: Pick<ScheduledRoom, 'startMs' | 'durationMs' | 'recurrence'>, timeZone: string) =>
  occurrencesOf(room, timeZone).map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16));
const rule = (changes: Partial<Recurrence> & Pick<Recurrence, 'every'>): Recurrence => ({
  exceptions: [],
  ...changes,
});

/** The rules are evaluated in the account's zone, whatever the host's is: this file is run under several. */
const test = suite(`occurrences (TZ=${process.env['TZ'] ?? 'default'})`);

test('[S8] a monthly meeting on the 31st skips the months without one', () => {
  const startMs = at('2026-01-31T09:00+08:00');
  assert.equal(
    starts({ startMs, durationMs: HOUR, recurrence: rule({ every: 'month', count: 4 }) }, 'Asia/Shanghai'),
    ['2026-01-31T01:00', '2026-03-31T01:00', '2026-05-31T01:00', '2026-07-31T01:00'],
  );
});

test('[S8] a date that is another one in UTC is counted where the account lives', () => {
  // 00:30 on the 31st in Shanghai is still the 30th in UTC.
  const startMs = at('2026-01-31T00:30+08:00');
  assert.equal(
    starts({ startMs, durationMs: HOUR, recurrence: rule({ every: 'month', count: 2 }) }, 'Asia/Shanghai'),
    ['2026-01-30T16:30', '2026-03-30T16:30'],
  );
});

test('[S8] abroad the wall clock is kept when daylight saving begins and ends', () => {
  const spring = { startMs: at('2026-03-07T09:00-05:00'), durationMs: HOUR };
  assert.equal(starts({ ...spring, recurrence: rule({ every: 'day', count: 3 }) }, 'America/New_York'), [
    '2026-03-07T14:00',
    '2026-03-08T13:00',
    '2026-03-09T13:00',
  ]);
  const autumn = { startMs: at('2026-10-24T09:00+02:00'), durationMs: HOUR };
  assert.equal(starts({ ...autumn, recurrence: rule({ every: 'day', count: 2 }) }, 'Europe/Berlin'), [
    '2026-10-24T07:00',
    '2026-10-25T08:00',
  ]);
});

test('[S8] a start in the hour that the clock skips is left out, as RFC 5545 has it', () => {
  const room = { startMs: at('2026-03-07T02:30-05:00'), durationMs: HOUR };
  assert.equal(starts({ ...room, recurrence: rule({ every: 'day', count: 3 }) }, 'America/New_York'), [
    '2026-03-07T07:30',
    '2026-03-09T06:30',
    '2026-03-10T06:30',
  ]);
});

test('[S8] every two weeks until a date, that date included', () => {
  const room = { startMs: at('2026-01-05T10:00+08:00'), durationMs: HOUR };
  const recurrence = rule({ every: 'two-weeks', untilDate: '2026-02-02' });
  assert.equal(starts({ ...room, recurrence }, 'Asia/Shanghai'), [
    '2026-01-05T02:00',
    '2026-01-19T02:00',
    '2026-02-02T02:00',
  ]);
});

test('[S8] one occurrence is cancelled and one is moved, the others stay', () => {
  const startMs = at('2026-01-05T10:00+08:00');
  const recurrence = rule({
    every: 'week',
    count: 4,
    exceptions: [
      { plannedStartMs: at('2026-01-12T10:00+08:00'), instead: undefined },
      {
        plannedStartMs: at('2026-01-19T10:00+08:00'),
        instead: { startMs: at('2026-01-20T15:00+08:00'), durationMs: 2 * HOUR },
      },
    ],
  });
  const occurrences = occurrencesOf({ startMs, durationMs: HOUR, recurrence }, 'Asia/Shanghai');
  assert.equal(
    occurrences.map((one) => [new Date(one.startMs).toISOString(), (one.endMs - one.startMs) / HOUR]),
    [
      ['2026-01-05T02:00:00.000Z', 1],
      ['2026-01-20T07:00:00.000Z', 2],
      ['2026-01-26T02:00:00.000Z', 1],
    ],
  );
  assert.is(occurrences[1]?.plannedStartMs, at('2026-01-19T10:00+08:00'));
});

test('[S8] windows that overlap are told', () => {
  const room = { startMs: at('2026-01-05T10:00+08:00'), recurrence: rule({ every: 'day', count: 3 }) };
  assert.not(overlapping(occurrencesOf({ ...room, durationMs: 24 * HOUR }, 'Asia/Shanghai')));
  assert.ok(overlapping(occurrencesOf({ ...room, durationMs: 25 * HOUR }, 'Asia/Shanghai')));
});

test('[S11] the window that counts is the open one, then the one that callers may enter early, then the next', () => {
  const room = { startMs: at('2026-01-05T10:00Z'), durationMs: HOUR };
  const occurrences = occurrencesOf({ ...room, recurrence: rule({ every: 'day', count: 3 }) }, 'UTC');
  const current = (iso: string) => currentOccurrence(occurrences, at(iso), HOUR / 4)?.startMs;
  assert.is(current('2026-01-05T08:00Z'), at('2026-01-05T10:00Z'));
  assert.is(current('2026-01-05T10:59Z'), at('2026-01-05T10:00Z'));
  assert.is(current('2026-01-05T11:00Z'), at('2026-01-06T10:00Z'));
  assert.is(current('2026-01-07T09:50Z'), at('2026-01-07T10:00Z'));
  assert.is(current('2026-02-01T00:00Z'), at('2026-01-07T10:00Z'));
});

test('a calendar computes a room once for each version', () => {
  const calendar = new RoomCalendar();
  const room = {
    id: 'room' as ScheduledRoom['id'],
    version: 1,
    startMs: at('2026-01-05T10:00Z'),
    durationMs: HOUR,
    recurrence: rule({ every: 'day', count: 3 }),
  };
  const first = calendar.occurrences(room, 'UTC');
  assert.is(calendar.occurrences(room, 'UTC'), first);
  assert.is(calendar.occurrences({ ...room, version: 2, recurrence: undefined }, 'UTC').length, 1);
  assert.is(calendar.at(room, 'UTC', at('2026-01-06T10:30Z'), 0)?.startMs, at('2026-01-06T10:00Z'));
});

test.run();

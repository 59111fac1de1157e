import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Booking, Room } from '../../../src/client/index.js';
import { agendaOf } from '../../../src/portal/pages/overview/agenda.js';
import { dateInLastMonth, minutesOf } from '../../../src/portal/pages/overview/last-month.js';

const test = suite('what the overview says of today and last month');

const HOUR_MS = 3_600_000;
const SINCE_MS = Date.UTC(2026, 9, 1);
const NOW_MS = SINCE_MS + 10 * HOUR_MS;

const room = (id: string, startMs: number, hours: number, running = false): Room =>
  ({
    id,
    name: id,
    occurrence: { startMs, endMs: startMs + hours * HOUR_MS },
    conference: running ? { id: 'c', parties: 2 } : null,
  }) as Room;
const booking = (id: string, startMs: number, changes: Partial<Booking> = {}): Booking =>
  ({ id, name: '', startMs, state: 'booked', conference: null, ...changes }) as Booking;
const keys = (rooms: Room[], bookings: Booking[] = []) =>
  agendaOf(rooms, bookings, { sinceMs: SINCE_MS, nowMs: NOW_MS }).map(({ key }) => key);

test('rooms and bookings stand in the order of their starts', () => {
  const later = NOW_MS + 2 * HOUR_MS;
  assert.equal(keys([room('last', later + 1, 1), room('first', NOW_MS + 1, 1)], [booking('middle', later)]), [
    'first',
    'middle',
    'last',
  ]);
});

test('what goes on today is there, what is over or began before is not', () => {
  const rooms = [
    room('goes on', NOW_MS - HOUR_MS, 2),
    room('over', NOW_MS - 3 * HOUR_MS, 2),
    room('yesterday', SINCE_MS - HOUR_MS, 20),
  ];
  assert.equal(keys(rooms), ['goes on']);
});

test('a room that is open for weeks is no appointment, nor one whose dates are all cancelled', () => {
  const cancelled = { ...room('cancelled', NOW_MS + 1, 1), occurrence: null };
  assert.equal(keys([room('always', NOW_MS + 1, 2_000), cancelled]), []);
});

test('a booking that runs leads to its conference, others to the bookings', () => {
  const bookings = [
    booking('runs', NOW_MS - 1, { state: 'running', conference: 'c7' }),
    booking('comes', NOW_MS + 1),
  ];
  const agenda = agendaOf([], bookings, { sinceMs: SINCE_MS, nowMs: NOW_MS });
  assert.equal(
    agenda.map(({ path, isRunning }) => [path, isRunning]),
    [
      ['/conferences/c7', true],
      ['/bookings', false],
    ],
  );
});

test('last month is that before the zone’s own, over the turn of a year and at midnight', () => {
  assert.is(dateInLastMonth(Date.UTC(2026, 0, 5), 'Asia/Shanghai'), '2025-12-15');
  const lateInFebruary = Date.UTC(2026, 1, 28, 17);
  assert.is(dateInLastMonth(lateInFebruary, 'Asia/Shanghai'), '2026-02-15');
  assert.is(dateInLastMonth(lateInFebruary, 'UTC'), '2026-01-15');
});

test('a minute that has begun counts', () => {
  assert.equal([0, 60, 61].map(minutesOf), [0, 1, 2]);
});

test.run();

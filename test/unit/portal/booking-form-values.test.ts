import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Booking } from '../../../src/client/index.js';
import {
  bookingChangeOf,
  bookingOf,
  bookingValuesOf,
  proposedBooking,
} from '../../../src/portal/pages/instant/booking-form-values.js';
import { callFieldOf, instantCallOf } from '../../../src/portal/pages/instant/call-form-values.js';

const test = suite('the values of calls and bookings [S35] [S37]');

const SHANGHAI = 'Asia/Shanghai';
const START_MS = Date.parse('2026-10-01T09:00+08:00');
const booking: Booking = {
  id: 'b',
  name: '项目沟通',
  startMs: START_MS + 12_345,
  state: 'booked',
  host: { number: '+8613800138000', extension: null, name: null },
  parties: [
    { number: '+8613900139000', extension: null, name: '李四' },
    { number: '+861062345678', extension: '801', name: null },
  ],
  costLimitMicroYuan: 50_000_000,
  tries: 0,
  conference: null,
  version: 3,
  createdMs: START_MS,
};

test('a limit in yuan is sent in whole micro-yuan, none is left out', () => {
  const call = { host: '+8613800138000', others: ['13900139000'], costLimitYuan: 0.3 };
  assert.is(instantCallOf(call).costLimitMicroYuan, 300_000);
  assert.not.ok('costLimitMicroYuan' in instantCallOf({ ...call, costLimitYuan: null }));
});

test('a booking is proposed at a full hour that is more than 15 minutes away', () => {
  for (const [now, start] of [
    ['2026-10-01T09:00', '2026-10-01T10:00'],
    ['2026-10-01T09:29', '2026-10-01T10:00'],
    ['2026-10-01T09:31', '2026-10-01T11:00'],
  ] as const) {
    const proposed = proposedBooking(undefined, Date.parse(`${now}+08:00`), SHANGHAI);
    assert.is(proposed.start, start);
  }
});

test('a booking comes back from the form with numbers as people write them', () => {
  const values = bookingValuesOf(booking, SHANGHAI);
  const sent = bookingOf(values, booking.startMs);
  assert.equal(sent.parties, [{ name: '李四', number: '139 0013 9000' }, { number: '010 6234 5678 * 801' }]);
  assert.equal(
    [sent.name, sent.host, sent.costLimitMicroYuan],
    [booking.name, booking.host.number, booking.costLimitMicroYuan],
  );
});

test('a change sends the people only when they were touched, and keeps the seconds of an untouched start', () => {
  const values = bookingValuesOf(booking, SHANGHAI);
  const named = bookingChangeOf({ ...values, name: '改名' }, booking, SHANGHAI);
  assert.equal([named.name, named.startMs, named.version], ['改名', booking.startMs, 3]);
  assert.not.ok('parties' in named || 'contacts' in named || 'groups' in named);

  const others = ['13700137000', 'group:g1'];
  const moved = bookingChangeOf({ ...values, others, start: '2026-10-02T09:00' }, booking, SHANGHAI);
  assert.is(moved.startMs, START_MS + 86_400_000);
  assert.equal([moved.parties, moved.groups, moved.contacts], [[{ number: '13700137000' }], ['g1'], []]);
});

test('what the server says of people stands beside their one field', () => {
  assert.equal(callFieldOf('parties.3.number'), ['others']);
  assert.equal(callFieldOf('groups'), ['others']);
  assert.equal(callFieldOf('startMs'), ['start']);
  assert.equal(callFieldOf('host'), ['host']);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  customerBookingOf,
  customerFieldOf,
  customerRoomOf,
  personWithoutNumber,
  proposedCustomerBooking,
  proposedCustomerRoom,
} from '../../../src/portal/pages/operator/customer-values.js';
import { lastDays } from '../../../src/portal/pages/operator/report-days.js';

const test = suite('what operators fill in for customers');

/** 2026-09-21 22:13 in Shanghai. */
const NOW_MS = Date.UTC(2026, 8, 21, 14, 13);
const CUSTOMER = { name: '星海', language: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;

test("a booking is by the customer's clock, and lies far enough ahead", () => {
  const proposed = proposedCustomerBooking(CUSTOMER, NOW_MS);
  assert.is(proposed.start, '2026-09-21T23:00');
  const booking = customerBookingOf(
    { ...proposed, name: ' 对账 ', others: '张三 13800138000\n\n010-62341000' },
    CUSTOMER.timeZone,
  );
  assert.equal(booking, {
    name: '对账',
    startMs: Date.UTC(2026, 8, 21, 15),
    parties: [{ number: '13800138000', name: '张三' }, { number: '010-62341000' }],
  });
  assert.is(customerBookingOf({ ...proposed, host: '13900139000' }, CUSTOMER.timeZone).host, '13900139000');
});

test('a line without a number is told', () => {
  assert.is(personWithoutNumber('张三 13800138000\n李四'), '李四');
  assert.is(personWithoutNumber('13800138000\n'), undefined);
});

test("a room is the customer's, with a password of six digits", () => {
  const proposed = proposedCustomerRoom(CUSTOMER, NOW_MS, () => 0.95);
  assert.is(proposed.chairPassword, '999999');
  const room = customerRoomOf({ ...proposed, name: '对账' }, CUSTOMER);
  assert.equal(
    [room.organiser, room.startMs, room.durationMs],
    ['星海', Date.UTC(2026, 8, 21, 15), 7_200_000],
  );
});

test('what the API says of a field stands at the field of the form', () => {
  assert.equal(customerFieldOf('parties.0.number'), ['others']);
  assert.equal(customerFieldOf('startMs'), ['start']);
  assert.equal(customerFieldOf('chairPassword'), ['chairPassword']);
});

test('the days of the report begin at midnight by the clock, also when it is changed', () => {
  const [, today] = lastDays(2, NOW_MS, 'Asia/Shanghai');
  assert.equal(today, { fromMs: Date.UTC(2026, 8, 20, 16), toMs: Date.UTC(2026, 8, 21, 16) });
  // Berlin, Sunday 2026-10-25: a day of 25 hours.
  const [sunday] = lastDays(2, Date.UTC(2026, 9, 26, 12), 'Europe/Berlin');
  assert.is(sunday!.toMs - sunday!.fromMs, 25 * 3_600_000);
});

test.run();

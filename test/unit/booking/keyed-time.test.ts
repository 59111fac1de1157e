import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import { DEFAULT_BOOKING_TIMES, keyedTime } from '../../../src/booking/keyed-time.js';

const NOW = utcMs(Date.parse('2026-11-22T12:00+08:00'));

function told(keyed: string, timeZone = 'Asia/Shanghai', nowMs = NOW): string {
  const result = keyedTime(keyed, timeZone, nowMs, DEFAULT_BOOKING_TIMES);
  return result.ok ? new Date(result.value).toISOString().slice(0, 16) : result.error.code;
}

const test = suite(`keyed time (TZ=${process.env['TZ'] ?? 'default'})`);

test('[S31] month, day, hour and minute are read on the wall clock of the account', () => {
  assert.is(told('12010930'), '2026-12-01T01:30');
  assert.is(told('12010930', 'America/New_York'), '2026-12-01T14:30');
});

test('[S31] a date already past means next year', () => {
  assert.is(told('11210930'), '2027-11-21T01:30');
  assert.is(told('01010000'), '2026-12-31T16:00');
});

test('[S31] today at a time that is over, or closer than 15 minutes, is too soon', () => {
  assert.is(told('11221130'), 'TOO_SOON');
  assert.is(told('11221214'), 'TOO_SOON');
  assert.is(told('11221215'), '2026-11-22T04:15');
});

test('[S31] impossible dates are told: 30 February, hour 24, too few and too many keys', () => {
  for (const keyed of [
    '02300930',
    '13010930',
    '00000000',
    '12012400',
    '12010960',
    '1201093',
    '120109300',
    '',
  ]) {
    assert.is(told(keyed), 'IMPOSSIBLE', keyed);
  }
});

test('[S31] 29 February is possible only in a leap year', () => {
  assert.is(told('02290930'), 'IMPOSSIBLE');
  assert.is(told('02290930', 'Asia/Shanghai', utcMs(Date.parse('2027-06-01T00:00Z'))), '2028-02-29T01:30');
});

test('[S31] an hour that the clock skips is impossible, and of one that comes twice the first is meant', () => {
  const winter = utcMs(Date.parse('2026-01-10T12:00Z'));
  assert.is(told('03080230', 'America/New_York', winter), 'IMPOSSIBLE');
  assert.is(told('11010130', 'America/New_York', winter), '2026-11-01T05:30');
});

test.run();

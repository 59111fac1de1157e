import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { utcMs } from '../../../src/base/units.js';
import { isOpen, parseOpeningHours } from '../../../src/booking/opening-hours.js';

const openAt = (hours: string, iso: string, timeZone = 'Asia/Shanghai'): boolean =>
  isOpen(parseOpeningHours(hours)!, timeZone, utcMs(Date.parse(iso)));

const test = suite('opening hours');

test('[S14] operators are on duty from the first minute to before the last, by the clock of the zone', () => {
  assert.not(openAt('09:00-18:00', '2026-11-22T08:59:59+08:00'));
  assert.ok(openAt('09:00-18:00', '2026-11-22T09:00:00+08:00'));
  assert.ok(openAt('09:00-18:00', '2026-11-22T17:59:59+08:00'));
  assert.not(openAt('09:00-18:00', '2026-11-22T18:00:00+08:00'));
  assert.ok(openAt('09:00-18:00', '2026-07-01T13:30:00Z', 'America/New_York'));
});

test('hours that end before they begin go on after midnight, and 24:00 is the end of the day', () => {
  assert.ok(openAt('22:00-06:00', '2026-11-22T23:00:00+08:00'));
  assert.ok(openAt('22:00-06:00', '2026-11-22T05:59:00+08:00'));
  assert.not(openAt('22:00-06:00', '2026-11-22T06:00:00+08:00'));
  assert.ok(openAt('00:00-24:00', '2026-11-22T23:59:00+08:00'));
});

test('what is no pair of times is told', () => {
  for (const text of ['9-18', '09:00', '25:00-26:00', ''])
    assert.is(parseOpeningHours(text), undefined, text);
});

test.run();

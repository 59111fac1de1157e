import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isDate, periodRange, type RecordPeriod } from '../../../src/billing/record-range.js';
import { yuanText } from '../../../src/billing/money.js';

const test = suite('ranges of records');

const range = (period: RecordPeriod, date: string, zone = 'Asia/Shanghai'): string => {
  const { fromMs, toMs } = periodRange(period, date, zone);
  return `${new Date(fromMs).toISOString().slice(0, 13)} ${new Date(toMs).toISOString().slice(0, 13)}`;
};

test('[S42] a month, and a day, from midnight to midnight of the account', () => {
  assert.is(range('month', '2026-11-22'), '2026-10-31T16 2026-11-30T16');
  assert.is(range('day', '2026-11-22'), '2026-11-21T16 2026-11-22T16');
  assert.is(range('day', '2026-10-25', 'Europe/Berlin'), '2026-10-24T22 2026-10-25T23');
});

test('[S42] a week is the calendar week before this one and this one, from Monday on', () => {
  const both = '2026-11-08T16 2026-11-22T16';
  assert.equal(
    ['2026-11-16', '2026-11-19', '2026-11-22'].map((date) => range('week', date)),
    [both, both, both],
  );
  assert.is(range('week', '2026-11-23'), '2026-11-15T16 2026-11-29T16');
});

test('a date of no calendar is none', () => {
  assert.equal(['2026-02-28', '2026-02-29', '2026-13-01', '26-01-01', 'now', '2026-00-10'].map(isDate), [
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('[S46] an amount is written in yuan without losing a micro-yuan', () => {
  assert.equal([0, 200_000, -200_000, 1, 1_234_567, 50_000_000, -3_334].map(yuanText), [
    '0.00',
    '0.20',
    '-0.20',
    '0.000001',
    '1.234567',
    '50.00',
    '-0.003334',
  ]);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { roughDuration } from '../../../src/portal/pages/records/duration-text.js';
import { barsOf } from '../../../src/portal/pages/records/record-bars.js';

const test = suite('the course of calls over time');

const day = (date: string, cost: number) => ({
  date,
  legs: 1,
  durationMs: 60_000,
  chargedS: 60,
  costMicroYuan: cost,
});

test('a day without a call has a bar, of nothing', () => {
  const bars = barsOf([day('2026-02-27', 5), day('2026-03-01', 7)], undefined);
  assert.equal(
    bars.map(({ date, costMicroYuan }) => [date, costMicroYuan]),
    [
      ['2026-02-27', 5],
      ['2026-02-28', 0],
      ['2026-03-01', 7],
    ],
  );
});

test('a month is shown whole, however few of its days have calls', () => {
  const bars = barsOf([day('2026-11-05', 5)], ['2026-11-01', '2026-11-30']);
  assert.is(bars.length, 30);
  assert.is(bars[4]?.costMicroYuan, 5);
});

test('a long time is shown by month, and nothing of it is lost', () => {
  const days = [day('2025-12-31', 1), day('2026-01-01', 2), day('2026-01-31', 4), day('2026-03-15', 8)];
  assert.equal(barsOf(days, undefined), [
    { date: '2025-12', costMicroYuan: 1, durationMs: 60_000, legs: 1 },
    { date: '2026-01', costMicroYuan: 6, durationMs: 120_000, legs: 2 },
    { date: '2026-02', costMicroYuan: 0, durationMs: 0, legs: 0 },
    { date: '2026-03', costMicroYuan: 8, durationMs: 60_000, legs: 1 },
  ]);
  assert.is(barsOf([day('2026-01-01', 1), day('2026-03-03', 1)], undefined).length, 62);
  assert.is(barsOf([day('2026-01-01', 1), day('2026-03-04', 1)], undefined).length, 3);
});

test('without calls there is nothing to draw', () => assert.equal(barsOf([], undefined), []));

test('time is told in minutes, and from two hours on in hours', () => {
  assert.equal(roughDuration(90_000), { unit: 'minutes', count: 2 });
  assert.equal(roughDuration(119 * 60_000), { unit: 'minutes', count: 119 });
  assert.equal(roughDuration(150 * 60_000), { unit: 'hours', count: 2.5 });
});

test.run();

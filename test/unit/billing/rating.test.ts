import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Rate } from '../../../src/billing/charge.js';
import { microYuan } from '../../../src/billing/money.js';
import { amountOf, blocksOf, chargedSeconds, ratedAgain } from '../../../src/billing/rating.js';

const test = suite('rating');

const rate = (microYuanPerMinute: number, firstBlockS = 60, incrementS = 60, free = false): Rate => ({
  tariffVersion: 't',
  free,
  microYuanPerMinute,
  firstBlockS,
  incrementS,
});

test('a block that has begun is charged whole, and no time is charged nothing', () => {
  const cases: readonly (readonly [number, number, number, number])[] = [
    // first block, increment, milliseconds, charged seconds
    [60, 60, 0, 0],
    [60, 60, 0.4, 0],
    [60, 60, 1, 60],
    [60, 60, 60_000, 60],
    [60, 60, 60_000.4, 60],
    [60, 60, 60_001, 120],
    [60, 6, 60_001, 66],
    [60, 6, 66_000, 66],
    [6, 6, 59_999, 60],
    [1, 1, 61_001, 62],
    [180, 60, 1, 180],
  ];
  for (const [first, increment, durationMs, expected] of cases) {
    const actual = chargedSeconds(rate(1, first, increment), durationMs);
    assert.is(actual, expected, `${first}/${increment} ${durationMs} ms`);
  }
  assert.equal(
    [0, 60, 66, 72].map((chargedS) => blocksOf(rate(1, 60, 6), chargedS)),
    [0, 1, 2, 3],
  );
});

test('an amount is rounded once, half up', () => {
  assert.is(amountOf(rate(200_000), 60), 200_000);
  assert.is(amountOf(rate(100_001), 30), 50_001);
  assert.is(amountOf(rate(100_000), 1), 1_667);
  assert.is(amountOf(rate(29), 1), 0);
  assert.is(amountOf(rate(30), 1), 1);
  assert.is(amountOf(rate(1_000_000, 60, 60, true), 600), 0);
});

test('products beyond 2^53 are exact', () => {
  assert.is(amountOf(rate(1_000_000_000), 59 * 3_600_000), 3_540_000_000_000_000);
  assert.is(amountOf(rate(999_999_999), 30_000_001), 500_000_016_166_667);
});

test('a record is rated again by its time, but never beyond what was set aside', () => {
  assert.is(ratedAgain(rate(200_000), 61_000, microYuan(400_000)), 400_000);
  assert.is(ratedAgain(rate(200_000), 61_000, microYuan(200_000)), 200_000);
  assert.is(ratedAgain(rate(200_000, 60, 60, true), 61_000, microYuan(0)), 0);
});

test.run();

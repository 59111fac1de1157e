import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Histogram } from '../../../src/base/histogram.js';

const test = suite('histogram');

test('a value counts at the first limit that it does not exceed, the limit itself included', () => {
  const histogram = new Histogram([1, 5]);
  for (const value of [0, 1, 1.5, 5, 5.5]) histogram.observe(value);
  assert.equal(histogram.snapshot(), { limits: [1, 5], counts: [2, 2, 1], sum: 13 });
});

test('a snapshot stays as it was', () => {
  const histogram = new Histogram([1]);
  const before = histogram.snapshot();
  histogram.observe(1);
  assert.equal(before.counts, [0, 0]);
});

test.run();

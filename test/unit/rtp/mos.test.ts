import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { mosOf, mosOfRating, ratingOf } from '../../../src/rtp/mos.js';

const test = suite('mos');
const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);

test('ratings become the opinions of G.107 table B.1', () => {
  const table = { 90: 4.34, 80: 4.03, 70: 3.6, 60: 3.1, 50: 2.58 };
  for (const [rating, mos] of Object.entries(table)) near(mosOfRating(Number(rating)), mos, 0.01, rating);
  near(mosOfRating(93.2), 4.41, 0.006, 'a perfect line');
});

test('the scale ends at 1 and 4.5', () => {
  assert.equal([mosOfRating(-5), mosOfRating(0), mosOfRating(3), mosOfRating(100)], [1, 1, 1, 4.5]);
  assert.is(mosOf(1, 2000), 1);
});

test('loss impairs as G.113 has it for G.711 with concealment', () => {
  // 95 · Ppl / (Ppl + 25.1): 1 % costs 3.64, 3 % 10.14, 10 % 27.07.
  const table: readonly (readonly [share: number, cost: number])[] = [
    [0.01, 3.64],
    [0.03, 10.14],
    [0.1, 27.07],
  ];
  for (const [share, cost] of table) near(ratingOf(share, 0), 93.2 - cost, 0.01, `${share}`);
});

test('delay costs little until 177 ms, and much beyond', () => {
  near(ratingOf(0, 100), 93.2 - 2.4, 1e-9, '100 ms');
  near(ratingOf(0, 300), 93.2 - 7.2 - 13.497, 1e-9, '300 ms');
});

test('shares out of bounds count as none and all', () => {
  assert.is(ratingOf(-1, 0), 93.2);
  assert.is(ratingOf(7, 0), ratingOf(1, 0));
});

test.run();

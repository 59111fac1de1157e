import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { BeatLateness } from '../../../src/mixer/beat-lateness.js';
import {
  CONTROL_COUNTERS,
  CONTROL_INTS,
  CONTROL_LATE,
  MIXER_COUNTERS,
} from '../../../src/mixer/shared/layout.js';

const test = suite('lateness of the beat');

test('phases are sorted by how late they began, and their lateness adds up across the beats', () => {
  const words = new Int32Array(2 * CONTROL_INTS);
  const lateness = new BeatLateness(words, CONTROL_INTS);
  for (const lateMs of [0, 0.1, 0.2, 0.7, 2.5, 70]) lateness.add(lateMs * 1e6);
  const { limits, counts, sum } = lateness.snapshot();
  assert.equal(limits, [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.06]);
  assert.equal(counts, [2, 1, 0, 1, 1, 0, 0, 0, 0, 1]);
  assert.is(sum, 0.073);
});

test('a sum of tiny parts loses nothing but the last millisecond', () => {
  const lateness = new BeatLateness(new Int32Array(CONTROL_INTS), 0);
  for (let beat = 0; beat < 10_000; beat++) lateness.add(33_333);
  assert.is(lateness.snapshot().sum, 0.333);
});

test('it writes beside the counters of its worker and into no other block', () => {
  const words = new Int32Array(2 * CONTROL_INTS);
  const lateness = new BeatLateness(words, 0);
  lateness.add(0);
  lateness.add(1e9);
  assert.ok(CONTROL_LATE >= CONTROL_COUNTERS + MIXER_COUNTERS.length);
  assert.equal(
    [...words.subarray(CONTROL_INTS)],
    Array.from({ length: CONTROL_INTS }, () => 0),
  );
  assert.equal(
    [...words.subarray(0, CONTROL_LATE)].filter((word) => word !== 0),
    [],
  );
});

test.run();

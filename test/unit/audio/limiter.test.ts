import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { levelOf } from '../../../src/audio/level.js';
import { limit, limiterScratch } from '../../../src/audio/limiter.js';
import { countGlitches, toneLevel } from '../../../src/audio/tone-analysis.js';
import { toneSamples } from '../../../src/audio/tone.js';

const test = suite('limiter');

const FRAME = 160;
const scratch = limiterScratch(FRAME);
/** Ten talkers at their usual loudest: each alone is fine, the sum is far above full scale. */
const VOICES_HZ = [250, 400, 550, 700, 900, 1100, 1300, 1600, 1900, 2300];

/** Twelve decibels above one of them. */
const FOUR_IN_STEP = [440, 440, 440, 440];

function sumOf(frequenciesHz: readonly number[], levelDbm0: number, count: number): Int32Array {
  const sum = new Int32Array(count);
  for (const frequencyHz of frequenciesHz) {
    toneSamples([{ frequencyHz, levelDbm0 }], count).forEach((sample, index) => (sum[index]! += sample));
  }
  return sum;
}

/** Frame by frame, as the mixer does it. */
function limited(
  signal: Int32Array,
  state = 0,
): { readonly samples: Int16Array; readonly states: readonly number[] } {
  const mix = Int32Array.from(signal);
  const states = [];
  let current = state;
  for (let start = 0; start + FRAME <= mix.length; start += FRAME) {
    const frame = mix.subarray(start, start + FRAME);
    current = limit(frame, FRAME, current, scratch);
    states.push(current);
  }
  return { samples: Int16Array.from(mix), states };
}

test('below full scale not a bit changes', () => {
  const quiet = Int32Array.from({ length: FRAME }, (_, index) => (index % 2 === 0 ? 32_767 : -32_768));
  const { samples, states } = limited(quiet);
  assert.equal(samples, Int16Array.from(quiet));
  assert.equal(states, [0]);
});

test('nothing ever wraps, however many talk at once', () => {
  for (const peak of [32_768, 40_000, 1_000_000, 2_147_483_647]) {
    const square = Int32Array.from({ length: 4 * FRAME }, (_, index) => (index % 40 < 20 ? peak : -peak));
    const { samples } = limited(square);
    samples.forEach((sample, index) => {
      assert.ok(square[index]! > 0 ? sample >= 0 : sample <= 0, `${peak} at ${index}: ${sample}`);
    });
  }
});

test('in a loud room each of ten talkers stays audible, at one level and without foreign tones', () => {
  const { samples } = limited(sumOf(VOICES_HZ, -6, 8000));
  const settled = samples.subarray(2400);
  const levels = VOICES_HZ.map((frequencyHz) => toneLevel(settled, frequencyHz));
  assert.ok(Math.min(...levels) > -22, `quietest ${Math.min(...levels)}`);
  assert.ok(Math.max(...levels) - Math.min(...levels) < 1, `levels ${levels.join(' ')}`);
  // Between the talkers, where hard clipping puts products of about −25 dBm0.
  for (const betweenHz of [325, 475, 625, 800, 1000, 1200, 1450, 1750, 2100, 2600]) {
    const level = toneLevel(settled, betweenHz);
    assert.ok(level < Math.min(...levels) - 20, `${betweenHz} Hz at ${level}`);
  }
});

test('one tone too loud comes out as the same tone, not clipped', () => {
  const { samples } = limited(sumOf(FOUR_IN_STEP, 0, 8000));
  assert.is(countGlitches(samples.subarray(1600), [440], 30), 0);
  assert.ok(levelOf(samples.subarray(1600)) > 1.5);
});

test('the gain has half returned after about 100 ms, and is exactly at rest within a second', () => {
  const loud = limited(sumOf(FOUR_IN_STEP, 0, 1600)).states.at(-1)!;
  assert.ok(loud > 16_384);
  const { states } = limited(new Int32Array(8000), loud);
  const half = states.findIndex((state) => state < loud / 2);
  assert.ok(half >= 3 && half <= 6, `half recovered after ${half} frames`);
  assert.ok(states.findIndex((state) => state === 0) < 50);
});

test('the gain moves without steps from sample to sample', () => {
  // A constant shows the gain itself; it becomes loud in the middle of the second frame.
  const signal = Int32Array.from({ length: 4 * FRAME }, (_, index) => (index < 250 ? 20_000 : 60_000));
  const { samples } = limited(signal);
  const gains = Array.from(samples, (sample, index) => sample / signal[index]!);
  const steps = gains.slice(1).map((gain, index) => Math.abs(gain - gains[index]!));
  assert.ok(Math.max(...steps) < 0.01, `largest step ${Math.max(...steps)}`);
  assert.ok(gains[255]! < 0.56 && gains[175] === 1);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as C from '../../../src/mixer/concealment.js';
import { rms, sine, steepestStep } from '../../support/tone.js';

const test = suite('concealment');
const AMPLITUDE = 8000;
const FULL = (1 << 20) - 1;
const HALF = (1 << 10) - 1;

/** Feeds frames of a sine with these masks (and hushes) and returns what comes out. */
function run(hz: number, masks: readonly number[], hushes: readonly number[] = []): number[] {
  const state = new Int32Array(C.CONCEALMENT_INTS);
  const ring = new Int16Array(C.HISTORY_SAMPLES);
  C.concealmentReset(state, 0);
  const out: number[] = [];
  for (const [i, mask] of masks.entries()) {
    const at = (i % C.HISTORY_FRAMES) * C.FRAME_SAMPLES;
    // What is missing holds something old and loud, which must not be heard.
    const frame = sine(hz, AMPLITUDE, i * C.FRAME_SAMPLES, C.FRAME_SAMPLES);
    for (let n = 0; n < C.FRAME_SAMPLES; n++) {
      ring[at + n] = (mask & (1 << Math.floor(n / 8))) === 0 ? 32_000 : frame[n]!;
    }
    C.conceal(state, 0, ring, 0, i % C.HISTORY_FRAMES, mask, hushes[i] ?? 0);
    out.push(...ring.subarray(at, at + C.FRAME_SAMPLES));
  }
  return out;
}
const frame = (sound: readonly number[], index: number): number[] =>
  sound.slice(index * 160, (index + 1) * 160);

for (const hz of [97, 150, 233, 437, 611]) {
  // What the tone itself moves by between samples, and a tenth of its height for the joints.
  const stepMax = 2 * AMPLITUDE * Math.sin((Math.PI * hz) / 8000) + AMPLITUDE / 10;

  test(`a lost frame of a ${hz} Hz tone is filled at its level without a step`, () => {
    const sound = run(hz, [FULL, FULL, FULL, FULL, 0, FULL, FULL, HALF, FULL ^ HALF, FULL]);
    assert.ok(steepestStep(sound) < stepMax, `${steepestStep(sound)} of ${stepMax}`);
    assert.ok(rms(frame(sound, 4)) > 0.8 * rms(frame(sound, 3)));
  });
}

test('a long loss fades to nothing within 60 ms and sound comes back without a step', () => {
  const sound = run(437, [FULL, FULL, FULL, FULL, 0, 0, 0, 0, 0, 0, FULL, FULL]);
  assert.ok(rms(frame(sound, 5)) < rms(frame(sound, 4)));
  assert.is(rms(frame(sound, 7)), 0);
  assert.ok(steepestStep(sound) < AMPLITUDE / 2);
  assert.ok(rms(frame(sound, 11)) > 0.99 * (AMPLITUDE / Math.SQRT2));
});

test('hushed granules are silent but for one millisecond of ramp', () => {
  const sound = run(210, [FULL, FULL, FULL, FULL, FULL, FULL], [0, 0, FULL ^ HALF, FULL, HALF, 0]);
  assert.is(rms(sound.slice(2 * 160 + 88, 4 * 160 + 80)), 0);
  assert.ok(steepestStep(sound) < AMPLITUDE / 3, `${steepestStep(sound)}`);
  assert.ok(rms(frame(sound, 5)) > 0.99 * (AMPLITUDE / Math.SQRT2) * 0.95);
});

test.run();

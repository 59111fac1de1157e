import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fraction, seededRandom } from '../../../src/base/random.js';
import { DRIFT_INTS, driftAdd, driftPpm, driftReset, driftRestart } from '../../../src/rtp/clock-drift.js';

const test = suite('clock drift');
const AT = 3;
const PHASE_TICKS = 40;

interface LineOptions {
  readonly ppm: number;
  readonly seconds: number;
  readonly jitterTicks?: number;
  /** The way grows by so much in the middle of the call. */
  readonly stepTicks?: number;
  readonly startTicks?: number;
  /** A new SSRC with other timestamps in the middle. */
  readonly restarts?: boolean;
}

/** What is told after a call with packets of 20 ms, whose arrival is known to a phase. */
function measured(options: LineOptions): number {
  const { ppm, seconds, jitterTicks = 0, stepTicks = 0, startTicks = 0, restarts = false } = options;
  const random = seededRandom(51);
  const state = new Int32Array(AT + DRIFT_INTS + 1).fill(-7);
  driftReset(state, AT);
  const packets = seconds * 50;
  for (let i = 0; i < packets; i++) {
    const second = i >= packets / 2;
    if (restarts && i === packets / 2) driftRestart(state, AT);
    const sentTicks = (i * 160) / (1 + ppm / 1e6);
    const late = fraction(random) * jitterTicks + (second ? stepTicks : 0);
    const arrived = Math.ceil((startTicks + 13 + sentTicks + late) / PHASE_TICKS) * PHASE_TICKS;
    const base = 0x7fff_f000 + (restarts && second ? 5_000_000 : 0);
    driftAdd(state, AT, (base + i * 160) | 0, arrived | 0);
  }
  assert.equal([state[AT - 1], state[AT + DRIFT_INTS]], [-7, -7], 'its own integers only');
  return driftPpm(state, AT);
}

const near = (actual: number, expected: number, tolerance: number): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual}, not ${expected}`);

test('a clock that is 200 ppm fast or slow is told within a tenth after five minutes', () => {
  near(measured({ ppm: 200, seconds: 300 }), 200, 20);
  near(measured({ ppm: -200, seconds: 300 }), -200, 20);
});

test('jitter of 40 ms does not hide it', () => {
  near(measured({ ppm: 200, seconds: 600, jitterTicks: 320 }), 200, 20);
});

test('two clocks that agree are told to agree', () => {
  near(measured({ ppm: 0, seconds: 300, jitterTicks: 320 }), 0, 5);
});

test('a longer way in the middle of the call is no drift', () => {
  near(measured({ ppm: 0, seconds: 300, stepTicks: 400 }), 0, 5);
  near(measured({ ppm: 200, seconds: 300, stepTicks: 400 }), 200, 20);
});

test('a new source goes on where the old one was', () => {
  near(measured({ ppm: -200, seconds: 300, restarts: true }), -200, 20);
});

test('a day is as good as an hour, and our clock may wrap', () => {
  near(measured({ ppm: 50, seconds: 86_400, jitterTicks: 80, startTicks: 0x7fff_0000 }), 50, 0.5);
});

test('within the first minute nothing is told', () => {
  assert.is(measured({ ppm: 200, seconds: 50 }), 0);
  assert.is(measured({ ppm: 200, seconds: 0 }), 0);
});

test.run();

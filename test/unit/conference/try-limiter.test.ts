import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { monotonicMs } from '../../../src/base/units.js';
import { DEFAULT_TRY_LIMITS, GOOD_STANDING, MemoryTryLimiter } from '../../../src/conference/try-limiter.js';

const NOW = monotonicMs(1_000);

function limiterAfter(failures: number): MemoryTryLimiter {
  const limiter = new MemoryTryLimiter();
  for (let i = 0; i < failures; i++) limiter.failed('+861', '1001', NOW);
  return limiter;
}

const test = suite('try limiter');

test('[S52] nine failures change nothing', () => {
  assert.equal(limiterAfter(9).standing('+861', '1001', NOW), GOOD_STANDING);
});

test('[S52] from ten failures on a caller waits, twice as long each time, up to a minute', () => {
  for (const [failures, waitMs] of [
    [10, 1_000],
    [11, 2_000],
    [12, 4_000],
    [15, 32_000],
    [16, 60_000],
    [100, 60_000],
  ] as const) {
    const standing = limiterAfter(failures).standing('+861', 'another room', NOW);
    assert.equal(standing, { waitMs, overLimit: true });
  }
});

test('[S52] a room is delayed for everybody by ten seconds at most, and nobody is refused', () => {
  for (const [failures, waitMs] of [
    [10, 1_000],
    [14, 5_000],
    [100, 10_000],
  ] as const) {
    const limiter = limiterAfter(failures);
    assert.equal(limiter.standing('+862', '1001', NOW), { waitMs, overLimit: false });
    assert.equal(limiter.standing(undefined, '1001', NOW), { waitMs, overLimit: false });
  }
});

test('[S52] failures count for ten minutes', () => {
  const limiter = limiterAfter(10);
  assert.ok(limiter.standing('+861', '1001', monotonicMs(NOW + 599_999)).overLimit);
  assert.equal(limiter.standing('+861', '1001', monotonicMs(NOW + 600_000)), GOOD_STANDING);
});

test('withheld numbers are not counted as one caller', () => {
  const limiter = new MemoryTryLimiter();
  for (let i = 0; i < 20; i++) limiter.failed(undefined, '1001', NOW);
  assert.equal(limiter.standing(undefined, 'another room', NOW), GOOD_STANDING);
});

test('what is remembered is bounded: who failed longest ago is forgotten, and counted', () => {
  const limiter = new MemoryTryLimiter({ ...DEFAULT_TRY_LIMITS, failuresMax: 1, keysMax: 2 });
  for (const caller of ['a', 'b', 'a', 'c']) limiter.failed(caller, '1001', NOW);
  assert.ok(limiter.standing('a', 'x', NOW).overLimit, 'failed again after b');
  assert.not.ok(limiter.standing('b', 'x', NOW).overLimit);
  assert.ok(limiter.standing('c', 'x', NOW).overLimit);
  assert.is(limiter.counters.get('forgottenKeys'), 1);
  assert.is(limiter.counters.get('failedTries'), 4);
});

test.run();

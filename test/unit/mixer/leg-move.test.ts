import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('leg-move');
const AMPLITUDE = 6000;
const hears = (sound: readonly number[], hz: number): boolean =>
  Math.abs(amplitudeOf(sound, hz) / AMPLITUDE - 1) < 0.1;

test('a leg moves to the worker of the room it joins, without losing a packet or a beat', () => {
  const bench = new MixerBench({ workers: 2 });
  const first = bench.phone('a', { frequencyHz: 400 });
  const second = bench.phone('b', { frequencyHz: 700 });
  bench.run(500);
  bench.join('a');
  bench.run(500);
  assert.is(bench.mixer.front.legsOf(0), 1);
  assert.is(bench.mixer.front.legsOf(1), 1);
  second.gapMsMax = 0;
  bench.join('b');
  bench.run(1000);
  assert.is(bench.mixer.front.legsOf(1), 0);
  assert.is(bench.mixer.front.counters.get('moves'), 1);
  assert.ok(hears(first.lately(500), 700) && hears(second.lately(500), 400));
  assert.ok(second.gapMsMax <= 40, `gap of ${second.gapMsMax} ms`);
  const stats = bench.close('b');
  assert.is(stats.packetsLost, 0);
  assert.is(stats.packetsReceived, 2000 / 20 + 1);
  assert.is(bench.mixer.counts(0).packetsClosedLeg + bench.mixer.counts(1).packetsClosedLeg, 0);
});

test('commands sent while a leg is on its way wait for it, in order', () => {
  const bench = new MixerBench({ workers: 2 });
  const first = bench.phone('a', { frequencyHz: 400 });
  bench.phone('b', { frequencyHz: 700 });
  bench.run(100);
  bench.join('a');
  bench.join('b');
  bench.mixer.send({ type: 'set-heard', leg: legId('b'), heard: false });
  bench.mixer.send({ type: 'set-heard', leg: legId('b'), heard: true });
  bench.mixer.send({ type: 'set-heard', leg: legId('b'), heard: false });
  bench.run(1000);
  assert.ok(amplitudeOf(first.lately(500), 700) < 60);
  bench.mixer.send({ type: 'leave-room', leg: legId('b') });
  bench.run(100);
  bench.join('b', 'other');
  bench.mixer.send({ type: 'close-leg', leg: legId('b') });
  bench.run(200);
  assert.is(bench.eventsOf('leg-closed').length, 1);
});

test.run();

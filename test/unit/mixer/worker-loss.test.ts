import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EVENT_CLOSED, EVENT_WORDS } from '../../../src/mixer/shared/event-ring.js';
import { WordRing } from '../../../src/mixer/shared/word-ring.js';
import { BENCH_ADDRESS, legId, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('worker-loss');
const AMPLITUDE = 6000;
const hears = (sound: readonly number[], hz: number): boolean =>
  Math.abs(amplitudeOf(sound, hz) / AMPLITUDE - 1) < 0.1;

test('the rooms of a lost worker can be used again', () => {
  const bench = new MixerBench({ legsPerWorker: 2 });
  for (const name of ['a', 'b']) bench.phone(name);
  bench.run(100);
  for (const name of ['a', 'b']) bench.join(name, `room of ${name}`);
  bench.run(100);
  bench.mixer.replaceWorker(0);
  assert.is(bench.eventsOf('leg-failed').length, 2);
  assert.is(bench.eventsOf('leg-closed').length, 2);
  const first = bench.phone('c', { frequencyHz: 400 });
  const second = bench.phone('d', { frequencyHz: 700 });
  bench.run(100);
  // Every room there is, one after another.
  for (let room = 0; room < bench.mixer.memory.shape.rooms; room++) {
    for (const name of ['c', 'd']) bench.join(name, `room ${room}`);
    bench.run(600);
    assert.ok(hears(first.lately(400), 700) && hears(second.lately(400), 400), `room ${room}`);
  }
});

test('what a worker told before it was lost still counts', () => {
  const bench = new MixerBench();
  bench.phone('a');
  bench.run(100);
  // The main thread has not read it yet.
  const { memory } = bench.mixer;
  const ring = new WordRing(memory.words, memory.eventRing(0), memory.shape.eventWords);
  ring.push(Int32Array.of(EVENT_CLOSED, 0, 0, 0), EVENT_WORDS);
  bench.mixer.replaceWorker(0);
  assert.equal(bench.eventsOf('leg-failed'), []);
  assert.is(bench.eventsOf('leg-closed').length, 1);
});

test('a socket on its way to a worker that is lost is closed', () => {
  const bench = new MixerBench({ workers: 2 });
  bench.phone('a');
  bench.phone('b');
  bench.run(100);
  bench.join('a');
  bench.join('b');
  const { mixer, net } = bench;
  const port = bench.portOf('b');
  while (mixer.front.counters.get('moves') === 0) bench.run(1);
  mixer.replaceWorker(0);
  assert.equal(
    bench.eventsOf('leg-failed').map((event) => event.leg),
    [legId('a'), legId('b')],
  );
  assert.ok(net.bind(BENCH_ADDRESS, port, { receive: () => undefined }), 'the port is free again');
});

test.run();

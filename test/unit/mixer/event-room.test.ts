import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { EVENT_WORDS } from '../../../src/mixer/shared/event-ring.js';
import { WordRing } from '../../../src/mixer/shared/word-ring.js';
import { BENCH_ADDRESS, legId, MixerBench } from '../../support/mixer-bench.js';

const test = suite('event-room');

test('a leg whose socket cannot be opened is refused also when the event ring was full', () => {
  const bench = new MixerBench();
  const { memory, front } = bench.mixer;
  for (let port = 20_000; port < 20_100; port++)
    bench.net.bind(BENCH_ADDRESS, port, { receive: () => undefined });
  // The main thread has not listened for a while.
  const ring = new WordRing(memory.words, memory.eventRing(0), memory.shape.eventWords);
  while (ring.push(new Int32Array(EVENT_WORDS), EVENT_WORDS));
  bench.phone('a');
  bench.run(100);
  assert.equal(
    bench.eventsOf('leg-refused').map((event) => event.leg),
    [legId('a')],
  );
  assert.is(front.legCount, 0);
});

test.run();

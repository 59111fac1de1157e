import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, MixerBench } from '../../support/mixer-bench.js';

const test = suite('full-house');

/** Every leg there can be, each in a room of its own, in two workers. */
function fullHouse(): MixerBench {
  const bench = new MixerBench({ workers: 2, legsPerWorker: 1 });
  for (const name of ['a', 'b']) bench.phone(name);
  bench.run(100);
  for (const name of ['a', 'b']) bench.join(name, `room of ${name}`);
  bench.run(100);
  return bench;
}

test('a leg changes its room while every leg has a room of its own', () => {
  const bench = fullHouse();
  bench.join('b', 'another room');
  bench.run(100);
  assert.is(bench.mixer.front.legCount, 2);
});

test('a room that was just left does not disturb the next one, in another worker', () => {
  const bench = fullHouse();
  const phone = bench.phones.get(legId('b'))!;
  bench.mixer.send({ type: 'leave-room', leg: legId('a') });
  bench.join('b', 'another room');
  phone.gapMsMax = 0;
  bench.run(500);
  assert.ok(phone.lately(400).length === 3200 && phone.gapMsMax <= 40, `gap of ${phone.gapMsMax} ms`);
  assert.is(bench.close('b').packetsSent > 30, true);
});

test.run();

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { below, seededRandom } from '../../../src/base/random.js';
import { writeHeader } from '../../../src/rtp/packet.js';
import { FakePacketIo } from '../../support/fake-packet-io.js';
import { legId, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('hostile');
const AMPLITUDE = 6000;

test('any bytes from a peer harm nobody else, and that peer is heard again when it behaves', () => {
  for (let seed = 0; seed < 8; seed++) {
    const random = seededRandom(seed);
    const bench = new MixerBench();
    const bad = bench.phone('bad', { frequencyHz: 400 });
    const good = bench.phone('good', { frequencyHz: 700 });
    const listener = bench.phone('listener', { frequencyHz: 1100 });
    for (const name of ['bad', 'good', 'listener']) bench.join(name);
    bench.run(500);
    const port = bench.portOf('bad');
    for (let i = 0; i < 2000; i++) {
      const bytes = Uint8Array.from({ length: below(random, 1400) }, () => random.u32());
      // Every other one has a sound header with wild numbers, of audio or of an event.
      if (i % 2 === 0 && bytes.length >= 12) {
        const type = below(random, 2) === 0 ? 8 : 101;
        const timestamp = below(random, 2) === 0 ? random.u32() : bad.timestamp + below(random, 4000);
        writeHeader(bytes, 0, type, false, random.u32() & 0xffff, timestamp | 0, below(random, 3));
      }
      bench.net.send(bytes, bad.address, bad.port, '10.0.0.1', port);
      if (i % 10 === 0) bench.run(3);
    }
    bench.run(1500);
    assert.ok(Math.abs(amplitudeOf(listener.lately(500), 700) / AMPLITUDE - 1) < 0.1);
    assert.ok(Math.abs(amplitudeOf(good.lately(500), 400) / AMPLITUDE - 1) < 0.1, `seed ${seed}`);
    const counts = bench.mixer.counts(0);
    assert.is(counts.legFaults, 0);
    assert.is(counts.kernelRowsSkipped, 0);
    assert.ok(counts.packetsNotRtp > 0);
    assert.is(bench.close('bad').packetsForeign, 0);
  }
});

/** Throws while it is asked for one slot. */
class FaultyIo extends FakePacketIo {
  override openResult(slot: number): number | undefined {
    if (slot === 1) throw new Error('a fault of ours');
    return super.openResult(slot);
  }
}

test('a fault in one leg ends that leg alone, told once', () => {
  const bench = new MixerBench({ createIo: (net, handles) => new FaultyIo(net, handles) });
  const a = bench.phone('a', { frequencyHz: 400 });
  bench.phone('b', { frequencyHz: 700 });
  bench.phone('c', { frequencyHz: 1100 });
  for (const name of ['a', 'b', 'c']) bench.join(name);
  bench.run(1000);
  assert.equal(bench.eventsOf('leg-failed'), [{ type: 'leg-failed', leg: legId('b'), code: 'LEG_FAULT' }]);
  assert.equal(
    bench.eventsOf('leg-closed').map((event) => event.leg),
    [legId('b')],
  );
  assert.is(bench.mixer.counts(0).legFaults, 1);
  assert.is(bench.mixer.front.legCount, 2);
  assert.ok(Math.abs(amplitudeOf(a.lately(500), 1100) / AMPLITUDE - 1) < 0.1);
});

test.run();

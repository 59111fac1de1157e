import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('long-run');
const AMPLITUDE = 6000;
const hears = (sound: readonly number[], hz: number): boolean =>
  Math.abs(amplitudeOf(sound, hz) / AMPLITUDE - 1) < 0.1;

// Phases are 5 ms: their count fills 31 bits after 124 days and 32 bits after 248.
for (const bits of [31, 32]) {
  test(`calls go on while the count of phases grows beyond ${bits} bits`, () => {
    const bench = new MixerBench({ firstPhase: 2 ** bits - 400, mediaSilentMs: 1000 });
    const first = bench.phone('a', { frequencyHz: 400 });
    const second = bench.phone('b', { frequencyHz: 700 });
    bench.run(200);
    for (const name of ['a', 'b']) bench.join(name);
    bench.run(1000);
    for (const phone of [first, second]) phone.gapMsMax = 0;
    bench.run(2000);
    assert.ok(hears(first.lately(1500), 700) && hears(second.lately(1500), 400));
    for (const phone of [first, second]) assert.ok(phone.gapMsMax <= 25, `gap of ${phone.gapMsMax} ms`);
    assert.equal(bench.eventsOf('media-silent'), []);
    const stats = bench.close('a');
    assert.is(stats.framesConcealed + stats.packetsLost, 0);
    assert.is(bench.mixer.front.legCount, 1);
    assert.is(bench.eventsOf('leg-closed')[0]!.leg, legId('a'));
  });
}

test.run();

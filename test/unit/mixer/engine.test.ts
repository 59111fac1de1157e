import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, mediaOf, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf, rms } from '../../support/tone.js';

const test = suite('engine');
const AMPLITUDE = 6000;
const TONES = [400, 700, 1100] as const;

/** Is this tone in what was heard, at the level it was sent with? */
const hears = (samples: readonly number[], hz: number): boolean => {
  const amplitude = amplitudeOf(samples, hz);
  return amplitude > AMPLITUDE * 0.9 && amplitude < AMPLITUDE * 1.1;
};
const hearsNot = (samples: readonly number[], hz: number): boolean =>
  amplitudeOf(samples, hz) < AMPLITUDE * 0.01;

test('three parties hear both others and never themselves', () => {
  const bench = new MixerBench();
  const names = ['a', 'b', 'c'];
  const phones = names.map((name, i) =>
    bench.phone(name, { frequencyHz: TONES[i]!, codec: i === 1 ? 'PCMU' : 'PCMA', offsetMs: i * 7 }),
  );
  for (const name of names) bench.join(name);
  bench.run(2000);
  for (const [i, phone] of phones.entries()) {
    const sound = phone.lately(1000);
    for (const [j, hz] of TONES.entries()) {
      assert.ok(i === j ? hearsNot(sound, hz) : hears(sound, hz), `${names[i]} at ${hz} Hz`);
    }
    assert.ok(phone.gapMsMax <= 25, `gap of ${phone.gapMsMax} ms`);
  }
});

test('a leg begins far from the wrap of its sequence numbers: what seals it starts at index 0 (RFC 3711 §3.3.1)', () => {
  const bench = new MixerBench();
  const first: number[] = [];
  for (let i = 0; i < 64; i++) {
    const remote = { address: '10.0.0.3', port: 4000 + 2 * i };
    bench.net.bind(remote.address, remote.port, {
      receive: (bytes) => void (first[i] ??= new DataView(bytes.buffer, bytes.byteOffset).getUint16(2)),
    });
    bench.phone(`leg ${i}`, {}, { remote });
  }
  bench.run(100);
  assert.is(first.length, 64);
  assert.ok(Math.max(...first) < 0x8000);
  assert.ok(new Set(first).size > 32);
});

test('silence flows from the opening on, before anybody has joined', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { frequencyHz: 400 });
  bench.run(1000);
  assert.ok(phone.packetsHeard >= 48);
  assert.is(rms(phone.heard) < 10, true);
});

test('closing ends with the statistics, once', () => {
  const bench = new MixerBench();
  bench.phone('a');
  bench.run(1000);
  const stats = bench.close('a');
  assert.ok(stats.packetsReceived > 40);
  assert.ok(stats.packetsSent > 45);
  assert.is(stats.packetsLost, 0);
  assert.is(bench.mixer.front.legCount, 0);
  assert.is(bench.freePorts.length, 1);
  assert.is(bench.eventsOf('leg-closed').length, 1);
  assert.is(bench.eventsOf('leg-opened')[0]!.leg, legId('a'));
});

test('a session refresh does not begin the silence of a leg anew, another address does [C30]', () => {
  const bench = new MixerBench({ mediaSilentMs: 1000 });
  const phone = bench.phone('a');
  bench.run(500);
  phone.sending = false;
  const media = mediaOf(phone);
  const update = (remote: typeof media.remote): void => {
    bench.mixer.send({ type: 'update-leg', leg: legId('a'), media: { ...media, remote } });
    bench.run(700);
  };
  for (let refresh = 0; refresh < 5; refresh++) update(media.remote);
  assert.equal(
    bench.eventsOf('media-silent').map(({ silentMs }) => Math.round(silentMs / 100)),
    [10, 20, 30],
  );
  update({ address: '10.0.0.9', port: 4444 });
  assert.is(bench.eventsOf('media-silent').length, 3);
});

test('a leg that is heard again after its silence was told is told once [C30]', () => {
  const bench = new MixerBench({ mediaSilentMs: 1000 });
  const phone = bench.phone('a');
  bench.run(500);
  for (const gapMs of [900, 2500]) {
    phone.sending = false;
    bench.run(gapMs);
    assert.equal(bench.eventsOf('media-heard'), []);
    phone.sending = true;
    bench.run(500);
  }
  assert.is(bench.eventsOf('media-silent').length, 2);
  assert.equal(bench.eventsOf('media-heard'), [{ type: 'media-heard', leg: legId('a') }]);
});

test.run();

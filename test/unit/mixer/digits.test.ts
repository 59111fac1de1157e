import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { legId, mediaOf, MixerBench } from '../../support/mixer-bench.js';
import { amplitudeOf } from '../../support/tone.js';

const test = suite('digits');
const sendDigits = (bench: MixerBench, digits: string, onMs = 100, offMs = 60): void =>
  bench.mixer.send({ type: 'send-digits', leg: legId('a'), digits, onMs, offMs });

test('digits reach the peer as events, in order, between the audio', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { amplitude: 0 });
  bench.phone('b', { frequencyHz: 500 });
  for (const name of ['a', 'b']) bench.join(name);
  bench.run(500);
  sendDigits(bench, '12#');
  bench.run(400);
  assert.is(bench.eventsOf('digits-sent').length, 0);
  bench.run(200);
  assert.equal(bench.eventsOf('digits-sent'), [{ type: 'digits-sent', leg: legId('a') }]);
  assert.is(phone.digitsHeard, '12#');
  const ends = phone.eventPackets.filter(({ end }) => end);
  assert.is(ends.length, 9);
  assert.is(phone.eventPackets.filter(({ marker }) => marker).length, 3);
  bench.run(500);
  assert.ok(amplitudeOf(phone.lately(300), 500) > 5500, 'the talk goes on');
});

for (const ptimeMs of [10, 20, 30, 60]) {
  test(`the timestamps of the audio run on past the keys, with ${ptimeMs} ms packets`, () => {
    const bench = new MixerBench();
    const phone = bench.phone('a', { amplitude: 0, ptimeMs });
    bench.phone('b', { frequencyHz: 500 });
    for (const name of ['a', 'b']) bench.join(name);
    bench.run(1000);
    sendDigits(bench, '7');
    bench.run(1000);
    // What was heard lies at its timestamps: two seconds of it, with a hole where the key was.
    assert.ok(Math.abs(phone.heard.length - 2000 * 8) <= 700, `${phone.heard.length}`);
    const starts = new Set(phone.eventPackets.map(({ timestamp }) => timestamp));
    assert.is(starts.size, 1);
    assert.ok(amplitudeOf(phone.heard.slice(-4000), 500) > 5500);
  });
}

test('sequence numbers count events and audio together', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { amplitude: 0 });
  const sequences: number[] = [];
  const receive = phone.receive.bind(phone);
  phone.receive = (bytes) => {
    sequences.push((bytes[2]! << 8) | bytes[3]!);
    receive(bytes);
  };
  bench.run(300);
  sendDigits(bench, '19');
  bench.run(600);
  assert.ok(sequences.length > 40);
  for (let i = 1; i < sequences.length; i++) assert.is((sequences[i]! - sequences[i - 1]!) & 0xffff, 1);
});

test('a peer without telephone-event hears the keys as tones, and nothing else meanwhile', () => {
  for (const codec of ['PCMA', 'PCMU'] as const) {
    const bench = new MixerBench();
    const phone = bench.phone('a', { amplitude: 0, codec });
    const { sendEventPayloadType: _, ...media } = mediaOf(phone);
    bench.mixer.send({ type: 'update-leg', leg: legId('a'), media });
    bench.phone('b', { frequencyHz: 500 });
    for (const name of ['a', 'b']) bench.join(name);
    bench.run(500);
    sendDigits(bench, '5', 200, 200);
    bench.run(150);
    const sound = phone.lately(100);
    assert.ok(amplitudeOf(sound, 770) > 3000 && amplitudeOf(sound, 1336) > 4000);
    assert.ok(amplitudeOf(sound, 500) < 100, `${amplitudeOf(sound, 500)}`);
    bench.run(400);
    assert.is(bench.eventsOf('digits-sent').length, 1);
    assert.ok(amplitudeOf(phone.lately(100), 770) < 100 && amplitudeOf(phone.lately(100), 500) > 5500);
  }
});

test('lists of digits wait for each other, and each is answered once', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { amplitude: 0 });
  bench.run(200);
  for (let i = 0; i < 10; i++) sendDigits(bench, `${i}`);
  bench.run(3000);
  assert.is(phone.digitsHeard, '01234567');
  assert.is(bench.eventsOf('digits-sent').length, 10);
  assert.is(bench.mixer.front.counters.get('digitsRefused'), 2);
});

test('digits without a key in them are answered, too', () => {
  const bench = new MixerBench();
  bench.phone('a', { amplitude: 0 });
  bench.run(200);
  sendDigits(bench, 'x');
  bench.run(100);
  assert.is(bench.eventsOf('digits-sent').length, 1);
  assert.is(bench.mixer.front.counters.get('digitsCut'), 1);
});

test('media-started is told at the first packet that is heard, and again after a change of address', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a');
  phone.sending = false;
  bench.run(300);
  assert.is(bench.eventsOf('media-started').length, 0);
  phone.sending = true;
  bench.run(300);
  assert.equal(bench.eventsOf('media-started'), [{ type: 'media-started', leg: legId('a') }]);
  const media = mediaOf(phone);
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media });
  bench.run(100);
  assert.is(bench.eventsOf('media-started').length, 1, 'the same address');
  const other = { ...media, remote: { address: '10.0.0.9', port: 4444 } };
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media: other });
  bench.run(100);
  assert.is(bench.eventsOf('media-started').length, 1, 'nothing came from there');
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media });
  bench.run(100);
  assert.is(bench.eventsOf('media-started').length, 2);
});

test.run();

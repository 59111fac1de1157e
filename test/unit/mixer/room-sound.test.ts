import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { G711_LAW, encodeG711 } from '../../../src/audio/g711.js';
import { legId, mediaOf, MixerBench, roomKey } from '../../support/mixer-bench.js';
import type { TestPhone } from '../../support/test-phone.js';
import { amplitudeOf, rms, sine, steepestStep } from '../../support/tone.js';

const test = suite('room-sound');
const AMPLITUDE = 6000;
const TONES = [400, 700, 1100] as const;
const PROMPT_HZ = 1500;
const PROMPT = { id: 'hello', language: 'en', samples: sine(PROMPT_HZ, AMPLITUDE, 0, 8000) };
const hello = { id: 'hello', language: 'en' };

const level = (sound: readonly number[], hz: number): number => amplitudeOf(sound, hz) / AMPLITUDE;
const hears = (sound: readonly number[], hz: number): boolean => Math.abs(level(sound, hz) - 1) < 0.1;
const hearsNot = (sound: readonly number[], hz: number): boolean => level(sound, hz) < 0.01;

/** Phones a, b, c with their tones, in one room, a second old. */
function room(): { bench: MixerBench; phones: [TestPhone, TestPhone, TestPhone] } {
  const bench = new MixerBench({ prompts: [PROMPT], mediaSilentMs: 1000 });
  const phones = ['a', 'b', 'c'].map((name, i) => bench.phone(name, { frequencyHz: TONES[i]! }));
  for (const name of ['a', 'b', 'c']) bench.join(name);
  bench.run(1000);
  return { bench, phones: phones as [TestPhone, TestPhone, TestPhone] };
}

test('who is muted is not heard and goes on hearing', () => {
  const { bench, phones } = room();
  bench.mixer.send({ type: 'set-heard', leg: legId('a'), heard: false });
  bench.run(600);
  assert.ok(hearsNot(phones[1].lately(500), 400) && hears(phones[1].lately(500), 1100));
  assert.ok(hears(phones[0].lately(500), 700) && hears(phones[0].lately(500), 1100));
  bench.mixer.send({ type: 'set-heard', leg: legId('a'), heard: true });
  bench.run(600);
  assert.ok(hears(phones[1].lately(500), 400));
});

test('muting, entering and leaving do not click', () => {
  const bench = new MixerBench();
  bench.phone('talker', { frequencyHz: 210 });
  const listener = bench.phone('listener', { amplitude: 0 });
  bench.join('listener');
  bench.run(500);
  bench.join('talker');
  bench.run(517);
  for (let i = 0; i < 10; i++) {
    bench.mixer.send({ type: 'set-heard', leg: legId('talker'), heard: i % 2 === 1 });
    bench.run(103);
  }
  bench.mixer.send({ type: 'leave-room', leg: legId('talker') });
  bench.run(211);
  bench.join('talker');
  bench.run(223);
  bench.mixer.send({ type: 'leave-room', leg: legId('listener') });
  bench.run(301);
  bench.join('listener');
  bench.run(307);
  bench.close('talker');
  // A 210 Hz tone of this level moves by 990 from sample to sample; A-law's steps add a little.
  assert.ok(steepestStep(listener.heard) < 1300, `${steepestStep(listener.heard)}`);
  assert.ok(rms(listener.lately(20)) < 10, 'gone');
});

test('a private prompt is heard over the talk by one leg alone, and its end is told', () => {
  const { bench, phones } = room();
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 5, prompts: [hello] });
  bench.run(900);
  assert.ok(hears(phones[0].lately(500), PROMPT_HZ) && hears(phones[0].lately(500), 700));
  assert.ok(hearsNot(phones[1].lately(500), PROMPT_HZ) && hearsNot(phones[2].lately(500), PROMPT_HZ));
  assert.is(bench.eventsOf('play-done').length, 0);
  bench.run(200);
  assert.equal(bench.eventsOf('play-done'), [{ type: 'play-done', leg: legId('a'), play: 5 }]);
  bench.run(500);
  assert.ok(hearsNot(phones[0].lately(400), PROMPT_HZ));
});

test('a playlist plays in order, loops when told, and stops without a click', () => {
  const low = { id: 'low', language: 'en', samples: sine(210, AMPLITUDE, 0, 1600) };
  const bench = new MixerBench({ prompts: [PROMPT, low] });
  const phone = bench.phone('a', { amplitude: 0 });
  bench.run(100);
  const lowRef = { id: 'low', language: 'en' };
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 1, prompts: [lowRef, lowRef] });
  bench.run(600);
  assert.is(bench.eventsOf('play-done').length, 1);
  assert.ok(rms(phone.lately(100)) < 10);
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 2, prompts: [lowRef], loop: true });
  bench.run(2050);
  assert.ok(hears(phone.lately(800), 210));
  bench.mixer.send({ type: 'stop-play', leg: legId('a') });
  bench.run(300);
  assert.ok(rms(phone.lately(200)) < 10);
  assert.is(bench.eventsOf('play-done').length, 1, 'not for a stopped one');
  assert.ok(steepestStep(phone.heard) < 1300, `${steepestStep(phone.heard)}`);
});

test('unknown prompts are skipped and counted; a list of nothing else is done at once', () => {
  const { bench, phones } = room();
  const missing = { id: 'missing', language: 'en' };
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 1, prompts: [missing, hello] });
  bench.run(500);
  assert.ok(hears(phones[0].lately(300), PROMPT_HZ));
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 2, prompts: [missing] });
  bench.run(20);
  assert.equal(
    bench.eventsOf('play-done').map((event) => event.play),
    [2],
  );
  assert.is(bench.mixer.front.counters.get('promptsUnknown'), 2);
});

test('announcements are heard by everybody in the room, one after another', () => {
  const { bench, phones } = room();
  bench.mixer.send({ type: 'play-room', room: roomKey('room'), prompts: [hello] });
  bench.mixer.send({ type: 'play-room', room: roomKey('room'), prompts: [hello] });
  bench.run(1900);
  for (const phone of phones) assert.ok(hears(phone.lately(1500), PROMPT_HZ));
  assert.ok(hears(phones[0].lately(1500), 700) && hearsNot(phones[0].lately(1500), 400));
  bench.run(700);
  for (const phone of phones) assert.ok(hearsNot(phone.lately(400), PROMPT_HZ));
});

test('echo sends a leg its own sound back, and nobody else', () => {
  const bench = new MixerBench();
  const phones = ['a', 'b'].map((name, i) => bench.phone(name, { frequencyHz: TONES[i]! }));
  bench.mixer.send({ type: 'echo', leg: legId('a'), on: true });
  bench.run(1000);
  assert.ok(hears(phones[0]!.lately(500), 400) && hearsNot(phones[0]!.lately(500), 700));
  assert.ok(rms(phones[1]!.lately(500)) < 10);
  bench.mixer.send({ type: 'echo', leg: legId('a'), on: false });
  bench.run(500);
  assert.ok(hearsNot(phones[0]!.lately(300), 400));
});

test('rooms do not hear each other, and a leg in none hears nothing', () => {
  const bench = new MixerBench();
  const phones = ['a', 'b', 'c'].map((name, i) => bench.phone(name, { frequencyHz: TONES[i]! }));
  bench.join('a', 'first');
  bench.join('b', 'second');
  bench.run(1000);
  for (const phone of phones) assert.ok(rms(phone.lately(500)) < 10);
  bench.join('b', 'first');
  bench.run(500);
  assert.ok(hears(phones[0]!.lately(300), 700));
});

test('a key is one digit, and its tone never reaches the room', () => {
  const { bench, phones } = room();
  const [talker, listener] = phones;
  // The peer sends the key's tone in its audio as well, as some gateways do, from 40 ms before the first event.
  const before = listener.heard.length;
  talker.frequencyHz = 697;
  const eventStart = talker.timestamp;
  for (let i = 1; i <= 5; i++) {
    talker.sendEvent(5, eventStart, i * 160, false, i === 1);
    bench.run(20);
  }
  for (let i = 0; i < 3; i++) talker.sendEvent(5, eventStart, 800, true);
  talker.frequencyHz = 400;
  bench.run(400);
  assert.equal(
    bench.eventsOf('digit').map(({ leg, key }) => [leg, key]),
    [[legId('a'), '5']],
  );
  assert.equal(
    bench.eventsOf('digit-end').map(({ key, durationMs }) => [key, durationMs]),
    [['5', 100]],
  );
  assert.ok(bench.eventsOf('digit')[0]!.atMs >= 1000 && bench.eventsOf('digit')[0]!.atMs <= 1010);
  const meanwhile = listener.heard.slice(before, before + 160 * 6);
  assert.ok(level(meanwhile, 697) < 0.12, `${level(meanwhile, 697)} of the key's tone`);
  assert.ok(hears(listener.lately(200), 400), 'speech is back');
});

test('on hold nothing is heard or sent as the direction says, and it comes back', () => {
  const { bench, phones } = room();
  const [held, other] = phones;
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media: mediaOf(held, { remote: undefined }) });
  bench.run(200);
  const sent = held.packetsHeard;
  bench.run(400);
  assert.is(held.packetsHeard, sent);
  assert.ok(hearsNot(other.lately(300), 400));
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media: mediaOf(held, { direction: 'sendonly' }) });
  bench.run(500);
  assert.ok(hears(held.lately(300), 700));
  assert.ok(hearsNot(other.lately(300), 400));
  bench.mixer.send({ type: 'update-leg', leg: legId('a'), media: mediaOf(held) });
  bench.run(500);
  assert.ok(hears(other.lately(300), 400) && hears(held.lately(300), 700));
  // The sent timestamp ran on over the hold: the phone's timeline is as long as the call.
  assert.ok(
    Math.abs(held.heard.length / 8 - bench.nowMs) < 60,
    `${held.heard.length / 8} of ${bench.nowMs} ms`,
  );
});

test('a changed codec and packet time take effect without a gap over 60 ms', () => {
  const { bench, phones } = room();
  const [, other] = phones;
  for (const ptimeMs of [60, 10, 30, 50, 40, 20]) {
    other.gapMsMax = 0;
    const media = mediaOf(other, { codec: 'PCMU', sendPayloadType: 0, ptimeMs });
    bench.mixer.send({ type: 'update-leg', leg: legId('b'), media });
    bench.run(300);
    other.payloadSizes.clear();
    bench.run(700);
    assert.equal([...other.payloadSizes], [ptimeMs * 8]);
    assert.ok(other.gapMsMax <= 60, `${other.gapMsMax} ms at ${ptimeMs}`);
    assert.ok(hears(other.lately(400), 400));
  }
});

test('a leg that changes rooms over and over is sent one frame for each 20 ms', () => {
  // 25 ms: from room to room one phase on, so that each comes early.
  for (const startMs of [200, 205, 210, 215]) {
    const bench = new MixerBench();
    const phone = bench.phone('a');
    // Four rooms, one for each phase.
    for (const name of ['b', 'c', 'd', 'e']) {
      bench.phone(name);
      bench.join(name, name);
    }
    bench.run(startMs);
    for (let i = 0; i < 60; i++) {
      bench.join('a', ['b', 'c', 'd', 'e'][i % 4]);
      bench.run(25);
    }
    const heardMs = phone.heard.length / 8;
    assert.ok(Math.abs(heardMs - bench.nowMs) < 40, `${heardMs} of ${bench.nowMs} ms`);
    assert.ok(phone.gapMsMax <= 40, `${phone.gapMsMax}`);
  }
});

test('talking is told with its beginning and its end, not of the muted', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { amplitude: 0 });
  bench.join('a');
  bench.run(500);
  assert.is(bench.eventsOf('talking').length, 0);
  phone.amplitude = AMPLITUDE;
  bench.run(500);
  phone.amplitude = 0;
  bench.run(1000);
  phone.amplitude = AMPLITUDE;
  bench.run(200);
  bench.mixer.send({ type: 'set-heard', leg: legId('a'), heard: false });
  bench.run(1000);
  assert.equal(
    bench.eventsOf('talking').map((event) => event.talking),
    [true, false, true, false],
  );
});

test('a leg from which nothing comes is told again and again, not on hold', () => {
  const { bench, phones } = room();
  phones[0].sending = false;
  bench.run(3500);
  assert.equal(
    bench.eventsOf('media-silent').map(({ leg, silentMs }) => [leg, Math.floor(silentMs / 100)]),
    [10, 20, 30].map((tenths) => [legId('a'), tenths]),
  );
  bench.mixer.send({
    type: 'update-leg',
    leg: legId('a'),
    media: mediaOf(phones[0], { direction: 'inactive' }),
  });
  bench.run(3000);
  assert.is(bench.eventsOf('media-silent').length, 3);
});

for (const codec of ['PCMA', 'PCMU'] as const) {
  test(`who has kept both laws is heard in the one that was not chosen, ${codec}, and in both by turns`, () => {
    const [chosen, chosenType, otherType] =
      codec === 'PCMA' ? (['PCMU', 0, 8] as const) : (['PCMA', 8, 0] as const);
    const bench = new MixerBench();
    const both = {
      codec: chosen,
      sendPayloadType: chosenType,
      receivePayloadType: chosenType,
      receiveOtherLawPayloadType: otherType,
    };
    const talker = bench.phone('a', { codec, frequencyHz: 700 }, both);
    const listener = bench.phone('b', { amplitude: 0 });
    for (const name of ['a', 'b']) bench.join(name);
    bench.run(1000);
    assert.ok(hears(listener.lately(500), 700) && rms(listener.lately(500)) < 4500);
    talker.sending = false;
    for (let packet = 0; packet < 25; packet++) {
      const samples = sine(700, AMPLITUDE, packet * 160, 160);
      const [type, law] = packet % 2 === 0 ? ([0, 'PCMU'] as const) : ([8, 'PCMA'] as const);
      talker.sendPacket(type, encodeG711(G711_LAW[law], samples), talker.timestamp, false);
      bench.run(20);
    }
    assert.ok(hears(listener.lately(300), 700) && steepestStep(listener.lately(300)) < 4000);
    assert.is(bench.mixer.counts(0).packetsOtherPayload, 0);
  });
}

test('strangers are counted and never heard; an allowed one is learnt and answered', () => {
  const { bench, phones } = room();
  const [a, b] = phones;
  const stranger = bench.phone('x', { frequencyHz: 2000, address: '10.9.0.1' });
  bench.run(60);
  bench.close('x');
  const port = bench.portOf('a');
  stranger.connect('10.0.0.1', port);
  bench.run(500);
  assert.ok(hearsNot(b.lately(400), 2000));
  a.sending = false;
  bench.mixer.send({
    type: 'update-leg',
    leg: legId('a'),
    media: mediaOf(a, { remote: { address: '192.168.1.5', port: 9 }, learnFrom: ['10.8.0.0/15'] }),
  });
  bench.run(700);
  assert.ok(hears(b.lately(400), 2000), 'the caller behind a NAT');
  assert.ok(hears(stranger.lately(300), 700), 'is answered');
  assert.ok(bench.close('a').packetsForeign > 20);
});

test('packets for a closed leg, and no RTP at all, are dropped and counted', () => {
  const { bench, phones } = room();
  phones[0].sendPacket(8, new Uint8Array(0), 1, false);
  phones[0].sendPacket(97, new Uint8Array(160), 1, false);
  bench.net.send(Uint8Array.of(1, 2, 3), '10.0.0.2', phones[0].port, '10.0.0.1', bench.portOf('a'));
  bench.run(20);
  const counts = bench.mixer.counts(0);
  assert.is(counts.packetsRefused, 1);
  assert.is(counts.packetsOtherPayload, 1);
  assert.is(counts.packetsNotRtp, 1);
  assert.is(counts.kernelRowsSkipped, 0);
});

test('no slot, no port and no socket refuse a leg, each with its code', () => {
  const bench = new MixerBench({ legsPerWorker: 1 });
  bench.phone('a');
  bench.phone('b');
  bench.run(40);
  assert.equal(bench.eventsOf('leg-refused'), [{ type: 'leg-refused', leg: legId('b'), code: 'LEG_LIMIT' }]);
  bench.close('a');
  bench.phone('c');
  bench.run(100);
  assert.is(bench.eventsOf('leg-opened').length, 2, 'the slot is free again');
});

test.run();

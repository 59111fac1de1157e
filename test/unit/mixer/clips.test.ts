import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClipId } from '../../../src/base/ids.js';
import { legId, MixerBench, roomKey } from '../../support/mixer-bench.js';
import type { TestPhone } from '../../support/test-phone.js';
import { amplitudeOf, rms, sine } from '../../support/tone.js';

const test = suite('clips');
const HZ = 650;
const BEEP_HZ = 1000;
const AMPLITUDE = 6000;
const clipId = (name: string): ClipId => name as ClipId;
const clip = (name: string) => ({ id: `clip:${name}`, language: 'en' });
const long = { id: 'long', language: 'en', samples: sine(2000, 3000, 0, 8000 * 12) };

const record = (bench: MixerBench, leg: string, name: string, maxMs = 5000): void =>
  bench.mixer.send({ type: 'record-clip', leg: legId(leg), clip: clipId(name), maxMs });
const forget = (bench: MixerBench, name: string): void =>
  bench.mixer.send({ type: 'forget-clip', clip: clipId(name) });

/** Says its tone for `talkMs`, half a second after the beep, and presses # at last. */
function speak(bench: MixerBench, leg: string, name: string, talkMs: number): TestPhone {
  const phone = bench.phones.get(legId(leg))!;
  phone.amplitude = 0;
  record(bench, leg, name);
  bench.run(700);
  phone.amplitude = AMPLITUDE;
  bench.run(talkMs);
  phone.amplitude = 0;
  bench.run(500);
  bench.mixer.send({ type: 'stop-clip', leg: legId(leg) });
  bench.run(100);
  return phone;
}

test('a beep, then what is said is kept without the silence around it, and played to a leg', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { frequencyHz: HZ });
  const other = bench.phone('b', { amplitude: 0 });
  bench.run(200);
  speak(bench, 'a', 'name', 1000);
  assert.ok(amplitudeOf(phone.heard.slice(1800, 3200), BEEP_HZ) > 3000, 'the beep');
  assert.is(bench.eventsOf('play-done').length, 0);
  const [recorded, ...more] = bench.eventsOf('clip-recorded');
  assert.equal(more, []);
  assert.is(recorded!.clip, 'name');
  assert.ok(recorded!.durationMs >= 1000 && recorded!.durationMs <= 1400, `${recorded!.durationMs} ms`);
  bench.mixer.send({ type: 'play', leg: legId('b'), play: 3, prompts: [clip('name')] });
  bench.run(recorded!.durationMs + 60);
  assert.is(bench.eventsOf('play-done').length, 1);
  const sound = other.lately(recorded!.durationMs);
  assert.ok(amplitudeOf(sound.slice(4000, 8000), HZ) > 0.9 * AMPLITUDE);
  const loud = Array.from({ length: sound.length / 160 }, (_, i) => sound.slice(i * 160, i * 160 + 160));
  const spoken = loud.filter((block) => rms(block) > 2000).length * 20;
  assert.ok(Math.abs(spoken - 1000) <= 40, `${spoken} ms`);
});

test('what one worker has recorded is heard in a room of another', () => {
  const bench = new MixerBench({ workers: 2 });
  bench.phone('a', { frequencyHz: HZ });
  const other = bench.phone('b', { amplitude: 0 });
  bench.run(200);
  assert.is(bench.mixer.front.legsOf(1), 1, 'they are in different workers');
  bench.join('b');
  speak(bench, 'a', 'name', 1000);
  bench.mixer.send({ type: 'play-room', room: roomKey('room'), prompts: [clip('name')] });
  bench.run(800);
  assert.ok(amplitudeOf(other.lately(400), HZ) > 0.9 * AMPLITUDE);
  assert.is(bench.mixer.front.counters.get('moves'), 0);
});

test('a leg that moves while it speaks loses nothing of it', () => {
  const bench = new MixerBench({ workers: 2 });
  bench.phone('b', { amplitude: 0 });
  const phone = bench.phone('a', { frequencyHz: HZ, amplitude: 0 });
  bench.run(200);
  bench.join('b');
  record(bench, 'a', 'name');
  bench.run(500);
  phone.amplitude = AMPLITUDE;
  bench.run(500);
  bench.join('a');
  bench.run(500);
  phone.amplitude = 0;
  bench.mixer.send({ type: 'stop-clip', leg: legId('a') });
  bench.run(200);
  assert.is(bench.mixer.front.counters.get('moves'), 1);
  const { durationMs } = bench.eventsOf('clip-recorded')[0]!;
  assert.ok(Math.abs(durationMs - 1060) <= 100, `${durationMs}`);
});

test('a clip ends at its longest, and with its leg', () => {
  const bench = new MixerBench();
  for (const name of ['a', 'b']) bench.phone(name, { frequencyHz: HZ });
  bench.run(200);
  record(bench, 'a', 'limited', 1500);
  record(bench, 'b', 'cut');
  bench.run(1200);
  bench.close('b');
  const types = bench.events.map(({ type }) => type);
  assert.ok(types.indexOf('clip-recorded') < types.indexOf('leg-closed'));
  bench.run(1000);
  const durations = new Map(bench.eventsOf('clip-recorded').map((event) => [event.clip, event.durationMs]));
  assert.is(durations.get(clipId('limited')), 1500);
  assert.ok(Math.abs(durations.get(clipId('cut'))! - 1000) <= 60, `${durations.get(clipId('cut'))}`);
});

test('who says nothing, or only clicks, has no clip', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { amplitude: 0 });
  bench.run(200);
  record(bench, 'a', 'silence', 1000);
  bench.run(800);
  phone.amplitude = 20_000;
  bench.run(40);
  phone.amplitude = 0;
  bench.run(1000);
  assert.is(bench.eventsOf('clip-recorded')[0]!.durationMs, 0);
  bench.mixer.send({ type: 'play', leg: legId('a'), play: 1, prompts: [clip('silence')] });
  bench.run(100);
  assert.is(bench.eventsOf('play-done').length, 1);
  assert.is(bench.mixer.front.counters.get('promptsUnknown'), 1);
});

test('the key that ends it is not in it', () => {
  const bench = new MixerBench();
  const phone = bench.phone('a', { frequencyHz: HZ, amplitude: 0 });
  const other = bench.phone('b', { amplitude: 0 });
  bench.run(200);
  record(bench, 'a', 'name');
  bench.run(600);
  phone.amplitude = AMPLITUDE;
  bench.run(600);
  // The tone leaks for 40 ms before the phone sends events.
  phone.frequencyHz = 1477;
  bench.run(40);
  const { timestamp } = phone;
  for (let ms = 0; ms < 160; ms += 20) {
    phone.sendEvent(11, timestamp, Math.min(ms + 20, 120) * 8, ms >= 120, ms === 0);
    bench.run(20);
  }
  bench.mixer.send({ type: 'stop-clip', leg: legId('a') });
  bench.run(200);
  bench.mixer.send({ type: 'play', leg: legId('b'), play: 1, prompts: [clip('name')] });
  bench.run(1200);
  assert.is(bench.eventsOf('digit').length, 1);
  const sound = other.lately(1200);
  assert.ok(amplitudeOf(sound, HZ) > 1500);
  assert.ok(amplitudeOf(sound, 1477) < 60, `${amplitudeOf(sound, 1477)}`);
});

test('a clip that is forgotten while it plays is heard to its end, then its place is used again', () => {
  const bench = new MixerBench({ clipsMax: 1, prompts: [long] });
  bench.phone('a', { frequencyHz: HZ });
  const other = bench.phone('b', { amplitude: 0 });
  bench.run(200);
  speak(bench, 'a', 'first', 1000);
  bench.mixer.send({
    type: 'play',
    leg: legId('b'),
    play: 1,
    prompts: [{ id: 'long', language: 'en' }, clip('first')],
  });
  forget(bench, 'first');
  bench.run(1000);
  record(bench, 'a', 'refused');
  bench.run(100);
  assert.is(bench.eventsOf('clip-recorded').at(-1)!.durationMs, 0);
  assert.is(bench.mixer.front.counters.get('clipsRefused'), 1);
  bench.run(11_500);
  assert.ok(amplitudeOf(other.lately(400), HZ) > 0.9 * AMPLITUDE);
  bench.run(2000);
  speak(bench, 'a', 'second', 500);
  assert.ok(bench.eventsOf('clip-recorded').at(-1)!.durationMs > 400);
  bench.mixer.send({ type: 'play', leg: legId('b'), play: 2, prompts: [clip('first')] });
  bench.run(100);
  assert.is(bench.mixer.front.counters.get('promptsUnknown'), 1);
});

test('a clip is not freed before the worker has heard that it is to be played', () => {
  const bench = new MixerBench({ clipsMax: 1 });
  bench.phone('a', { frequencyHz: HZ });
  const other = bench.phone('b', { amplitude: 0 });
  bench.run(200);
  speak(bench, 'a', 'first', 1000);
  bench.mixer.send({ type: 'play', leg: legId('b'), play: 1, prompts: [clip('first')] });
  forget(bench, 'first');
  record(bench, 'a', 'second');
  bench.run(800);
  assert.is(bench.mixer.front.counters.get('clipsRefused'), 1);
  assert.ok(amplitudeOf(other.lately(400), HZ) > 0.9 * AMPLITUDE);
});

test('hundreds of names in turn use the same few places', () => {
  const bench = new MixerBench({ clipsMax: 2 });
  bench.phone('a', { frequencyHz: HZ });
  bench.run(200);
  for (let i = 0; i < 200; i++) {
    record(bench, 'a', `name-${i}`, 100);
    bench.run(500);
    forget(bench, `name-${i}`);
  }
  const recorded = bench.eventsOf('clip-recorded');
  assert.is(recorded.length, 200);
  assert.ok(recorded.every(({ durationMs }) => durationMs === 100));
  assert.is(bench.mixer.front.counters.get('clipsRefused'), 0);
});

test('a worker that dies takes no place of the bank with it', () => {
  const bench = new MixerBench({ clipsMax: 1 });
  bench.phone('a', { frequencyHz: HZ });
  bench.run(200);
  record(bench, 'a', 'lost');
  bench.run(800);
  bench.mixer.replaceWorker(0);
  bench.run(100);
  assert.ok(bench.eventsOf('clip-recorded')[0]!.durationMs > 400);
  forget(bench, 'lost');
  bench.run(200);
  bench.phone('b', { frequencyHz: HZ });
  bench.run(100);
  record(bench, 'b', 'next', 500);
  bench.run(1000);
  assert.is(bench.eventsOf('clip-recorded').at(-1)!.durationMs, 500);
});

test('a second recording of a leg that records is refused, and the first goes on', () => {
  const bench = new MixerBench();
  bench.phone('a', { frequencyHz: HZ });
  bench.run(200);
  record(bench, 'a', 'first', 1000);
  bench.run(400);
  record(bench, 'a', 'second', 1000);
  bench.run(1500);
  const durations = bench.eventsOf('clip-recorded').map((event) => [event.clip, event.durationMs]);
  assert.equal(durations, [
    ['second', 0],
    ['first', 1000],
  ]);
});

test.run();

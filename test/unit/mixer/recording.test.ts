import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWav } from '../../../src/audio/wav.js';
import type { RecordingId } from '../../../src/base/ids.js';
import { MemoryFolder } from '../../../src/mixer/recording/recording-folder.js';
import { TAP_HEAD, TAP_SAMPLES, TAP_TAIL } from '../../../src/mixer/shared/layout.js';
import { legId, MixerBench, roomKey } from '../../support/mixer-bench.js';
import { amplitudeOf, sine } from '../../support/tone.js';

const test = suite('recording');
const AMPLITUDE = 6000;
const TONES = { a: 400, b: 700, c: 1100 } as const;
type Name = keyof typeof TONES;
const PROMPT_HZ = 1900;
const prompt = { id: 'starts', language: 'en', samples: sine(PROMPT_HZ, AMPLITUDE, 0, 8000) };
const hears = (sound: Int16Array, hz: number): boolean =>
  Math.abs(amplitudeOf(sound, hz) / AMPLITUDE - 1) < 0.1;
const hearsNot = (sound: Int16Array, hz: number): boolean => amplitudeOf(sound, hz) < 60;

interface World {
  readonly bench: MixerBench;
  readonly folder: MemoryFolder;
}

function world(workers = 1): World {
  const folder = new MemoryFolder();
  return { bench: new MixerBench({ workers, recordings: folder, prompts: [prompt] }), folder };
}
function enter(bench: MixerBench, name: Name): void {
  if (!bench.phones.has(legId(name))) bench.phone(name, { frequencyHz: TONES[name] });
  bench.join(name);
}
const start = (bench: MixerBench, tracks = true, id = 'r1', room = 'room'): void =>
  bench.mixer.send({
    type: 'start-recording',
    recording: id as RecordingId,
    room: roomKey(room),
    tracks,
  });
const stop = (bench: MixerBench, id = 'r1'): void => {
  bench.mixer.send({ type: 'stop-recording', recording: id as RecordingId });
  bench.run(300);
};
function soundOf(folder: MemoryFolder, name: string): Int16Array {
  const wav = readWav(folder.read(name) ?? new Uint8Array(), 8000);
  if (!wav.ok) throw new Error(`${name}: ${wav.error.code}`);
  return wav.value.samples;
}
const part = (sound: Int16Array, fromMs: number, toMs: number): Int16Array =>
  sound.subarray(fromMs * 8, toMs * 8);

test('the mix has everybody in it, and each track its own leg alone', () => {
  const { bench, folder } = world();
  for (const name of ['a', 'b', 'c'] as const) enter(bench, name);
  bench.run(500);
  start(bench);
  bench.run(2000);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.ok(written!.complete);
  assert.ok(Math.abs(written!.durationMs - 2000) <= 20, `${written!.durationMs}`);
  assert.equal(
    written!.files.map(({ name, leg }) => [name, leg]),
    [
      ['r1/mix.wav', undefined],
      ['r1/track-001.wav', 'a'],
      ['r1/track-002.wav', 'b'],
      ['r1/track-003.wav', 'c'],
    ],
  );
  for (const { name, bytes } of written!.files) {
    assert.is(folder.read(name)!.length, bytes);
    assert.is(bytes, 44 + written!.durationMs * 16);
  }
  const mix = soundOf(folder, 'r1/mix.wav');
  for (const hz of Object.values(TONES)) assert.ok(hears(part(mix, 100, 1900), hz), `${hz} in the mix`);
  for (const { name, leg } of written!.files.slice(1)) {
    const track = part(soundOf(folder, name), 100, 1900);
    for (const [owner, hz] of Object.entries(TONES))
      assert.ok(owner === leg ? hears(track, hz) : hearsNot(track, hz), `${hz} on the track of ${leg}`);
  }
});

test('tracks and mix are aligned to the sample, also of who comes late, goes early or comes back', () => {
  const { bench, folder } = world();
  enter(bench, 'a');
  bench.run(500);
  start(bench);
  bench.run(700);
  enter(bench, 'b');
  bench.run(800);
  bench.mixer.send({ type: 'leave-room', leg: legId('a') });
  bench.run(700);
  enter(bench, 'a');
  bench.run(700);
  bench.close('b');
  bench.run(500);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.is(written!.files.length, 3, 'who comes back goes on in the same track');
  const [mix, a, b] = written!.files.map(({ name }) => soundOf(folder, name));
  assert.ok(mix!.length === a!.length && mix!.length === b!.length);
  // µ-law's steps are within 3 % of the sample; anything that is shifted would differ by far more.
  let worst = 0;
  for (let i = 0; i < mix!.length; i++) {
    const sum = a![i]! + b![i]!;
    worst = Math.max(worst, Math.abs(mix![i]! - sum) - Math.abs(sum) * 0.035);
  }
  assert.ok(worst < 20, `${worst}`);
  assert.ok(hearsNot(part(b!, 0, 650), TONES.b) && hears(part(b!, 900, 1400), TONES.b));
  assert.ok(hearsNot(part(a!, 1600, 2150), TONES.a) && hears(part(a!, 2400, 2850), TONES.a));
  assert.ok(hearsNot(part(b!, 3050, 3300), TONES.b));
});

test('what is announced is in the mix, who is muted is not', () => {
  const { bench, folder } = world();
  for (const name of ['a', 'b'] as const) enter(bench, name);
  bench.mixer.send({ type: 'set-heard', leg: legId('a'), heard: false });
  bench.run(500);
  start(bench, false);
  const room = roomKey('room');
  bench.mixer.send({ type: 'play-room', room, prompts: [{ id: 'starts', language: 'en' }] });
  bench.run(1000);
  stop(bench);
  const mix = part(soundOf(folder, 'r1/mix.wav'), 100, 900);
  assert.ok(hears(mix, PROMPT_HZ) && hears(mix, TONES.b) && hearsNot(mix, TONES.a));
  assert.is(bench.eventsOf('recording-written')[0]!.files.length, 1);
});

test('the mix alone is written after a recording with tracks', () => {
  const { bench, folder } = world();
  for (const name of ['a', 'b', 'c'] as const) enter(bench, name);
  start(bench);
  bench.run(500);
  stop(bench);
  start(bench, false, 'r2');
  bench.run(1000);
  stop(bench, 'r2');
  const written = bench.eventsOf('recording-written').map(({ files }) => files.length);
  assert.equal(written, [4, 1]);
  assert.is(folder.read('r2/track-001.wav'), undefined);
  assert.ok(hears(part(soundOf(folder, 'r2/mix.wav'), 100, 900), TONES.b));
});

test('a later recording numbers its tracks anew', () => {
  const { bench, folder } = world();
  for (const name of ['a', 'b'] as const) enter(bench, name);
  start(bench);
  bench.run(500);
  stop(bench);
  bench.close('a');
  start(bench, true, 'r2');
  bench.run(1000);
  stop(bench, 'r2');
  const files = bench
    .eventsOf('recording-written')
    .at(-1)!
    .files.map(({ name, leg }) => [name, leg]);
  assert.equal(files, [
    ['r2/mix.wav', undefined],
    ['r2/track-001.wav', 'b'],
  ]);
  assert.ok(hears(part(soundOf(folder, 'r2/track-001.wav'), 100, 900), TONES.b));
});

test('a recording goes on while the room is empty, and may begin so', () => {
  const { bench, folder } = world(2);
  start(bench);
  bench.run(1000);
  enter(bench, 'a');
  bench.run(600);
  bench.close('a');
  bench.run(1000);
  enter(bench, 'b');
  bench.run(600);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.ok(written!.complete && Math.abs(written!.durationMs - 3260) <= 40, `${written!.durationMs}`);
  const mix = soundOf(folder, 'r1/mix.wav');
  assert.ok(hearsNot(part(mix, 0, 950), TONES.a) && hears(part(mix, 1150, 1550), TONES.a));
  assert.ok(hears(part(mix, 2800, 3200), TONES.b));
});

test('legs of other workers move to the recorded room and have their tracks', () => {
  const { bench, folder } = world(2);
  enter(bench, 'a');
  bench.run(100);
  start(bench);
  for (const name of ['b', 'c'] as const) enter(bench, name);
  bench.run(1000);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.is(written!.files.length, 4);
  for (const { name, leg } of written!.files.slice(1))
    assert.ok(hears(part(soundOf(folder, name), 300, 900), TONES[leg as string as Name]), `${leg}`);
});

test('silent participants have a track, too', () => {
  const { bench, folder } = world();
  bench.phone('a', { amplitude: 0 });
  bench.join('a');
  start(bench);
  bench.run(500);
  stop(bench);
  const track = soundOf(folder, 'r1/track-001.wav');
  assert.is(track.length, soundOf(folder, 'r1/mix.wav').length);
  // A-law has no zero.
  assert.ok(track.every((sample) => Math.abs(sample) <= 8));
});

test('files are playable while they are being written', () => {
  const { bench, folder } = world();
  enter(bench, 'a');
  start(bench);
  bench.run(2000);
  bench.mixer.send({ type: 'set-heard', leg: legId('a'), heard: false });
  bench.run(3500);
  for (const name of ['r1/mix.wav', 'r1/track-001.wav']) {
    const header = new DataView(folder.read(name)!.buffer);
    const announcedMs = header.getUint32(40, true) / 16;
    assert.ok(announcedMs > 3000 && announcedMs <= 5500, `${announcedMs} ms`);
    assert.ok(folder.read(name)!.length >= 44 + announcedMs * 16, 'as long as it says');
    assert.ok(hears(part(soundOf(folder, name), 200, Math.min(announcedMs, 2000) - 100), TONES.a));
  }
});

test('a worker that dies is followed by its successor in the same recording', () => {
  const { bench, folder } = world();
  enter(bench, 'a');
  start(bench);
  bench.run(1000);
  bench.mixer.replaceWorker(0);
  bench.run(500);
  bench.phone('b', { frequencyHz: TONES.b });
  bench.join('b');
  bench.run(1000);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.ok(Math.abs(written!.durationMs - 2500) <= 40, `${written!.durationMs}`);
  const mix = soundOf(folder, 'r1/mix.wav');
  assert.ok(hears(part(mix, 200, 900), TONES.a) && hears(part(mix, 1700, 2400), TONES.b));
});

test('a recording that was stopped when its worker died is written all the same', () => {
  const { bench } = world();
  enter(bench, 'a');
  start(bench);
  bench.run(1000);
  bench.mixer.send({ type: 'stop-recording', recording: 'r1' as RecordingId });
  bench.mixer.replaceWorker(0);
  bench.run(300);
  assert.is(bench.eventsOf('recording-written').length, 1);
});

class FullDisk extends MemoryFolder {
  full = false;
  override write(name: string, position: number, bytes: Uint8Array): void {
    if (this.full) throw new Error('ENOSPC');
    super.write(name, position, bytes);
  }
}

test('a disk that is full for a while costs what was said meanwhile, and is told', () => {
  const folder = new FullDisk();
  const bench = new MixerBench({ recordings: folder });
  enter(bench, 'a');
  start(bench);
  bench.run(1000);
  folder.full = true;
  bench.run(1000);
  folder.full = false;
  bench.run(1000);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.not.ok(written!.complete);
  const mix = soundOf(folder, 'r1/mix.wav');
  assert.ok(hears(part(mix, 200, 900), TONES.a) && hears(part(mix, 2200, 2900), TONES.a));
  assert.ok(hearsNot(part(mix, 1200, 1800), TONES.a));
});

test('what finds the ring full is counted and leaves silence of its length', () => {
  const { bench } = world();
  enter(bench, 'a');
  start(bench, false);
  bench.run(405);
  // As if the writer had stood still for long: here it is polled every 100 ms.
  const { words, tap } = { words: bench.mixer.memory.words, tap: bench.mixer.memory.tap(0) };
  words[tap + TAP_TAIL] = (words[tap + TAP_HEAD]! - TAP_SAMPLES) | 0;
  bench.run(60);
  assert.is(bench.mixer.counts(0).recordingFramesLost, 3);
  words[tap + TAP_TAIL] = words[tap + TAP_HEAD]!;
  bench.run(535);
  stop(bench);
  const [written] = bench.eventsOf('recording-written');
  assert.not.ok(written!.complete);
  assert.ok(Math.abs(written!.durationMs - 1000) <= 40, `${written!.durationMs}`);
});

test('what cannot be recorded is answered at once, and limits are counted', () => {
  const { bench } = world();
  enter(bench, 'a');
  start(bench, false, 'first');
  start(bench, false, 'second');
  start(bench, false, '../evil', 'other');
  for (let i = 0; i < 9; i++) start(bench, false, `more-${i}`, `room-${i}`);
  bench.run(20);
  assert.equal(
    bench.eventsOf('recording-written').map(({ recording, complete, files }) => [recording, complete, files]),
    ['second', '../evil', 'more-7', 'more-8'].map((id) => [id, false, []]),
  );
  assert.is(bench.mixer.front.counters.get('recordingsRefused'), 4);
  stop(bench, 'first');
  start(bench, false, 'again');
  bench.run(100);
  stop(bench, 'again');
  assert.is(bench.eventsOf('recording-written').length, 6);
  stop(bench, 'nobody');
  assert.is(bench.mixer.front.counters.get('commandsForUnknownRecording'), 1);
});

test('without a folder nothing is recorded, and that is said', () => {
  const bench = new MixerBench();
  start(bench);
  bench.run(20);
  assert.is(bench.eventsOf('recording-written').length, 1);
});

test.run();

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWav } from '../../../src/audio/wav.js';
import { silentLog } from '../../../src/base/log.js';
import { mediaShape } from '../../../src/mixer/media-shape.js';
import type { MixerEvent } from '../../../src/mixer/mixer.js';
import { PromptBank } from '../../../src/mixer/prompt-bank.js';
import { RecorderThread } from '../../../src/mixer/recorder-thread.js';
import type { RecorderCommand, RecorderEvent } from '../../../src/mixer/recording/recording-writer.js';
import { RECORD_HEAD, TRACK_SAMPLES } from '../../../src/mixer/recording/tap-ring.js';
import * as L from '../../../src/mixer/shared/layout.js';
import { MediaMemory } from '../../../src/mixer/shared/media-memory.js';
import { amplitudeOf, rms, sine } from '../../support/tone.js';

const test = suite('recorder-thread');
const HZ = 600;
const AMPLITUDE = 6000;
const WAIT_MS = 10_000;
const folders: string[] = [];
test.after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'recording-'));
  folders.push(made);
  return made;
}
function soundOf(path: string): Int16Array {
  const wav = existsSync(path) ? readWav(readFileSync(path), 8000) : undefined;
  return wav?.ok === true ? wav.value.samples : new Int16Array();
}
/** What the header says, whatever lies behind it. */
function announcedMs(path: string): number {
  const file = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  return file.length < 44 ? 0 : file.readUInt32LE(40) / 16;
}
async function until(isTrue: () => boolean): Promise<void> {
  const endMs = performance.now() + WAIT_MS;
  while (!isTrue()) {
    assert.ok(performance.now() < endMs, 'in time');
    await pause(20);
  }
}
function startProcess(into: string): ChildProcess {
  const script = fileURLToPath(new URL('../../support/recording-process.js', import.meta.url));
  return spawn(process.execPath, [script, into], { stdio: ['pipe', 'pipe', 'inherit'] });
}

test('a server that is killed leaves files that can be played', async () => {
  const into = folder();
  const child = startProcess(into);
  const path = join(into, 'r1', 'mix.wav');
  await until(() => announcedMs(path) >= 1500);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const sound = soundOf(path);
  assert.ok(sound.length >= 1500 * 8, `${sound.length} samples`);
  const level = amplitudeOf(sound.subarray(1600, 11_200), HZ);
  assert.ok(Math.abs(level / AMPLITUDE - 1) < 0.05, `${level}`);
});

test('a recording that is stopped is whole', async () => {
  const into = folder();
  const child = startProcess(into);
  const path = join(into, 'r1', 'mix.wav');
  await until(() => soundOf(path).length > 0);
  child.stdin!.write('\n');
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const written = JSON.parse(line.toString()) as Extract<MixerEvent, { type: 'recording-written' }>;
  await once(child, 'exit');
  assert.is(written.complete, true);
  assert.equal(written.files, [{ name: 'r1/mix.wav', bytes: readFileSync(path).length }]);
  assert.is(soundOf(path).length, written.durationMs * 8);
});

/** In place of the worker: says a tone through a tap, from frame to frame, and on the first track if there are any. */
function speak(memory: MediaMemory, tap: number, fromFrame: number, toFrame: number, tracks = 0): void {
  const block = memory.tap(tap);
  for (let frame = fromFrame; frame < toFrame; frame++) {
    const mix = sine(HZ, AMPLITUDE, frame * 160, 160);
    const head = memory.words[block + L.TAP_HEAD]!;
    const record = Int16Array.of(frame, frame >> 16, tracks, ...mix, ...(tracks > 0 ? [0, ...mix] : []));
    assert.is(record.length, RECORD_HEAD + tracks * TRACK_SAMPLES);
    for (const [i, sample] of record.entries())
      memory.samples[memory.tapSamples(tap) + ((head + i) & (L.TAP_SAMPLES - 1))] = sample;
    Atomics.store(memory.words, block + L.TAP_HEAD, head + record.length);
  }
}

interface Writer {
  readonly thread: RecorderThread;
  readonly memory: MediaMemory;
  readonly written: RecorderEvent[];
  /** As if by the worker: nothing more comes through the tap. */
  readonly endTap: () => void;
}
const OPEN: RecorderCommand = { type: 'open', tap: 1, name: 'r1' };

/** On the thread that writes `r1`; one that begins anew is told `commands`. */
function startWriter(into: string, commands: readonly RecorderCommand[]): Writer {
  const memory = new MediaMemory(
    mediaShape({ workers: 1, legsPerWorker: 1, prompts: PromptBank.build([]), recordingsMax: 2 }),
  );
  const written: RecorderEvent[] = [];
  const thread = new RecorderThread({
    memory,
    folder: into,
    log: silentLog,
    onWritten: (event) => written.push(event),
    open: () => commands,
  });
  thread.send(OPEN);
  const endTap = (): void => void Atomics.store(memory.words, memory.tap(1) + L.TAP_STATE, L.TAP_ENDED);
  return { thread, memory, written, endTap };
}
/** What it cannot understand ends the thread. */
const failNow = (thread: RecorderThread): void => thread.send(undefined as unknown as RecorderCommand);
const framesIn = (path: string): number =>
  existsSync(path) ? Math.floor((readFileSync(path).length - 44) / 320) : 0;
function isTone(sound: Int16Array, samples: number): void {
  assert.is(sound.length, samples);
  const tone = sine(HZ, AMPLITUDE, 0, samples);
  assert.is(rms(sound.map((sample, i) => sample - tone[i]!)), 0);
}

test('a writer that fails is replaced, and the file goes on where it was', async () => {
  const into = folder();
  const { thread, memory, written, endTap } = startWriter(into, [OPEN]);
  const path = join(into, 'r1', 'mix.wav');
  speak(memory, 1, 0, 50);
  await until(() => framesIn(path) >= 50);
  failNow(thread);
  // Whoever is killed now leaves what can be played.
  await until(() => announcedMs(path) === 1_000);
  speak(memory, 1, 50, 100);
  await until(() => framesIn(path) >= 100);
  endTap();
  thread.send({ type: 'finish', tap: 1, tracks: 0 });
  await until(() => written.length === 1);
  isTone(soundOf(path), 16_000);
  await thread.close();
});

test('a writer that fails when the recording has ended leaves whole what was written', async () => {
  const into = folder();
  const finish: RecorderCommand = { type: 'finish', tap: 1, tracks: 2 };
  const { thread, memory, written, endTap } = startWriter(into, [OPEN, finish]);
  speak(memory, 1, 0, 50, 1);
  await until(() => framesIn(join(into, 'r1', 'track-001.wav')) >= 50);
  endTap();
  failNow(thread);
  await until(() => written.length === 1);
  const [event] = written as Extract<RecorderEvent, { type: 'written' }>[];
  assert.equal([event!.recording.durationMs, event!.recording.complete], [1_000, false]);
  for (const name of ['mix.wav', 'track-001.wav']) isTone(soundOf(join(into, 'r1', name)), 8_000);
  assert.equal(soundOf(join(into, 'r1', 'track-002.wav')), new Int16Array(8_000));
  await thread.close();
});

test.run();

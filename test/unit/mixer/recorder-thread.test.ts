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
import { RECORD_MIX } from '../../../src/mixer/recording/tap-ring.js';
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

/** In place of the worker: says a tone through a tap, from frame to frame. */
function speak(memory: MediaMemory, tap: number, fromFrame: number, toFrame: number): void {
  const block = memory.tap(tap);
  for (let frame = fromFrame; frame < toFrame; frame++) {
    const mix = sine(HZ, AMPLITUDE, frame * 160, 160);
    const head = memory.words[block + L.TAP_HEAD]!;
    const record = Int16Array.of(frame, frame >> 16, 0, ...mix);
    assert.is(record.length, RECORD_MIX + 160);
    for (const [i, sample] of record.entries())
      memory.samples[memory.tapSamples(tap) + ((head + i) & (L.TAP_SAMPLES - 1))] = sample;
    Atomics.store(memory.words, block + L.TAP_HEAD, head + record.length);
  }
}

test('a writer that fails is replaced, and the file goes on where it was', async () => {
  const into = folder();
  const memory = new MediaMemory(
    mediaShape({ workers: 1, legsPerWorker: 1, prompts: PromptBank.build([]), recordingsMax: 2 }),
  );
  const written: RecorderEvent[] = [];
  const open: RecorderCommand = { type: 'open', tap: 1, name: 'r1' };
  const thread = new RecorderThread({
    memory,
    folder: into,
    log: silentLog,
    onWritten: (event) => written.push(event),
    open: () => [open],
  });
  const path = join(into, 'r1', 'mix.wav');
  thread.send(open);
  speak(memory, 1, 0, 50);
  await until(() => existsSync(path) && readFileSync(path).length >= 44 + 50 * 320);
  // What it cannot understand ends the thread.
  thread.send(undefined as unknown as RecorderCommand);
  speak(memory, 1, 50, 100);
  await until(() => readFileSync(path).length >= 44 + 100 * 320);
  Atomics.store(memory.words, memory.tap(1) + L.TAP_STATE, L.TAP_ENDED);
  thread.send({ type: 'finish', tap: 1, tracks: 0 });
  await until(() => written.length === 1);
  const sound = soundOf(path);
  assert.is(sound.length, 16_000);
  const tone = sine(HZ, AMPLITUDE, 0, 16_000);
  assert.is(rms(sound.map((sample, i) => sample - tone[i]!)), 0);
  await thread.close();
});

test.run();

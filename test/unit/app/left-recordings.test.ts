import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readWav, writeWav } from '../../../src/audio/wav.js';
import { takeUpRecordings } from '../../../src/app/left-recordings.js';
import { StoreLedger } from '../../../src/app/store-ledger.js';
import type { RecordingId } from '../../../src/base/ids.js';
import { silentLog } from '../../../src/base/log.js';
import { utcMs } from '../../../src/base/units.js';
import { Journal } from '../../../src/store/journal.js';
import { openStore } from '../../../src/store/open-store.js';
import { ConferenceRepository } from '../../../src/store/repositories/conference-repository.js';
import { RecordingRepository } from '../../../src/store/repositories/recording-repository.js';
import { unit } from '../../../src/store/statement.js';
import type { Store } from '../../../src/store/store.js';
import { sampleConference, sampleIds } from '../../support/store-samples.js';

/** What a start does with the recordings of the process before it [S4]. */
const test = suite('left recordings');

const NODE = 'node-a';
const FORMER = 1;
const EPOCH = 2;

let folder: string;
let store: Store;
let ids: ReturnType<typeof sampleIds>;
test.before.each(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitong-left-'));
  const opened = await openStore({ kind: 'sqlite', file: ':memory:' }, silentLog);
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
  ids = sampleIds();
});
test.after.each(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** A row without an end, and beside it files of so many samples, whose headers still announce nothing. */
async function begun(files: Readonly<Record<string, number>>, of = {}): Promise<RecordingId> {
  const id = ids.next<RecordingId>();
  const started = { ...sampleConference(ids), node: NODE, epoch: FORMER, account: undefined, ...of };
  const { conference, account, startedMs } = started;
  const statements = [
    new ConferenceRepository(store).started(started),
    new RecordingRepository(store).started({ id, conference, account, startedMs }),
  ];
  assert.ok((await store.commit(unit(...statements))).ok);
  mkdirSync(join(folder, id));
  for (const [name, samples] of Object.entries(files)) {
    const file = writeWav({ sampleRateHz: 8_000, samples: new Int16Array(samples).fill(7) });
    file.set(writeWav({ sampleRateHz: 8_000, samples: new Int16Array() }));
    writeFileSync(join(folder, id, name), file);
  }
  return id;
}

async function start(): Promise<void> {
  const journal = new Journal(store, silentLog);
  const self = { node: NODE, epoch: EPOCH };
  const ledger = new StoreLedger(store, journal, self, ids, { utcNow: () => utcMs(0) });
  await takeUpRecordings({ store, ledger, epoch: EPOCH }, NODE, folder, silentLog);
  await journal.drained();
}

const find = async (id: RecordingId) => {
  const { files, durationMs, complete } = (await new RecordingRepository(store).find(id))!;
  return { files, durationMs, complete };
};
const LOST = { files: [], durationMs: undefined, complete: false };

test('what is on the disk is its owner’s again, with gaps, and can be played to its end', async () => {
  const id = await begun({ 'track-002.wav': 0, 'mix.wav': 16_000, 'track-001.wav': 8_000, 'notes.txt': 1 });
  await start();
  const files = ['mix', 'track-001', 'track-002'].map((name) => `${id}/${name}.wav`);
  assert.equal(await find(id), { files, durationMs: 2_000, complete: false });
  const sounds = files.map((name) => readWav(readFileSync(join(folder, name)), 8_000));
  assert.equal(
    sounds.map(
      (sound) => sound.ok && [sound.value.samples.length, sound.value.samples.filter(Boolean).length],
    ),
    [
      [16_000, 16_000],
      [16_000, 8_000],
      [16_000, 0],
    ],
  );
});

test('a recording of which nothing has come to the disk stays lost', async () => {
  const [silent, gone] = [await begun({ 'mix.wav': 0 }), await begun({ 'mix.wav': 160 })];
  rmSync(join(folder, gone), { recursive: true });
  await start();
  assert.equal([await find(silent), await find(gone)], [LOST, LOST]);
  assert.not.ok(existsSync(join(folder, gone)));
});

test('what this process or another node records is left alone', async () => {
  const running = await begun({ 'mix.wav': 160 }, { epoch: EPOCH });
  const elsewhere = await begun({ 'mix.wav': 160 }, { node: 'node-b' });
  await start();
  assert.equal([await find(running), await find(elsewhere)], [LOST, LOST]);
});

test('files that cannot be read hold up neither the start nor the others', async () => {
  const broken = await begun({});
  mkdirSync(join(folder, broken, 'mix.wav'));
  const whole = await begun({ 'mix.wav': 160 });
  await start();
  assert.equal([(await find(broken)).durationMs, (await find(whole)).durationMs], [undefined, 20]);
});

test.run();

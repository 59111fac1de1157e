import { mkdirSync, openSync, closeSync, ftruncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountId, ConferenceId, IdMaker, RecordingId } from '../../src/base/ids.js';
import { seededRandom, type Random } from '../../src/base/random.js';
import type { UtcMs } from '../../src/base/units.js';
import { WAV_HEADER_BYTES, wavHeader, writeWav } from '../../src/audio/wav.js';
import { RecordingRepository } from '../../src/store/repositories/recording-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Store } from '../../src/store/store.js';

const RATE_HZ = 8_000;
const SYLLABLE_MS = 180;
const SEED = 11;
/** Longer ones are silent: a file with a hole in it takes no room. */
const SPOKEN_MS_MAX = 300_000;

export interface OfficeRecording {
  readonly conference: ConferenceId;
  readonly account: AccountId;
  readonly startedMs: UtcMs;
  readonly durationMs: number;
  /** Files of one party each, beside the mix. */
  readonly tracks: number;
}

/** Writes a recording as the mixer leaves it: its row, and its files below `folder`. */
export async function storeRecording(
  store: Store,
  ids: IdMaker,
  folder: string,
  { durationMs, tracks, ...recording }: OfficeRecording,
): Promise<void> {
  const id = ids.next<RecordingId>();
  const names = ['mix', ...Array.from({ length: tracks }, (_, index) => `track-${index + 1}`)];
  mkdirSync(join(folder, id), { recursive: true });
  const random = seededRandom(SEED);
  for (const name of names) writeSound(join(folder, id, `${name}.wav`), durationMs, random);
  const recordings = new RecordingRepository(store);
  const files = names.map((name) => `${id}/${name}.wav`);
  const outcome = await store.commit(
    unit(recordings.started({ id, ...recording }), recordings.written(id, files, durationMs, true)),
  );
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
}

function writeSound(path: string, durationMs: number, random: Random): void {
  const sampleCount = (durationMs * RATE_HZ) / 1_000;
  const file = openSync(path, 'w');
  if (durationMs <= SPOKEN_MS_MAX) {
    writeSync(file, writeWav({ sampleRateHz: RATE_HZ, samples: speech(sampleCount, random) }));
  } else {
    writeSync(file, wavHeader(RATE_HZ, sampleCount));
    ftruncateSync(file, WAV_HEADER_BYTES + 2 * sampleCount);
  }
  closeSync(file);
}

/** As loud and as quiet as talk is: syllables, and pauses between sentences. */
function speech(sampleCount: number, random: Random): Int16Array {
  const syllable = (SYLLABLE_MS * RATE_HZ) / 1_000;
  const samples = new Int16Array(sampleCount);
  for (let start = 0; start < sampleCount; start += syllable) {
    const isPause = random.u32() % 5 === 0;
    const loudness = isPause ? 60 : 1_500 + (random.u32() % 12_000);
    for (let at = start; at < Math.min(start + syllable, sampleCount); at++) {
      const swell = Math.sin((Math.PI * (at - start)) / syllable);
      samples[at] = loudness * swell * Math.sin((2 * Math.PI * 220 * at) / RATE_HZ);
    }
  }
  return samples;
}

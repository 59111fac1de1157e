import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TELEPHONE_RATE_HZ } from '../../audio/tone.js';
import { WAV_HEADER_BYTES, wavHeader } from '../../audio/wav.js';

const MIX = 'mix.wav';
const FILE = /^(mix|track-\d+)\.wav$/;
const BYTES_PER_SAMPLE = 2;

/** What the writer of a recording has left that died with its process. */
export interface LeftRecording {
  /** Names below the recordings' folder, the mix first. */
  readonly files: readonly string[];
  readonly durationMs: number;
}

/**
 * Completes its files as the writer would have done: all as long as the longest, and headers that say so. Undefined: no
 * sound has come to the disk.
 */
export async function completeLeft(folder: string, recording: string): Promise<LeftRecording | undefined> {
  const found = (await namesIn(join(folder, recording))).filter((name) => FILE.test(name)).sort();
  if (found[0] !== MIX) return undefined;
  const files = found.map((name) => `${recording}/${name}`);
  const lengths = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  const sampleCount = Math.floor((Math.max(...lengths) - WAV_HEADER_BYTES) / BYTES_PER_SAMPLE);
  if (sampleCount <= 0) return undefined;
  for (const name of files) await complete(join(folder, name), sampleCount);
  return { files, durationMs: Math.round((sampleCount * 1_000) / TELEPHONE_RATE_HZ) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}

/** It is never cut: what is missing at its end is silence. */
async function complete(path: string, sampleCount: number): Promise<void> {
  const bytes = WAV_HEADER_BYTES + sampleCount * BYTES_PER_SAMPLE;
  const file = await open(path, 'r+');
  try {
    if ((await file.stat()).size < bytes) await file.truncate(bytes);
    await file.write(wavHeader(TELEPHONE_RATE_HZ, sampleCount), 0, WAV_HEADER_BYTES, 0);
    await file.sync();
  } finally {
    await file.close();
  }
}

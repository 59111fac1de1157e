import { fail, ok, type Result } from '../base/result.js';

/** Sound as prompts and recordings have it: 16-bit linear, one channel. */
export interface MonoSound {
  readonly sampleRateHz: number;
  readonly samples: Int16Array;
}

export type WavError =
  | { readonly code: 'WAV_MALFORMED' }
  /** Readable, but not 16-bit linear mono at the rate asked for; `found` says what it is. */
  | { readonly code: 'WAV_FORMAT_UNSUPPORTED'; readonly found: string };

const FORMAT_PCM = 1;
const FORMAT_EXTENSIBLE = 0xfffe;
const RIFF_HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
export const WAV_HEADER_BYTES = 44;
const DATA_BYTES_MAX = 0xffff_ffff - WAV_HEADER_BYTES;

/**
 * Reads a RIFF WAVE file. Chunks may come in any order and unknown ones are passed over; a data chunk that
 * claims more than there is, as streaming writers leave it, ends with the file. Nothing is resampled.
 */
export function readWav(file: Uint8Array, sampleRateHz: number): Result<MonoSound, WavError> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < RIFF_HEADER_BYTES || idAt(view, 0) !== 'RIFF' || idAt(view, 8) !== 'WAVE') {
    return fail({ code: 'WAV_MALFORMED' });
  }
  const chunks = chunksOf(view);
  const format = chunks.get('fmt ');
  const data = chunks.get('data');
  if (format === undefined || format.byteLength < 16 || data === undefined) {
    return fail({ code: 'WAV_MALFORMED' });
  }
  const found = describeFormat(format);
  if (found !== `linear 16 bit, 1 channel, ${sampleRateHz} Hz`) {
    return fail({ code: 'WAV_FORMAT_UNSUPPORTED', found });
  }
  const samples = new Int16Array(data.byteLength >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = data.getInt16(2 * i, true);
  return ok({ sampleRateHz, samples });
}

export function writeWav({ sampleRateHz, samples }: MonoSound): Uint8Array {
  const file = new Uint8Array(WAV_HEADER_BYTES + 2 * samples.length);
  file.set(wavHeader(sampleRateHz, samples.length));
  const view = new DataView(file.buffer);
  samples.forEach((sample, index) => view.setInt16(WAV_HEADER_BYTES + 2 * index, sample, true));
  return file;
}

/** What stands before `sampleCount` samples of 16 bits in little-endian order. */
export function wavHeader(sampleRateHz: number, sampleCount: number): Uint8Array {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  // The format counts in 32 bits; what lies beyond is there but not announced.
  const dataBytes = Math.min(2 * sampleCount, DATA_BYTES_MAX);
  setId(header, 0, 'RIFF');
  view.setUint32(4, WAV_HEADER_BYTES - CHUNK_HEADER_BYTES + dataBytes, true);
  setId(header, 8, 'WAVE');
  setId(header, 12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, 2 * sampleRateHz, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  setId(header, 36, 'data');
  view.setUint32(40, dataBytes, true);
  return header;
}

/** The first chunk of each kind. */
function chunksOf(view: DataView): ReadonlyMap<string, DataView> {
  const chunks = new Map<string, DataView>();
  let at = RIFF_HEADER_BYTES;
  while (at + CHUNK_HEADER_BYTES <= view.byteLength) {
    const id = idAt(view, at);
    const start = at + CHUNK_HEADER_BYTES;
    const bytes = view.getUint32(at + 4, true);
    const present = Math.min(bytes, view.byteLength - start);
    if (!chunks.has(id)) chunks.set(id, new DataView(view.buffer, view.byteOffset + start, present));
    // Chunks begin at even offsets.
    at = start + bytes + (bytes & 1);
  }
  return chunks;
}

function describeFormat(format: DataView): string {
  const tag = format.getUint16(0, true);
  // WAVE_FORMAT_EXTENSIBLE has the real tag at the beginning of its sub-format.
  const real = tag === FORMAT_EXTENSIBLE && format.byteLength >= 26 ? format.getUint16(24, true) : tag;
  const kind = real === FORMAT_PCM ? 'linear' : `format ${real}`;
  const channels = format.getUint16(2, true);
  const plural = channels === 1 ? '' : 's';
  return `${kind} ${format.getUint16(14, true)} bit, ${channels} channel${plural}, ${format.getUint32(4, true)} Hz`;
}

const idAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(at + index)));

function setId(file: Uint8Array, at: number, id: string): void {
  for (let i = 0; i < id.length; i++) file[at + i] = id.charCodeAt(i);
}

import {
  ALAW_DECODE,
  ALAW_ENCODE,
  ALAW_INDEX_SHIFT,
  G711_LAW,
  MULAW_DECODE,
  MULAW_ENCODE,
  MULAW_INDEX_SHIFT,
} from '../audio/g711.js';
import { limit, limiterScratch } from '../audio/limiter.js';
import * as K from './kernel.js';
import type { KernelMemory, MixKernel } from './kernel.js';

/** The kernel in TypeScript: the oracle for the native one, and what runs where there is no compiler. */
export function createReferenceKernel(memory: KernelMemory): MixKernel {
  const { jobs } = memory;
  const room = new RoomMixer(memory);

  return {
    name: 'reference',
    decode(at, rows) {
      if (!holds(jobs, at, rows * K.DECODE_INTS)) return rows;
      let skipped = 0;
      for (let row = 0; row < rows; row++) {
        if (!decodeRow(memory, at + row * K.DECODE_INTS)) skipped += 1;
      }
      return skipped;
    },
    fade(at, rows) {
      if (!holds(jobs, at, rows * K.FADE_INTS)) return rows;
      let skipped = 0;
      for (let row = 0; row < rows; row++) {
        if (!fadeRow(memory, at + row * K.FADE_INTS)) skipped += 1;
      }
      return skipped;
    },
    mix(at, rooms) {
      let skipped = 0;
      let next = at;
      for (let i = 0; i < rooms; i++) {
        // Without a sound header nobody knows where the next room starts.
        if (!holds(jobs, next, K.MIX_HEADER_INTS)) return skipped + rooms - i;
        const talkers = jobs[next + K.MIX_TALKERS]!;
        const listeners = jobs[next + K.MIX_LISTENERS]!;
        const length = K.mixProgramInts(talkers, listeners);
        if (talkers < 0 || listeners < 0 || !holds(jobs, next, length)) return skipped + rooms - i;
        skipped += room.mix(next, talkers, listeners);
        next += length;
      }
      return skipped;
    },
  };
}

const holds = (jobs: Int32Array, at: number, ints: number): boolean =>
  at >= 0 && ints >= 0 && at + ints <= jobs.length;

const fits = (offset: number, count: number, length: number): boolean =>
  offset >= 0 && count >= 1 && count <= K.FRAME_SAMPLES_MAX && offset + count <= length;

const isGain = (gain: number): boolean => gain >= 0 && gain <= K.GAIN_UNITY;

function decodeRow({ bytes, samples, jobs }: KernelMemory, row: number): boolean {
  const from = jobs[row + K.DECODE_BYTES]!;
  const to = jobs[row + K.DECODE_SAMPLES]!;
  const count = jobs[row + K.DECODE_COUNT]!;
  if (!fits(from, count, bytes.length) || !fits(to, count, samples.length)) return false;
  const table = jobs[row + K.DECODE_LAW] === G711_LAW.PCMA ? ALAW_DECODE : MULAW_DECODE;
  let energy = 0;
  for (let i = 0; i < count; i++) {
    const sample = table[bytes[from + i]!]!;
    samples[to + i] = sample;
    energy += sample * sample;
  }
  jobs[row + K.DECODE_ENERGY] = Math.floor(energy / (1 << K.ENERGY_SHIFT));
  return true;
}

function fadeRow({ samples, jobs }: KernelMemory, row: number): boolean {
  const from = jobs[row + K.FADE_SOURCE]!;
  const to = jobs[row + K.FADE_DESTINATION]!;
  const count = jobs[row + K.FADE_COUNT]!;
  if (!fits(from, count, samples.length) || !fits(to, count, samples.length)) return false;
  const start = jobs[row + K.FADE_GAIN_START]!;
  const end = jobs[row + K.FADE_GAIN_END]!;
  if (!isGain(start) || !isGain(end)) return false;
  const step = Math.trunc(((end - start) * K.GAIN_UNITY) / count);
  for (let i = 0; i < count; i++) {
    const gain = start + ((step * i) >> 15);
    samples[to + i] = (samples[from + i]! * gain) >> 15;
  }
  return true;
}

/** Mixes one room at a time; the accumulators are its own. */
class RoomMixer {
  readonly #memory: KernelMemory;
  readonly #sum = new Int32Array(K.FRAME_SAMPLES_MAX);
  readonly #mix = new Int32Array(K.FRAME_SAMPLES_MAX);
  readonly #gains = limiterScratch(K.FRAME_SAMPLES_MAX);

  constructor(memory: KernelMemory) {
    this.#memory = memory;
  }

  /** Returns how many talkers and listeners had to be skipped; 1 for the room as a whole. */
  mix(header: number, talkers: number, listeners: number): number {
    const { jobs, samples } = this.#memory;
    const count = jobs[header + K.MIX_COUNT]!;
    if (count < 1 || count > K.FRAME_SAMPLES_MAX) return 1;
    let skipped = 0;
    this.#sum.fill(0, 0, count);
    const firstTalker = header + K.MIX_HEADER_INTS;
    for (let talker = firstTalker; talker < firstTalker + talkers; talker++) {
      const frame = jobs[talker]!;
      if (!fits(frame, count, samples.length)) skipped += 1;
      else for (let i = 0; i < count; i++) this.#sum[i]! += samples[frame + i]!;
    }
    const firstListener = firstTalker + talkers;
    for (let index = 0; index < listeners; index++) {
      const row = firstListener + index * K.LISTENER_INTS;
      if (!this.#listen(row, count, firstListener, index)) skipped += 1;
    }
    return skipped;
  }

  #listen(row: number, count: number, firstListener: number, index: number): boolean {
    const { jobs, samples, bytes, state } = this.#memory;
    const output = jobs[row + K.LISTENER_OUTPUT]!;
    if (!fits(output, count, bytes.length)) return false;
    const mode = jobs[row + K.LISTENER_MODE]!;
    const limiter = jobs[row + K.LISTENER_LIMITER]!;
    if (mode === K.MODE_COPY) {
      if (limiter < 0 || limiter >= index) return false;
      const from = jobs[firstListener + limiter * K.LISTENER_INTS + K.LISTENER_OUTPUT]!;
      if (!fits(from, count, bytes.length)) return false;
      bytes.copyWithin(output, from, from + count);
      return true;
    }
    const own = mode === K.MODE_MIX ? jobs[row + K.LISTENER_OWN]! : K.NO_FRAME;
    const added = jobs[row + K.LISTENER_PRIVATE]!;
    if (own !== K.NO_FRAME && !fits(own, count, samples.length)) return false;
    if (added !== K.NO_FRAME && !fits(added, count, samples.length)) return false;
    const limited = mode === K.MODE_MIX;
    if (limited && (limiter < 0 || limiter >= state.length)) return false;
    this.#compose(limited, own, added, count);
    if (limited) state[limiter] = limit(this.#mix, count, state[limiter]!, this.#gains);
    encode(this.#mix, count, jobs[row + K.LISTENER_LAW]!, bytes, output);
    return true;
  }

  /** Writes sum − own + added to the mix. */
  #compose(withRoom: boolean, own: number, added: number, count: number): void {
    const { samples } = this.#memory;
    const mix = this.#mix;
    const sum = this.#sum;
    for (let i = 0; i < count; i++) mix[i] = withRoom ? sum[i]! : 0;
    if (own !== K.NO_FRAME) for (let i = 0; i < count; i++) mix[i]! -= samples[own + i]!;
    if (added !== K.NO_FRAME) for (let i = 0; i < count; i++) mix[i]! += samples[added + i]!;
  }
}

function encode(mix: Int32Array, count: number, law: number, bytes: Uint8Array, output: number): void {
  const table = law === G711_LAW.PCMA ? ALAW_ENCODE : MULAW_ENCODE;
  const shift = law === G711_LAW.PCMA ? ALAW_INDEX_SHIFT : MULAW_INDEX_SHIFT;
  const middle = table.length >> 1;
  for (let i = 0; i < count; i++) bytes[output + i] = table[(mix[i]! >> shift) + middle]!;
}

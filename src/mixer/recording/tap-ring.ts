import { FRAME_TICKS } from '../../rtp/packet.js';
import * as L from '../shared/layout.js';
import type { MediaMemory } from '../shared/media-memory.js';

/**
 * The ring between the worker that has a recorded room and the recording writer: one producer, one consumer, no
 * locks. It carries a record for each beat of the room, in 16-bit samples:
 *
 *   number of the frame (two samples, low half first), number of tracks, the mix (160),
 *   then for each track with sound in this beat: its number, its sound (160)
 *
 * Head and tail count samples and never turn back. Frames are numbered by time: who was silent, or what found the
 * ring full, leaves a hole of its own length, and so everything stays aligned.
 */
export const RECORD_FRAME = 0;
export const RECORD_TRACKS = 2;
export const RECORD_MIX = 3;
export const RECORD_HEAD = RECORD_MIX + FRAME_TICKS;
export const TRACK_SAMPLES = 1 + FRAME_TICKS;

/** Consumer: reads record by record, and gives them back all at once. */
export class TapReader {
  readonly #words: Int32Array;
  readonly #samples: Int16Array;
  readonly #tap: number;
  readonly #ring: number;
  #at: number;

  constructor(memory: MediaMemory, tap: number) {
    this.#words = memory.words;
    this.#samples = memory.samples;
    this.#tap = memory.tap(tap);
    this.#ring = memory.tapSamples(tap);
    this.#at = this.#words[this.#tap + L.TAP_TAIL]!;
  }

  /** Frames that found the ring full. */
  get lost(): number {
    return this.#words[this.#tap + L.TAP_LOST]!;
  }

  /** Nothing more will come: to be read before the last look for records. */
  get hasEnded(): boolean {
    return Atomics.load(this.#words, this.#tap + L.TAP_STATE) === L.TAP_ENDED;
  }

  /** Number of the frame of the record that comes next; undefined while there is none. */
  get nextFrame(): number | undefined {
    if (this.#at === Atomics.load(this.#words, this.#tap + L.TAP_HEAD)) return undefined;
    return (this.#sample(RECORD_FRAME) & 0xffff) | (this.#sample(RECORD_FRAME + 1) << 16);
  }

  /** Its tracks. */
  get trackCount(): number {
    return this.#sample(RECORD_TRACKS);
  }

  trackAt(index: number): number {
    return this.#sample(RECORD_HEAD + index * TRACK_SAMPLES);
  }

  copyMix(to: Int16Array, at: number): void {
    this.#copy(RECORD_MIX, to, at);
  }

  copyTrack(index: number, to: Int16Array, at: number): void {
    this.#copy(RECORD_HEAD + index * TRACK_SAMPLES + 1, to, at);
  }

  /** On to the record after this one. */
  skip(): void {
    this.#at = (this.#at + RECORD_HEAD + this.trackCount * TRACK_SAMPLES) | 0;
  }

  /** What was read has been written, and may be overwritten. */
  release(): void {
    Atomics.store(this.#words, this.#tap + L.TAP_TAIL, this.#at);
  }

  #copy(from: number, to: Int16Array, at: number): void {
    for (let i = 0; i < FRAME_TICKS; i++) to[at + i] = this.#sample(from + i);
  }

  #sample(offset: number): number {
    return this.#samples[this.#ring + ((this.#at + offset) & (L.TAP_SAMPLES - 1))]!;
  }
}

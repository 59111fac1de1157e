import { MULAW_DECODE } from '../audio/g711.js';
import { FRAME_TICKS } from '../rtp/packet.js';
import { FRAME_SAMPLES } from './concealment.js';
import { COUNT, type EngineCore } from './core.js';
import { RECORD_HEAD, TRACK_SAMPLES } from './recording/tap-ring.js';
import * as L from './shared/layout.js';

/** Writes what a recorded room says in each beat into its tap: the ring to the recording writer. */
export class RecorderTap {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #samples: Int16Array;
  /** Where the next sample goes, in samples of the ring that is being written. */
  #at = 0;

  constructor(core: EngineCore) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#samples = core.memory.samples;
  }

  /** The room's kernel jobs are done, and `due[from .. to)` are its legs of this beat. */
  write(room: number, due: Int32Array, from: number, to: number, phase: number): void {
    const words = this.#words;
    const { memory, counts } = this.#core;
    const index = words[room + L.ROOM_TAP]! - 1;
    const tap = memory.tap(index);
    if (words[tap + L.TAP_STATE] === L.TAP_WAITING) {
      words[tap + L.TAP_START] = phase;
      words[tap + L.TAP_STATE] = L.TAP_RUNNING;
    }
    const frame = Math.floor(((phase - words[tap + L.TAP_START]!) | 0) / L.PHASES);
    const tracks = this.#tracks(due, from, to);
    const size = RECORD_HEAD + tracks * TRACK_SAMPLES;
    const used = (words[tap + L.TAP_HEAD]! - Atomics.load(words, tap + L.TAP_TAIL)) | 0;
    if (used + size > L.TAP_SAMPLES) {
      words[tap + L.TAP_LOST]! += 1;
      counts.add(COUNT.recordingFramesLost);
      return;
    }
    const ring = memory.tapSamples(index);
    this.#at = words[tap + L.TAP_HEAD]!;
    this.#put(ring, frame);
    this.#put(ring, frame >> 16);
    this.#put(ring, tracks);
    this.#putMix(ring, memory.tapBytes(index));
    for (let i = from; i < to; i++) this.#putTrack(ring, due[i]!);
    // Publishes the samples written above.
    Atomics.store(words, tap + L.TAP_HEAD, this.#at);
  }

  #tracks(due: Int32Array, from: number, to: number): number {
    let tracks = 0;
    for (let i = from; i < to; i++) if (this.#isOnTrack(this.#core.memory.leg(due[i]!))) tracks += 1;
    return tracks;
  }

  #isOnTrack(leg: number): boolean {
    return this.#words[leg + L.LEG_IN_MIX] === 1 && this.#words[leg + L.LEG_TRACK] !== 0;
  }

  #putMix(ring: number, codes: number): void {
    const { bytes } = this.#core.memory.area;
    for (let i = 0; i < FRAME_TICKS; i++) this.#put(ring, MULAW_DECODE[bytes[codes + i]!]!);
  }

  #putTrack(ring: number, slot: number): void {
    const { memory } = this.#core;
    const leg = memory.leg(slot);
    if (!this.#isOnTrack(leg)) return;
    const frame = memory.legSamples(slot) + this.#words[leg + L.LEG_FRAME]! * FRAME_SAMPLES;
    this.#put(ring, this.#words[leg + L.LEG_TRACK]! - 1);
    const place = this.#at & (L.TAP_SAMPLES - 1);
    const end = frame + Math.min(FRAME_SAMPLES, L.TAP_SAMPLES - place);
    this.#samples.copyWithin(ring + place, frame, end);
    if (end < frame + FRAME_SAMPLES) this.#samples.copyWithin(ring, end, frame + FRAME_SAMPLES);
    this.#at = (this.#at + FRAME_SAMPLES) | 0;
  }

  #put(ring: number, sample: number): void {
    this.#samples[ring + (this.#at & (L.TAP_SAMPLES - 1))] = sample;
    this.#at = (this.#at + 1) | 0;
  }
}

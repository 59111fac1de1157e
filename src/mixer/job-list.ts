import { FRAME_TICKS } from '../rtp/packet.js';
import * as K from './kernel.js';
import type { MixKernel } from './kernel.js';

/** Rows for one leg in one phase, at most: two to decode, two to fade. */
const DECODE_ROWS_PER_LEG = 2;
const FADE_ROWS_PER_LEG = 2;

/** Collects a phase's work for the kernel, so that each kind is one call: decode, then fade, then mix. */
export class JobList {
  readonly jobs: Int32Array;
  readonly #fadeStart: number;
  readonly #mixStart: number;
  #decodeRows = 0;
  #fadeRows = 0;
  #mixes = 0;
  #mixEnd: number;

  /** For at most `legs` legs and `rooms` rooms in one phase. */
  constructor(legs: number, rooms: number) {
    this.#fadeStart = legs * DECODE_ROWS_PER_LEG * K.DECODE_INTS;
    this.#mixStart = this.#fadeStart + legs * FADE_ROWS_PER_LEG * K.FADE_INTS;
    // A talker and a listener for each leg; a header, an announcement and a recording for each room.
    const mixInts = legs * (1 + K.LISTENER_INTS) + rooms * (K.MIX_HEADER_INTS + 1 + K.LISTENER_INTS);
    this.jobs = new Int32Array(this.#mixStart + mixInts);
    this.#mixEnd = this.#mixStart;
  }

  /** Returns where the row is, for its energy. */
  decode(law: number, bytes: number, samples: number): number {
    const row = this.#decodeRows++ * K.DECODE_INTS;
    this.jobs[row + K.DECODE_LAW] = law;
    this.jobs[row + K.DECODE_BYTES] = bytes;
    this.jobs[row + K.DECODE_COUNT] = FRAME_TICKS;
    this.jobs[row + K.DECODE_SAMPLES] = samples;
    return row;
  }

  fade(source: number, destination: number, gainStart: number, gainEnd: number): void {
    const row = this.#fadeStart + this.#fadeRows++ * K.FADE_INTS;
    this.jobs[row + K.FADE_SOURCE] = source;
    this.jobs[row + K.FADE_DESTINATION] = destination;
    this.jobs[row + K.FADE_COUNT] = FRAME_TICKS;
    this.jobs[row + K.FADE_GAIN_START] = gainStart;
    this.jobs[row + K.FADE_GAIN_END] = gainEnd;
  }

  /** Where the next mix program starts. */
  get mixEnd(): number {
    return this.#mixEnd;
  }

  /** A mix program was written from mixEnd to `end`. */
  mixWritten(end: number): void {
    this.#mixEnd = end;
    this.#mixes += 1;
  }

  /** Each run empties its part and returns the rows that the kernel skipped. */
  runDecode(kernel: MixKernel): number {
    const rows = this.#decodeRows;
    this.#decodeRows = 0;
    return rows === 0 ? 0 : kernel.decode(0, rows);
  }

  runFade(kernel: MixKernel): number {
    const rows = this.#fadeRows;
    this.#fadeRows = 0;
    return rows === 0 ? 0 : kernel.fade(this.#fadeStart, rows);
  }

  runMix(kernel: MixKernel): number {
    const mixes = this.#mixes;
    this.#mixes = 0;
    this.#mixEnd = this.#mixStart;
    return mixes === 0 ? 0 : kernel.mix(this.#mixStart, mixes);
  }
}

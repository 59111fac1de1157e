import { alawToLinear, SAMPLE_RATE_HZ } from './tones.js';

/** 200 ms: the tones are whole multiples of its 5 Hz, so one tone leaks nothing into another. */
const BLOCK_SAMPLES = 1600;

/**
 * Measures the power of a few tones in a stream (Goertzel). Powers are averaged over blocks of 200 ms, so that
 * one repeated or skipped packet, which turns the phase, costs one block and not the whole window.
 */
export class ToneMeter {
  readonly #tones: number;
  readonly #coefficient: Float64Array;
  readonly #last: Float64Array;
  readonly #beforeLast: Float64Array;
  readonly #powerSum: Float64Array;
  #samples = 0;
  #blocks = 0;

  constructor(tonesHz: readonly number[]) {
    this.#tones = tonesHz.length;
    this.#coefficient = Float64Array.from(tonesHz, (hz) => 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE_HZ));
    this.#last = new Float64Array(this.#tones);
    this.#beforeLast = new Float64Array(this.#tones);
    this.#powerSum = new Float64Array(this.#tones);
  }

  get blocks(): number {
    return this.#blocks;
  }

  /** Hears `length` A-law code words of `bytes` from `offset`. */
  hear(bytes: Uint8Array, offset: number, length: number): void {
    let from = offset;
    let left = length;
    while (left > 0) {
      const count = Math.min(left, BLOCK_SAMPLES - this.#samples);
      for (let tone = 0; tone < this.#tones; tone++) this.#filter(tone, bytes, from, count);
      from += count;
      left -= count;
      this.#samples += count;
      if (this.#samples === BLOCK_SAMPLES) this.#closeBlock();
    }
  }

  /** Mean square of tone number `tone` over the whole blocks heard so far. */
  power(tone: number): number {
    return this.#blocks === 0 ? 0 : this.#powerSum[tone]! / this.#blocks;
  }

  reset(): void {
    this.#last.fill(0);
    this.#beforeLast.fill(0);
    this.#powerSum.fill(0);
    this.#samples = 0;
    this.#blocks = 0;
  }

  #filter(tone: number, bytes: Uint8Array, from: number, count: number): void {
    const coefficient = this.#coefficient[tone]!;
    let last = this.#last[tone]!;
    let beforeLast = this.#beforeLast[tone]!;
    for (let i = from; i < from + count; i++) {
      const next = alawToLinear[bytes[i]!]! + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    this.#last[tone] = last;
    this.#beforeLast[tone] = beforeLast;
  }

  #closeBlock(): void {
    for (let tone = 0; tone < this.#tones; tone++) {
      const last = this.#last[tone]!;
      const beforeLast = this.#beforeLast[tone]!;
      const energy = last * last + beforeLast * beforeLast - this.#coefficient[tone]! * last * beforeLast;
      // |X|² of a sine of peak A over n samples is (A·n/2)²; its mean square is A²/2.
      this.#powerSum[tone]! += (2 * energy) / (BLOCK_SAMPLES * BLOCK_SAMPLES);
    }
    this.#last.fill(0);
    this.#beforeLast.fill(0);
    this.#samples = 0;
    this.#blocks++;
  }
}

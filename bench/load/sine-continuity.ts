import { alawToLinear, SAMPLE_RATE_HZ, TONE_PEAK } from './tones.js';

/** A sample of an unbroken tone misses its prediction by the A-law steps alone: at most 0.12 of the peak. */
const BREAK_MIN = 0.3 * TONE_PEAK;

/**
 * Finds the breaks in a lone tone. A sine follows from its two last samples, x[n] = 2·cos(ω)·x[n−1] − x[n−2];
 * a packet that was skipped, repeated, swapped or made up breaks that, however loud it is.
 */
export class SineContinuity {
  readonly #coefficient: number;
  #last = 0;
  #beforeLast = 0;
  #begun = false;

  constructor(hz: number) {
    this.#coefficient = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE_HZ);
  }

  /** Hears a block; true when the tone broke in it or against the block before. */
  hear(bytes: Uint8Array, offset: number, length: number): boolean {
    let last = this.#last;
    let beforeLast = this.#beforeLast;
    let broken = false;
    let from = offset;
    if (!this.#begun && length >= 2) {
      beforeLast = alawToLinear[bytes[offset]!]!;
      last = alawToLinear[bytes[offset + 1]!]!;
      from += 2;
      this.#begun = true;
    }
    for (let i = from; i < offset + length; i++) {
      const sample = alawToLinear[bytes[i]!]!;
      if (Math.abs(sample - this.#coefficient * last + beforeLast) > BREAK_MIN) broken = true;
      beforeLast = last;
      last = sample;
    }
    this.#last = last;
    this.#beforeLast = beforeLast;
    return broken;
  }
}

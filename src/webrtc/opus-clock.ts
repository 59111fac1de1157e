import { OPUS_RATE, PLAIN_RATE } from './opus-sdp.js';

export const OPUS_TICKS_PER_PLAIN = OPUS_RATE / PLAIN_RATE;

/** Exact, also where it wraps. */
export const opusTicks = (plain: number): number => Math.imul(plain, OPUS_TICKS_PER_PLAIN);

/** The timestamps of one stream of Opus at our clock. */
export class PlainClock {
  #opus = 0;
  #plain = 0;

  /** 2³² is no multiple of six, so that only the distance from a timestamp seen before can be divided. */
  at(timestamp: number): number {
    const ticks = Math.floor(((timestamp - this.#opus) | 0) / OPUS_TICKS_PER_PLAIN);
    this.#opus = (this.#opus + ticks * OPUS_TICKS_PER_PLAIN) | 0;
    this.#plain = (this.#plain + ticks) | 0;
    return this.#plain;
  }
}

import { GRANULE_TICKS } from './granule-marks.js';
import { FRAME_TICKS } from './packet.js';

/**
 * What must not be heard of a stream, since it is a key's tone [C26]: from one timestamp to another. The state
 * is HUSH_INTS integers at `at`.
 */
export const HUSH_INTS = 3;
const HUSHED = 0;
const FROM = 1;
const TO = 2;

/** One second. */
const DISTANCE_MAX = 8000;
/** An event that is never told to end is over after 60 s. */
const TICKS_MAX = 480_000;
/** Tones ring on for a little. */
const GUARD_TICKS = 160;

/** From `timestamp` on nothing is heard, until the end is known; `next` is what is heard next. */
export function hushFrom(state: Int32Array, at: number, timestamp: number, next: number): void {
  const ahead = (timestamp - next) | 0;
  // Some gateways stamp events on another clock than the audio: then it begins with what is heard next.
  const from = Math.abs(ahead) > DISTANCE_MAX ? next : timestamp;
  state[at + HUSHED] = 1;
  state[at + FROM] = from;
  state[at + TO] = (from + TICKS_MAX) | 0;
}

/** Sound comes back `ticks` after the timestamp the hush began with, and a little later. */
export function hushEnd(state: Int32Array, at: number, ticks: number): void {
  state[at + TO] = (state[at + FROM]! + ticks + GUARD_TICKS) | 0;
}

export function hushReset(state: Int32Array, at: number): void {
  state[at + HUSHED] = 0;
}

/** Which granules of the frame at `next` are inside the hushed time, oldest in bit 0. */
export function hushMask(state: Int32Array, at: number, next: number): number {
  if (state[at + HUSHED] === 0) return 0;
  const from = Math.max(0, Math.min(FRAME_TICKS, (state[at + FROM]! - next) | 0));
  const to = Math.max(0, Math.min(FRAME_TICKS, (state[at + TO]! - next) | 0));
  if (to === 0) {
    state[at + HUSHED] = 0;
    return 0;
  }
  if (from >= to) return 0;
  const below = (1 << Math.ceil(to / GRANULE_TICKS)) - 1;
  return below & ~((1 << Math.floor(from / GRANULE_TICKS)) - 1);
}

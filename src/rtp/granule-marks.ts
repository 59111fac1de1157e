import { FRAME_TICKS } from './packet.js';

/**
 * What is there in a ring of code words, marked in granules of 1 ms: one bit each, in MARK_INTS integers at `at`.
 * Places in the ring are given in ticks, at whole granules.
 */
export const RING_TICKS = 4096;
export const GRANULE_TICKS = 8;
const GRANULES = RING_TICKS / GRANULE_TICKS;
const FRAME_GRANULES = FRAME_TICKS / GRANULE_TICKS;
export const MARK_INTS = GRANULES / 32;
/** All granules of a frame. */
export const MASK_FULL = (1 << FRAME_GRANULES) - 1;

/** `ticks` from `index` on are there, around the end of the ring if need be. */
export function markTicks(marks: Int32Array, at: number, index: number, ticks: number): void {
  for (let tick = 0; tick < ticks; tick += GRANULE_TICKS) {
    const granule = ((index + tick) & (RING_TICKS - 1)) / GRANULE_TICKS;
    marks[at + (granule >> 5)]! |= 1 << (granule & 31);
  }
}

/** The marks of the frame at `index`, oldest granule in bit 0. They can lie across two words. */
export function frameMarks(marks: Int32Array, at: number, index: number): number {
  const first = index / GRANULE_TICKS;
  const shift = first & 31;
  const low = marks[at + (first >> 5)]! >>> shift;
  if (shift + FRAME_GRANULES <= 32) return low & MASK_FULL;
  return (low | (marks[at + wordAfter(first)]! << (32 - shift))) & MASK_FULL;
}

export function clearFrame(marks: Int32Array, at: number, index: number): void {
  const first = index / GRANULE_TICKS;
  const shift = first & 31;
  marks[at + (first >> 5)]! &= ~(MASK_FULL << shift);
  if (shift + FRAME_GRANULES > 32) marks[at + wordAfter(first)]! &= ~(MASK_FULL >>> (32 - shift));
}

const wordAfter = (granule: number): number => ((granule >> 5) + 1) & (MARK_INTS - 1);

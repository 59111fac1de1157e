/**
 * How much delay a line needs: a histogram of how much later than the fastest packets each packet came, in
 * bins of TICKS_PER_BIN, that forgets slowly. "Came" and "late" are measured against the frame that needs the
 * packet, so packet times other than the frame's are covered by the same figure. The state is
 * ESTIMATOR_INTS integers at `at`.
 */
const BINS = 48;
export const TICKS_PER_BIN = 40;
const TOTAL = BINS;
/** The fastest transit of this window and of the one before: drift and re-routing move it. */
const FASTEST = BINS + 1;
const FASTEST_BEFORE = BINS + 2;
const WINDOW_PACKETS = BINS + 3;
const TARGET = BINS + 4;
const ARRIVED = BINS + 5;
export const ESTIMATOR_INTS = BINS + 6;

/** At this count all bins are halved: half of what is known is at most about 10 s old at 20 ms. */
const TOTAL_MAX = 1024;
/** About 2 s at 20 ms. */
const WINDOW_SIZE = 100;
/** One packet in 256 may come later than the target. */
const LATE_SHIFT = 8;

/** Forgets everything. */
export function estimatorReset(state: Int32Array, at: number): void {
  state.fill(0, at, at + ESTIMATOR_INTS);
}

/** The line stays the same, the timestamps start anew. */
export function estimatorRebase(state: Int32Array, at: number): void {
  state[at + WINDOW_PACKETS] = 0;
}

/** A packet that arrived at `nowTicks` and is needed for the frame stamped `frameTimestamp`. */
export function estimatorAdd(state: Int32Array, at: number, nowTicks: number, frameTimestamp: number): void {
  const transit = (nowTicks - frameTimestamp) | 0;
  const packets = state[at + WINDOW_PACKETS]!;
  if (packets === 0) {
    state[at + FASTEST] = transit;
    state[at + FASTEST_BEFORE] = transit;
  } else if (packets % WINDOW_SIZE === 0) {
    state[at + FASTEST_BEFORE] = state[at + FASTEST]!;
    state[at + FASTEST] = transit;
  } else if (((transit - state[at + FASTEST]!) | 0) < 0) {
    state[at + FASTEST] = transit;
  }
  // Stays between one and two windows, so that it is 0 only at the very start.
  state[at + WINDOW_PACKETS] = packets >= 2 * WINDOW_SIZE ? WINDOW_SIZE + 1 : packets + 1;

  const behind = (transit - fastestTransit(state, at)) | 0;
  // After a stall many packets arrive at once: that is one delay, not as many.
  const isSameStall = behind > 0 && nowTicks === state[at + ARRIVED];
  state[at + ARRIVED] = nowTicks;
  if (isSameStall) return;
  const bin = Math.min(BINS - 1, Math.ceil(behind / TICKS_PER_BIN));
  state[at + bin]! += 1;
  state[at + TOTAL]! += 1;
  if (state[at + TOTAL]! >= TOTAL_MAX) halve(state, at);
  state[at + TARGET] = target(state, at);
}

/** The transit of the fastest packets lately. */
export function fastestTransit(state: Int32Array, at: number): number {
  const now = state[at + FASTEST]!;
  const before = state[at + FASTEST_BEFORE]!;
  return ((now - before) | 0) < 0 ? now : before;
}

/** The delay, in ticks behind the fastest packets, by which nearly all packets have come. */
export const targetTicks = (state: Int32Array, at: number): number => state[at + TARGET]!;

/** From the slow end: there are few counts there, so this is short on a good line. */
function target(state: Int32Array, at: number): number {
  const allowed = state[at + TOTAL]! >> LATE_SHIFT;
  let beyond = 0;
  let bin = BINS - 1;
  while (bin > 0) {
    beyond += state[at + bin]!;
    if (beyond > allowed) break;
    bin -= 1;
  }
  return bin * TICKS_PER_BIN;
}

function halve(state: Int32Array, at: number): void {
  let total = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const half = state[at + bin]! >> 1;
    state[at + bin] = half;
    total += half;
  }
  state[at + TOTAL] = total;
}

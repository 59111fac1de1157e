import type { LegId } from '../base/ids.js';

/** The legs that are up are noted alive so often: a killed process loses no more of each [S50]. */
const ALIVE_BEAT_MS = 10_000;
/** Rows of thousands of legs in one commit would hold up every answer behind it by some 400 ms. */
const SLICES = 40;

export const ALIVE_SLICE_MS = ALIVE_BEAT_MS / SLICES;

/** Those of the legs whose turn it is; each has its turn once in `SLICES`, whenever it came up. */
export const aliveSlice = (legs: readonly LegId[], turn: number): readonly LegId[] =>
  legs.filter((leg) => sliceOf(leg) === turn % SLICES);

/** The last digits of an id are drawn by chance. */
const sliceOf = (leg: LegId): number => Number.parseInt(leg.slice(-4), 16) % SLICES;

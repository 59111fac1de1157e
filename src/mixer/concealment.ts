/**
 * Fills what the jitter buffer could not deliver. Missing sound is the last pitch period repeated and fading
 * (after ITU-T G.711 Appendix I, without its delay); sound that comes back is cross-faded in; key tones are
 * made silent. Nothing of it starts or ends with a step. A leg's newest HISTORY_FRAMES frames lie in a ring
 * of samples, the current one among them. The state is CONCEALMENT_INTS integers at `at`.
 */
export const FRAME_SAMPLES = 160;
export const HISTORY_FRAMES = 4;
export const HISTORY_SAMPLES = FRAME_SAMPLES * HISTORY_FRAMES;
export const CONCEALMENT_INTS = 4;
/** Samples made up since the last real one; 0 while all is well, RUN_MAX when they have faded to nothing. */
const RUN = 0;
/** The period that is repeated. */
const LAG = 1;
/** Samples of cross-fade that are still to come. */
const BLEND = 2;
/** The last granule was made silent. */
const HUSHED = 3;

const GRANULE_SAMPLES = 8;
const FRAME_GRANULES = FRAME_SAMPLES / GRANULE_SAMPLES;
/** Full level for 10 ms, then 20 % of it less each 10 ms: Appendix I §I.2.7. */
const RUN_FULL = 80;
const RUN_MAX = 480;
const BLEND_SAMPLES = 40;
/** Pitch from 50 to 200 Hz, found by comparing 10 ms. */
const LAG_MIN = 40;
const LAG_MAX = 160;
const MATCH_SAMPLES = 80;
const COARSE_STEP = 2;

/** Nothing before: what comes first fades in. */
export function concealmentReset(state: Int32Array, at: number): void {
  state[at + RUN] = RUN_MAX;
  state[at + LAG] = LAG_MAX;
  state[at + BLEND] = 0;
  state[at + HUSHED] = 0;
}

/** Does a whole frame need no work? */
export const soundIsWhole = (state: Int32Array, at: number): boolean => state[at + RUN] === 0;
/** Is there anything left to hear of what is made up? */
export const madeUpIsAudible = (state: Int32Array, at: number): boolean => state[at + RUN]! < RUN_MAX;

/**
 * Works on frame number `frame` of the ring at `samples[ring ..]`: granules outside `mask` are made up,
 * granules in `hush` are silent.
 */
export function conceal(
  state: Int32Array,
  at: number,
  samples: Int16Array,
  ring: number,
  frame: number,
  mask: number,
  hush: number,
): void {
  let position = frame * FRAME_SAMPLES;
  for (let granule = 0; granule < FRAME_GRANULES; granule++) {
    const bit = 1 << granule;
    if ((mask & bit) === 0) makeUp(state, at, samples, ring, position);
    else if (state[at + RUN] !== 0) blendIn(state, at, samples, ring, position);
    if ((hush & bit) !== 0) silence(state, at, samples, ring + position);
    else state[at + HUSHED] = 0;
    position += GRANULE_SAMPLES;
  }
}

function makeUp(state: Int32Array, at: number, samples: Int16Array, ring: number, position: number): void {
  if (state[at + RUN] === 0) state[at + LAG] = findLag(samples, ring, position);
  state[at + BLEND] = 0;
  for (let i = 0; i < GRANULE_SAMPLES; i++) {
    samples[ring + position + i] = madeUp(state, at, samples, ring, position + i);
  }
}

/** The next made-up sample, for ring position `position`; counts it. */
function madeUp(state: Int32Array, at: number, samples: Int16Array, ring: number, position: number): number {
  const run = state[at + RUN]!;
  if (run >= RUN_MAX) return 0;
  const lag = state[at + LAG]!;
  state[at + RUN] = run + 1;
  const source = (position - run - lag + (run % lag) + 2 * HISTORY_SAMPLES) % HISTORY_SAMPLES;
  const sample = samples[ring + source]!;
  return run < RUN_FULL ? sample : Math.trunc((sample * (RUN_MAX - run)) / (RUN_MAX - RUN_FULL));
}

/** Real sound is back: the made-up one goes on for a moment under it. */
function blendIn(state: Int32Array, at: number, samples: Int16Array, ring: number, position: number): void {
  if (state[at + BLEND] === 0) state[at + BLEND] = BLEND_SAMPLES;
  for (let i = 0; i < GRANULE_SAMPLES; i++) {
    const share = state[at + BLEND]!;
    const old = madeUp(state, at, samples, ring, position + i);
    const real = samples[ring + position + i]!;
    samples[ring + position + i] = Math.trunc((old * share + real * (BLEND_SAMPLES - share)) / BLEND_SAMPLES);
    state[at + BLEND] = share - 1;
  }
  if (state[at + BLEND] === 0) state[at + RUN] = 0;
}

/** Ramps down within the first granule; afterwards sound has to fade in from nothing. */
function silence(state: Int32Array, at: number, samples: Int16Array, from: number): void {
  const first = state[at + HUSHED] === 0;
  for (let i = 0; i < GRANULE_SAMPLES; i++) {
    samples[from + i] = first
      ? Math.trunc((samples[from + i]! * (GRANULE_SAMPLES - i)) / GRANULE_SAMPLES)
      : 0;
  }
  state[at + HUSHED] = 1;
  state[at + RUN] = RUN_MAX;
  state[at + BLEND] = 0;
}

/** The lag at which the last MATCH_SAMPLES before `position` resemble what was before them most. */
function findLag(samples: Int16Array, ring: number, position: number): number {
  let best = LAG_MAX;
  let bestLikeness = -Infinity;
  for (let lag = LAG_MIN; lag <= LAG_MAX; lag += COARSE_STEP) {
    const found = likeness(samples, ring, position, lag, COARSE_STEP);
    if (found > bestLikeness) {
      bestLikeness = found;
      best = lag;
    }
  }
  const coarse = best;
  bestLikeness = -Infinity;
  for (let lag = Math.max(LAG_MIN, coarse - 1); lag <= Math.min(LAG_MAX, coarse + 1); lag++) {
    const found = likeness(samples, ring, position, lag, 1);
    if (found > bestLikeness) {
      bestLikeness = found;
      best = lag;
    }
  }
  return best;
}

/** Cross-correlation over the square root of the energy, with its sign. */
function likeness(samples: Int16Array, ring: number, position: number, lag: number, step: number): number {
  let product = 0;
  let energy = 1;
  for (let i = 1; i <= MATCH_SAMPLES; i += step) {
    const now = samples[ring + inHistory(position - i)]!;
    const before = samples[ring + inHistory(position - i - lag)]!;
    product += now * before;
    energy += before * before;
  }
  return product / Math.sqrt(energy);
}

/** A ring position up to one turn back. A comparison: a division here would be most of the cost of a lost frame. */
const inHistory = (position: number): number => (position < 0 ? position + HISTORY_SAMPLES : position);

/**
 * One limiter per distinct mix, in integers, so that every implementation gives the same samples. Below full
 * scale it does not change a bit. Above, the gain falls over the blocks before the peak (looking ahead inside
 * the frame) and returns slowly, so a loud room becomes quieter instead of clipped. Only the onset of a peak
 * in the first block of a frame has no time to fall and is saturated, for at most 2 ms at 8 kHz.
 *
 * The state is one int: how far the gain is below unity at the end of the last frame, in Q15; 0 is at rest.
 */
export const LIMITER_BLOCK_SAMPLES = 16;
/** The steepest fall of the gain per block while a peak is ahead: unity to one half in 8 ms at 8 kHz. */
const ATTACK_STEP = 4096;
/** Recovers 1/64 of what is missing per block: a time constant of 128 ms at 8 kHz. */
const RELEASE_SHIFT = 6;
const UNITY = 1 << 15;
const FULL_SCALE = 32767;

/** Gains at the edges of the blocks of one frame. */
export type LimiterScratch = Int32Array;

export const limiterScratch = (samplesMax: number): LimiterScratch =>
  new Int32Array(Math.ceil(samplesMax / LIMITER_BLOCK_SAMPLES) + 1);

/** Magnitude as used here: |x| for x ≥ 0 and |x| − 1 below, so both ends of the 16-bit range are full scale. */
const magnitude = (sample: number): number => (sample >= 0 ? sample : ~sample);

export function peakOf(mix: Int32Array, start: number, end: number): number {
  let peak = 0;
  for (let i = start; i < end; i++) {
    const size = magnitude(mix[i]!);
    if (size > peak) peak = size;
  }
  return peak;
}

/** Limits `mix[0..count)` in place to 16 bits. Returns the new state. */
export function limit(mix: Int32Array, count: number, state: number, scratch: LimiterScratch): number {
  if (state === 0 && peakOf(mix, 0, count) <= FULL_SCALE) return 0;
  const blocks = Math.ceil(count / LIMITER_BLOCK_SAMPLES);
  planGains(mix, count, state, scratch, blocks);
  for (let block = 0; block < blocks; block++) {
    const start = block * LIMITER_BLOCK_SAMPLES;
    const end = Math.min(start + LIMITER_BLOCK_SAMPLES, count);
    const from = scratch[block]!;
    const change = scratch[block + 1]! - from;
    for (let i = start; i < end; i++) {
      const gain = from + (((change * (i - start)) / LIMITER_BLOCK_SAMPLES) | 0);
      // A product can exceed 32 bits; doubles hold it exactly.
      const limited = Math.floor((mix[i]! * gain + UNITY / 2) / UNITY);
      mix[i] = limited > FULL_SCALE ? FULL_SCALE : limited < -FULL_SCALE - 1 ? -FULL_SCALE - 1 : limited;
    }
  }
  return UNITY - scratch[blocks]!;
}

/** Fills `edges[0..blocks]`: edge i is the gain at the start of block i, and no block may exceed full scale. */
function planGains(
  mix: Int32Array,
  count: number,
  state: number,
  edges: LimiterScratch,
  blocks: number,
): void {
  edges.fill(UNITY, 1, blocks + 1);
  edges[0] = UNITY - state;
  for (let block = 0; block < blocks; block++) {
    const start = block * LIMITER_BLOCK_SAMPLES;
    const peak = peakOf(mix, start, Math.min(start + LIMITER_BLOCK_SAMPLES, count));
    if (peak <= FULL_SCALE) continue;
    const ceiling = Math.trunc((FULL_SCALE * UNITY) / peak);
    // The gain the last frame ended with stays: a jump would click.
    if (block > 0) edges[block] = Math.min(edges[block]!, ceiling);
    edges[block + 1] = ceiling;
  }
  for (let edge = blocks - 1; edge > 0; edge--) {
    edges[edge] = Math.min(edges[edge]!, edges[edge + 1]! + ATTACK_STEP);
  }
  for (let edge = 1; edge <= blocks; edge++) {
    const before = edges[edge - 1]!;
    const released = Math.min(UNITY, before + ((UNITY - before) >> RELEASE_SHIFT) + 1);
    edges[edge] = Math.min(edges[edge]!, released);
  }
}

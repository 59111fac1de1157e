import { levelOf, levelOfMeanSquare } from './level.js';
import { TELEPHONE_RATE_HZ } from './tone.js';

/** Listening by machine: which tones a stretch of sound holds, where it is silent, and where it clicks. */

/**
 * The level of one frequency, by Goertzel's algorithm under a Hann window. Frequencies at least
 * 4 × sampleRate ÷ samples.length apart (40 Hz for 100 ms) do not leak into each other.
 */
export function toneLevel(
  samples: Int16Array,
  frequencyHz: number,
  sampleRateHz = TELEPHONE_RATE_HZ,
): number {
  const count = samples.length;
  const coefficient = 2 * Math.cos((2 * Math.PI * frequencyHz) / sampleRateHz);
  let last = 0;
  let beforeLast = 0;
  for (let i = 0; i < count; i++) {
    const window = 1 - Math.cos((2 * Math.PI * (i + 0.5)) / count);
    const next = samples[i]! * window + coefficient * last - beforeLast;
    beforeLast = last;
    last = next;
  }
  const magnitudeSquared = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  // A sine of amplitude a gives (a × count ÷ 2)²; the window used here has a mean of one.
  return levelOfMeanSquare((2 * magnitudeSquared) / (count * count));
}

/** Those of the frequencies whose level is at least `thresholdDbm0`. */
export const tonesPresent = (
  samples: Int16Array,
  frequenciesHz: readonly number[],
  thresholdDbm0 = -40,
): readonly number[] =>
  frequenciesHz.filter((frequencyHz) => toneLevel(samples, frequencyHz) >= thresholdDbm0);

export interface Silence {
  readonly blocks: number;
  readonly silentBlocks: number;
  /** The longest run of silent blocks. */
  readonly longestRun: number;
}

/** Counts blocks (20 ms) below `thresholdDbm0`; what does not fill a block at the end is left out. */
export function measureSilence(samples: Int16Array, thresholdDbm0 = -50, blockSamples = 160): Silence {
  const blocks = Math.floor(samples.length / blockSamples);
  let silentBlocks = 0;
  let run = 0;
  let longestRun = 0;
  for (let block = 0; block < blocks; block++) {
    const level = levelOf(samples.subarray(block * blockSamples, (block + 1) * blockSamples));
    run = level < thresholdDbm0 ? run + 1 : 0;
    if (run > 0) silentBlocks += 1;
    longestRun = Math.max(longestRun, run);
  }
  return { blocks, silentBlocks, longestRun };
}

/**
 * Counts blocks (40 ms) that are not steady tones of the given frequencies: with a click, a gap, a jump of the
 * phase, or another sound in them. A block counts when what is left after the best fit of the tones lies less
 * than `toleranceDb` under the block itself. G.711 alone leaves about −35 dB.
 */
export function countGlitches(
  samples: Int16Array,
  frequenciesHz: readonly number[],
  toleranceDb = 20,
  blockSamples = 320,
): number {
  let glitches = 0;
  for (let start = 0; start + blockSamples <= samples.length; start += blockSamples) {
    const block = samples.subarray(start, start + blockSamples);
    let energy = 0;
    for (const sample of block) energy += sample * sample;
    const left = energyBesideTones(block, frequenciesHz);
    if (left > energy * 10 ** (-toleranceDb / 10) || energy === 0) glitches += 1;
  }
  return glitches;
}

/** The energy that is left when the best-fitting sine and cosine of every frequency are taken away. */
function energyBesideTones(block: Int16Array, frequenciesHz: readonly number[]): number {
  const left = Float64Array.from(block);
  // Gram-Schmidt: each basis function is made orthogonal to those before it, then its share is taken away.
  const basis: Float64Array[] = [];
  for (const frequencyHz of frequenciesHz) {
    const radians = (2 * Math.PI * frequencyHz) / TELEPHONE_RATE_HZ;
    for (const wave of [Math.sin, Math.cos]) {
      const vector = Float64Array.from(block, (_, index) => wave(radians * index));
      for (const other of basis) subtract(vector, other, dot(vector, other));
      const length = Math.sqrt(dot(vector, vector));
      const unit = vector.map((value) => value / length);
      basis.push(unit);
      subtract(left, unit, dot(left, unit));
    }
  }
  return dot(left, left);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Float64Array, unit: Float64Array, share: number): void {
  for (let i = 0; i < from.length; i++) from[i]! -= share * unit[i]!;
}

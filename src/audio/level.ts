/**
 * Levels in dBm0. The loudest sine that A-law can carry, with its peak at full scale, is +3.14 dBm0
 * (ITU-T G.711 §4); for µ-law it is +3.17, a difference nobody hears, so one scale serves both.
 */
export const FULL_SCALE_SINE_DBM0 = 3.14;
const FULL_SCALE = 32_768;
const FULL_SCALE_SINE_MEAN_SQUARE = FULL_SCALE ** 2 / 2;

/** What silence counts as: the bottom of the scale of RFC 6464. */
export const SILENCE_DBM0 = -127;

/** The level of a signal whose samples squared are `meanSquare` on average. */
export const levelOfMeanSquare = (meanSquare: number): number =>
  Math.max(SILENCE_DBM0, 10 * Math.log10(meanSquare / FULL_SCALE_SINE_MEAN_SQUARE) + FULL_SCALE_SINE_DBM0);

/** The mean square that a level stands for: what thresholds on the beat are compared with, without a logarithm. */
export const meanSquareOfLevel = (levelDbm0: number): number =>
  FULL_SCALE_SINE_MEAN_SQUARE * 10 ** ((levelDbm0 - FULL_SCALE_SINE_DBM0) / 10);

/** The peak of a sine of this level. */
export const sineAmplitude = (levelDbm0: number): number => Math.sqrt(2 * meanSquareOfLevel(levelDbm0));

export function levelOf(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return levelOfMeanSquare(sum / Math.max(1, samples.length));
}

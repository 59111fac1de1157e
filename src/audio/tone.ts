import { sineAmplitude } from './level.js';

export interface Tone {
  readonly frequencyHz: number;
  readonly levelDbm0: number;
}

export const TELEPHONE_RATE_HZ = 8000;

/**
 * `count` samples of the sum of some tones. `startSample` is the place in the endless signal: blocks made one
 * after another join without a step.
 */
export function toneSamples(
  tones: readonly Tone[],
  count: number,
  startSample = 0,
  sampleRateHz = TELEPHONE_RATE_HZ,
): Int16Array {
  const parts = tones.map(({ frequencyHz, levelDbm0 }) => ({
    radians: (2 * Math.PI * frequencyHz) / sampleRateHz,
    amplitude: sineAmplitude(levelDbm0),
  }));
  return Int16Array.from({ length: count }, (_, index) => {
    const time = startSample + index;
    const sum = parts.reduce((total, part) => total + part.amplitude * Math.sin(part.radians * time), 0);
    return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  });
}

/** What parts of a sound are, for proving audio by listening. Samples are 16-bit linear at 8 kHz. */
export const SAMPLE_RATE = 8000;

export function sine(frequencyHz: number, amplitude: number, from: number, count: number): Int16Array {
  const step = (2 * Math.PI * frequencyHz) / SAMPLE_RATE;
  return Int16Array.from({ length: count }, (_, i) => Math.round(amplitude * Math.sin(step * (from + i))));
}

/** The amplitude of one frequency in a sound (Goertzel), over its whole length with a Hann window. */
export function amplitudeOf(samples: Int16Array | readonly number[], frequencyHz: number): number {
  const count = samples.length;
  const omega = (2 * Math.PI * frequencyHz) / SAMPLE_RATE;
  const coefficient = 2 * Math.cos(omega);
  let before = 0;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count);
    const now = samples[i]! * window + coefficient * last - before;
    before = last;
    last = now;
  }
  const power = before * before + last * last - coefficient * before * last;
  // A Hann window lets half of the amplitude through, and a sine's bin holds half its samples' sum.
  return (Math.sqrt(Math.max(0, power)) * 4) / count;
}

export function rms(samples: Int16Array | readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += samples[i]! * samples[i]!;
  return Math.sqrt(sum / samples.length);
}

/** The steepest step between two neighbouring samples: a click stands out of a slow tone. */
export function steepestStep(samples: Int16Array | readonly number[]): number {
  let steepest = 0;
  for (let i = 1; i < samples.length; i++)
    steepest = Math.max(steepest, Math.abs(samples[i]! - samples[i - 1]!));
  return steepest;
}

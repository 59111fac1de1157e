/** What every prompt is levelled to, recorded or made, and how far it may be off [S45]. */
export const PROMPT_LEVEL_DBM0 = -20;
export const PROMPT_LEVEL_TOLERANCE_DB = 1;

const FRAME_SAMPLES = 160;
/** Frames this far below the loudest are pauses, as ITU-T P.56 leaves them out of the active speech level. */
const PAUSE_DB = 25;
/** Mean square of 0 dBm0: a sine 3.14 dB below full scale (A-law, ITU-T G.711). */
const ZERO_DBM0_POWER = (32768 ** 2 / 2) * 10 ** (-3.14 / 10);

/** The level of the sound without its pauses, in dBm0; −Infinity for silence. */
export function activeLevelDbm0(samples: Int16Array): number {
  const frames: number[] = [];
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) frames.push(meanSquare(samples, at));
  const pause = Math.max(...frames, 0) * 10 ** (-PAUSE_DB / 10);
  const active = frames.filter((power) => power > pause);
  if (active.length === 0) return -Infinity;
  const power = active.reduce((sum, frame) => sum + frame, 0) / active.length;
  return 10 * Math.log10(power / ZERO_DBM0_POWER);
}

function meanSquare(samples: Int16Array, from: number): number {
  const to = Math.min(from + FRAME_SAMPLES, samples.length);
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! * samples[i]!;
  return sum / (to - from);
}

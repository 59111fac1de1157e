import { levelOfMeanSquare, SILENCE_DBM0 } from '../audio/level.js';

/** What every prompt is levelled to, recorded or made, and how far it may be off [S45]. */
export const PROMPT_LEVEL_DBM0 = -20;
export const PROMPT_LEVEL_TOLERANCE_DB = 1;

const FRAME_SAMPLES = 160;
/** Frames this far below the loudest are pauses and do not count, after the idea of ITU-T P.56. */
const PAUSE_DB = 25;

/** The level of the sound without its pauses, in dBm0. */
export function activeLevelDbm0(samples: Int16Array): number {
  const frames: number[] = [];
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) frames.push(meanSquare(samples, at));
  const pause = Math.max(0, ...frames) * 10 ** (-PAUSE_DB / 10);
  const active = frames.filter((power) => power > pause);
  if (active.length === 0) return SILENCE_DBM0;
  return levelOfMeanSquare(active.reduce((sum, power) => sum + power, 0) / active.length);
}

function meanSquare(samples: Int16Array, from: number): number {
  const to = Math.min(from + FRAME_SAMPLES, samples.length);
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i]! * samples[i]!;
  return sum / (to - from);
}

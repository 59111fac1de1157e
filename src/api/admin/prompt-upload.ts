import { levelOf } from '../../audio/level.js';
import { readWav } from '../../audio/wav.js';
import { PROMPT_SAMPLE_RATE_HZ } from '../../ivr/prompt-library.js';
import { activeLevelDbm0, PROMPT_LEVEL_DBM0, PROMPT_LEVEL_TOLERANCE_DB } from '../../ivr/prompt-level.js';
import { fieldInvalid } from '../validation.js';

const DURATION_MS_MAX = 120_000;
/** Softer is noise: it would only become louder noise. */
const NORMALISED_FROM_DBM0 = -50;

export interface Upload {
  readonly samples: Int16Array;
  readonly levelDbm0: number;
}

/** The sound of an uploaded file, checked as every prompt must be [S45], or a Problem that says what is wrong. */
export function readUpload(file: Uint8Array, normalise: boolean): Upload {
  const sound = readWav(file, PROMPT_SAMPLE_RATE_HZ);
  if (!sound.ok) {
    const found = sound.error.code === 'WAV_MALFORMED' ? 'no WAV file' : sound.error.found;
    throw fieldInvalid(
      'body',
      sound.error.code,
      `is ${found}; wanted is linear 16 bit, 1 channel, ${PROMPT_SAMPLE_RATE_HZ} Hz`,
    );
  }
  const { samples } = sound.value;
  if (samples.length === 0 || durationMsOf(samples) > DURATION_MS_MAX)
    throw fieldInvalid('body', 'OUT_OF_RANGE', `must last up to ${DURATION_MS_MAX / 1_000} s`);
  const level = activeLevelDbm0(samples);
  if (Math.abs(level - PROMPT_LEVEL_DBM0) <= PROMPT_LEVEL_TOLERANCE_DB) return { samples, levelDbm0: level };
  const wanted = `${PROMPT_LEVEL_DBM0} ± ${PROMPT_LEVEL_TOLERANCE_DB} dBm0`;
  if (!normalise || level < NORMALISED_FROM_DBM0)
    throw fieldInvalid('body', 'PROMPT_LEVEL_OFF', `is at ${level.toFixed(1)} dBm0, not at ${wanted}`);
  return levelled(samples, level, wanted);
}

export const durationMsOf = (samples: Int16Array): number =>
  Math.round((samples.length * 1_000) / PROMPT_SAMPLE_RATE_HZ);

function levelled(samples: Int16Array, level: number, wanted: string): Upload {
  const gain = 10 ** ((PROMPT_LEVEL_DBM0 - level) / 20);
  const louder = samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
  const reached = activeLevelDbm0(louder);
  // Its peaks were cut: a recording with such peaks cannot be brought to the level without a limiter.
  if (Math.abs(reached - PROMPT_LEVEL_DBM0) > PROMPT_LEVEL_TOLERANCE_DB)
    throw fieldInvalid(
      'body',
      'PROMPT_LEVEL_OFF',
      `is at ${levelOf(samples).toFixed(1)} dBm0 with peaks that cannot be brought to ${wanted}`,
    );
  return { samples: louder, levelDbm0: reached };
}

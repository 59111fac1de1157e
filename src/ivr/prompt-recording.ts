import { levelOf } from '../audio/level.js';
import { readWav } from '../audio/wav.js';
import { fail, ok, type Result } from '../base/result.js';
import { RECORDING_MS_MAX } from './play-limit.js';
import { PROMPT_SAMPLE_RATE_HZ } from './prompt-library.js';
import { activeLevelDbm0, PROMPT_LEVEL_DBM0, PROMPT_LEVEL_TOLERANCE_DB } from './prompt-level.js';

/** Softer is noise: it would only become louder noise. */
const NORMALISED_FROM_DBM0 = -50;
const WANTED_LEVEL = `${PROMPT_LEVEL_DBM0} ± ${PROMPT_LEVEL_TOLERANCE_DB} dBm0`;

/** A recording that may replace a prompt. */
export interface Recording {
  readonly samples: Int16Array;
  /** Without its pauses. */
  readonly levelDbm0: number;
  readonly durationMs: number;
}

export interface RecordingFault {
  readonly code: 'WAV_MALFORMED' | 'WAV_FORMAT_UNSUPPORTED' | 'OUT_OF_RANGE' | 'PROMPT_LEVEL_OFF';
  /** What it is, and what it should be. */
  readonly message: string;
}

/** The sound of a WAV file, checked as every prompt must be [S45]; `normalise`: brought to the level. */
export function readRecording(file: Uint8Array, normalise: boolean): Result<Recording, RecordingFault> {
  const sound = readWav(file, PROMPT_SAMPLE_RATE_HZ);
  if (!sound.ok) {
    const found = sound.error.code === 'WAV_MALFORMED' ? 'no WAV file' : sound.error.found;
    const message = `is ${found}; wanted is linear 16 bit, 1 channel, ${PROMPT_SAMPLE_RATE_HZ} Hz`;
    return fail({ code: sound.error.code, message });
  }
  const { samples } = sound.value;
  const durationMs = Math.round((samples.length * 1_000) / PROMPT_SAMPLE_RATE_HZ);
  if (samples.length === 0 || durationMs > RECORDING_MS_MAX)
    return fail({ code: 'OUT_OF_RANGE', message: `must last up to ${RECORDING_MS_MAX / 1_000} s` });
  const levelDbm0 = activeLevelDbm0(samples);
  if (isRight(levelDbm0)) return ok({ samples, levelDbm0, durationMs });
  if (!normalise || levelDbm0 < NORMALISED_FROM_DBM0)
    return levelOff(`is at ${levelDbm0.toFixed(1)} dBm0, not at ${WANTED_LEVEL}`);
  const gain = 10 ** ((PROMPT_LEVEL_DBM0 - levelDbm0) / 20);
  const levelled = samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * gain))));
  const reached = activeLevelDbm0(levelled);
  // Its peaks were cut: without a limiter it cannot be brought to the level.
  return isRight(reached)
    ? ok({ samples: levelled, levelDbm0: reached, durationMs })
    : levelOff(`is at ${levelOf(samples).toFixed(1)} dBm0 with peaks that forbid ${WANTED_LEVEL}`);
}

const isRight = (levelDbm0: number): boolean =>
  Math.abs(levelDbm0 - PROMPT_LEVEL_DBM0) <= PROMPT_LEVEL_TOLERANCE_DB;

const levelOff = (message: string) => fail({ code: 'PROMPT_LEVEL_OFF' as const, message });

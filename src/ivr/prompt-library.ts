import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWav } from '../audio/wav.js';
import { messageOf } from '../base/errors.js';
import { projectRoot } from '../base/project-root.js';
import { fail, ok, type Result } from '../base/result.js';
import { PROMPT_IDS, type PromptId } from './prompt-id.js';
import { activeLevelDbm0, PROMPT_LEVEL_DBM0, PROMPT_LEVEL_TOLERANCE_DB } from './prompt-level.js';
import { PROMPT_LANGUAGES, PROMPT_TABLE, type PromptLanguage } from './prompt-table.js';

export const PROMPT_SAMPLE_RATE_HZ = 8000;
/** The folder of the sounds, which are the same in every language. */
const SOUND_FOLDER = 'tones';

/** One rendering, 8 kHz 16-bit linear. A sound stands under every language with the same samples. */
export interface Prompt {
  readonly id: PromptId;
  readonly language: PromptLanguage;
  readonly samples: Int16Array;
}

export interface PromptFault {
  readonly code:
    | 'PROMPT_MISSING'
    | 'PROMPT_MALFORMED'
    | 'PROMPT_FORMAT_UNSUPPORTED'
    /** The recording is used all the same. */
    | 'PROMPT_LEVEL_OFF'
    /** A file of the override folder that no prompt is named after. */
    | 'PROMPT_UNKNOWN'
    | 'PROMPT_FOLDER_MISSING';
  readonly file: string;
  readonly message: string;
}

export interface PromptFolders {
  /** What is shipped; the project's own folder unless a test says otherwise. */
  readonly folder?: string;
  /** `<language>/<id>.wav` and `tones/<id>.wav` in here replace what is shipped. */
  readonly overrideFolder?: string | undefined;
}

/**
 * Reads every prompt of the table. A recording in the override folder that cannot be used is reported and the
 * shipped rendering takes its place.
 */
export function loadPrompts({ folder = join(projectRoot, 'prompts'), overrideFolder }: PromptFolders = {}): {
  readonly prompts: readonly Prompt[];
  readonly faults: readonly PromptFault[];
} {
  const prompts: Prompt[] = [];
  const faults: PromptFault[] = [];
  for (const { id, languages, file } of promptFiles()) {
    const replaced = overrideFolder !== undefined && existsSync(join(overrideFolder, file));
    const override = replaced ? loadOverride(join(overrideFolder, file), faults) : undefined;
    const samples = override ?? loadShipped(join(folder, file), faults);
    if (samples !== undefined) prompts.push(...languages.map((language) => ({ id, language, samples })));
  }
  if (overrideFolder !== undefined) faults.push(...strangersIn(overrideFolder));
  return { prompts, faults };
}

export interface PromptFile {
  readonly id: PromptId;
  readonly languages: readonly PromptLanguage[];
  readonly file: string;
}

/** Every file there must be, relative to a prompt folder. */
export function promptFiles(): readonly PromptFile[] {
  return PROMPT_IDS.flatMap((id): PromptFile[] => {
    const entry = PROMPT_TABLE[id];
    if (entry === 'sound')
      return [{ id, languages: PROMPT_LANGUAGES, file: join(SOUND_FOLDER, `${id}.wav`) }];
    const languages = PROMPT_LANGUAGES.filter(
      (language) => (language === 'en' ? entry.en : entry.zh) !== undefined,
    );
    return languages.map((language) => ({ id, languages: [language], file: join(language, `${id}.wav`) }));
  });
}

function loadShipped(file: string, faults: PromptFault[]): Int16Array | undefined {
  const loaded = loadSamples(file);
  if (loaded.ok) return loaded.value;
  faults.push(loaded.error);
  return undefined;
}

function loadOverride(file: string, faults: PromptFault[]): Int16Array | undefined {
  const samples = loadShipped(file, faults);
  if (samples === undefined) return undefined;
  const level = activeLevelDbm0(samples);
  if (Math.abs(level - PROMPT_LEVEL_DBM0) > PROMPT_LEVEL_TOLERANCE_DB) {
    const wanted = `${PROMPT_LEVEL_DBM0} ± ${PROMPT_LEVEL_TOLERANCE_DB} dBm0`;
    faults.push({
      code: 'PROMPT_LEVEL_OFF',
      file,
      message: `${file} is at ${level.toFixed(1)} dBm0, not at ${wanted}`,
    });
  }
  return samples;
}

export function loadSamples(file: string): Result<Int16Array, PromptFault> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return fail({ code: 'PROMPT_MISSING', file, message: `${file} cannot be read: ${messageOf(error)}` });
  }
  const sound = readWav(bytes, PROMPT_SAMPLE_RATE_HZ);
  if (sound.ok && sound.value.samples.length > 0) return ok(sound.value.samples);
  if (sound.ok || sound.error.code === 'WAV_MALFORMED') {
    return fail({ code: 'PROMPT_MALFORMED', file, message: `${file} is not a WAV file with sound in it` });
  }
  const message = `${file} is ${sound.error.found}; wanted is linear 16 bit, 1 channel, ${PROMPT_SAMPLE_RATE_HZ} Hz`;
  return fail({ code: 'PROMPT_FORMAT_UNSUPPORTED', file, message });
}

/** A misspelt name would otherwise replace nothing and nobody would know why. */
function strangersIn(overrideFolder: string): PromptFault[] {
  if (!existsSync(overrideFolder)) {
    const message = `the folder of replaced prompts, ${overrideFolder}, does not exist`;
    return [{ code: 'PROMPT_FOLDER_MISSING', file: overrideFolder, message }];
  }
  const known = new Set(promptFiles().map(({ file }) => file));
  return readdirSync(overrideFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.wav') && !known.has(file))
    .map((name) => join(overrideFolder, name))
    .map((file) => ({ code: 'PROMPT_UNKNOWN', file, message: `${file} is named after no prompt` }));
}

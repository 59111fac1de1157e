import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PromptShelf, ShelvedPrompt, Voice } from '../api/admin/prompt-shelf.js';
import { writeWav } from '../audio/wav.js';
import { projectRoot } from '../base/project-root.js';
import { PROMPT_GROUPS } from '../ivr/prompt-id.js';
import { loadSamples, promptFiles, PROMPT_SAMPLE_RATE_HZ, type PromptFile } from '../ivr/prompt-library.js';
import { PROMPT_TABLE, type PromptLanguage } from '../ivr/prompt-table.js';
import type { PromptBank } from '../mixer/prompt-bank.js';

interface Shelved extends ShelvedPrompt {
  readonly languages: readonly PromptLanguage[];
  /** Relative to a folder of prompts. */
  readonly file: string;
}

/** Recordings on the disk and in the memory of the media workers. Names come from the table alone. */
export class FilePromptShelf implements PromptShelf {
  readonly prompts: readonly Shelved[] = promptFiles().map(shelved);
  readonly #shipped: string;
  readonly #overrides: string;
  readonly #bank: Pick<PromptBank, 'replace'>;
  #last: Promise<unknown> = Promise.resolve();

  /** `overrides`: where recordings lie that replace shipped ones; it is made with the first. */
  constructor(overrides: string, bank: Pick<PromptBank, 'replace'>, shipped = join(projectRoot, 'prompts')) {
    this.#overrides = overrides;
    this.#bank = bank;
    this.#shipped = shipped;
  }

  isReplaced(prompt: ShelvedPrompt): boolean {
    return existsSync(join(this.#overrides, fileOf(prompt)));
  }

  async read(prompt: ShelvedPrompt): Promise<Uint8Array | undefined> {
    const folder = this.isReplaced(prompt) ? this.#overrides : this.#shipped;
    try {
      return await readFile(join(folder, fileOf(prompt)));
    } catch {
      // Removed by hand since the start: what plays is in memory.
      return undefined;
    }
  }

  replace(prompt: ShelvedPrompt, samples: Int16Array): Promise<'now' | 'next-start'> {
    return this.#inTurn(() => this.#replace(prompt, samples));
  }

  restore(prompt: ShelvedPrompt): Promise<'now' | 'next-start'> {
    return this.#inTurn(() => this.#restore(prompt));
  }

  /** One after another, so that what lies on the disk last is what plays. */
  #inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #replace(prompt: ShelvedPrompt, samples: Int16Array): Promise<'now' | 'next-start'> {
    const file = join(this.#overrides, fileOf(prompt));
    await mkdir(dirname(file), { recursive: true });
    // Whole or not at all, whatever happens meanwhile.
    await writeFile(`${file}.new`, writeWav({ sampleRateHz: PROMPT_SAMPLE_RATE_HZ, samples }));
    await rename(`${file}.new`, file);
    return this.#play(prompt, samples);
  }

  async #restore(prompt: ShelvedPrompt): Promise<'now' | 'next-start'> {
    await rm(join(this.#overrides, fileOf(prompt)), { force: true });
    const shipped = loadSamples(join(this.#shipped, fileOf(prompt)));
    return shipped.ok ? this.#play(prompt, shipped.value) : 'next-start';
  }

  #play(prompt: ShelvedPrompt, samples: Int16Array): 'now' | 'next-start' {
    const known = this.prompts.find(({ id, voice }) => id === prompt.id && voice === prompt.voice);
    const names = (known?.languages ?? []).map((language) => ({ id: prompt.id, language }));
    return this.#bank.replace(names, samples) ? 'now' : 'next-start';
  }
}

const fileOf = ({ voice, id }: ShelvedPrompt): string => join(voice, `${id}.wav`);

function shelved({ id, languages, file }: PromptFile): Shelved {
  const entry = PROMPT_TABLE[id];
  const voice: Voice = entry === 'sound' ? 'tones' : (languages[0] ?? 'zh-CN');
  const text = entry === 'sound' ? undefined : voice === 'en' ? entry.en : entry.zh?.text;
  const context = PROMPT_GROUPS.find(({ ids }) => ids.has(id))?.context ?? '提示音 · a sound';
  return { id, voice, text, context, languages, file };
}

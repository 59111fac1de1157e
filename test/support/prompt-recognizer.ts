import { loadPrompts } from '../../src/ivr/prompt-library.js';
import type { PromptId } from '../../src/ivr/prompt-id.js';
import type { PromptLanguage } from '../../src/ivr/prompt-table.js';
import { Correlation } from './correlation.js';

/** A whole prompt in what was heard, in samples from its beginning. */
export interface HeardPrompt {
  readonly id: PromptId;
  readonly from: number;
  readonly to: number;
}

/** G.711 leaves more than 0.99; another prompt that shares half of its words, about 0.5. */
const SAME = 0.9;

/**
 * Recognises prompts by comparing the waveform with every prompt file. Only a prompt that was heard whole
 * and by itself is recognised.
 */
export class PromptRecognizer {
  readonly #prompts: readonly { readonly id: PromptId; readonly samples: Int16Array }[];

  constructor(language: PromptLanguage) {
    // The longest first: a short word that is part of a sentence is not heard as itself.
    this.#prompts = loadPrompts()
      .prompts.filter((prompt) => prompt.language === language)
      .toSorted((a, b) => b.samples.length - a.samples.length);
  }

  /** Where a prompt was heard first. */
  find(id: PromptId, heard: Int16Array): HeardPrompt | undefined {
    const prompt = this.#prompts.find((known) => known.id === id);
    if (prompt === undefined) throw new Error(`there is no prompt ${id} in this language`);
    const at = new Correlation(heard).find(prompt.samples, SAME)[0];
    return at === undefined ? undefined : { id, from: at, to: at + prompt.samples.length };
  }

  /** All that was heard, in order. Lets other work go on between prompts. */
  async all(heard: Int16Array): Promise<readonly HeardPrompt[]> {
    const correlation = new Correlation(heard);
    const found: HeardPrompt[] = [];
    for (const { id, samples } of this.#prompts) {
      await new Promise(setImmediate);
      for (const from of correlation.find(samples, SAME)) {
        const to = from + samples.length;
        if (!found.some((other) => from < other.to && other.from < to)) found.push({ id, from, to });
      }
    }
    return found.toSorted((a, b) => a.from - b.from);
  }
}

import { loadPrompts } from '../../src/ivr/prompt-library.js';
import type { PromptId } from '../../src/ivr/prompt-id.js';
import type { PromptLanguage } from '../../src/ivr/prompt-table.js';
import { Correlation, likeness } from './correlation.js';

/** A whole prompt in what was heard, in samples from its beginning. */
export interface HeardPrompt {
  readonly id: PromptId;
  readonly from: number;
  readonly to: number;
}

interface Known {
  readonly id: PromptId;
  readonly samples: Int16Array;
  /** The last sound of the prompt, by which it is looked for, and what follows on it. */
  readonly last: Int16Array;
  readonly afterLast: number;
}

/** G.711 leaves more than 0.99; another prompt that shares half of its words, about 0.5. */
const SAME = 0.9;
const SAMPLES_PER_MS = 8;
const LAST_SAMPLES = 400 * SAMPLES_PER_MS;
const SILENT = 100;

/**
 * Recognises prompts by comparing the waveform with the prompt files. Only a prompt that was heard whole and
 * by itself is recognised.
 */
export class PromptRecognizer {
  readonly #prompts: readonly Known[];

  constructor(language: PromptLanguage) {
    // The longest first: a short word that is part of a sentence is not heard as itself.
    this.#prompts = loadPrompts()
      .prompts.filter((prompt) => prompt.language === language)
      .toSorted((a, b) => b.samples.length - a.samples.length)
      .map(({ id, samples }) => ({ id, samples, ...lastSound(samples) }));
  }

  /** Where a prompt was heard that ended within the last `newSamples`. */
  find(id: PromptId, heard: Int16Array, newSamples: number): HeardPrompt | undefined {
    const known = this.#known(id);
    const part = newSamples + known.last.length + known.afterLast;
    const from = Math.max(0, heard.length - part);
    return matches(known, heard, new Correlation(heard.subarray(from)), from)[0];
  }

  /** All that was heard, in order, of these prompts. Lets other work go on between prompts. */
  async all(
    heard: Int16Array,
    among: (id: PromptId) => boolean = () => true,
  ): Promise<readonly HeardPrompt[]> {
    const correlation = new Correlation(heard);
    const found: HeardPrompt[] = [];
    for (const known of this.#prompts.filter(({ id }) => among(id))) {
      await new Promise(setImmediate);
      for (const match of matches(known, heard, correlation, 0)) {
        if (!found.some((other) => match.from < other.to && other.from < match.to)) found.push(match);
      }
    }
    return found.toSorted((a, b) => a.from - b.from);
  }

  #known(id: PromptId): Known {
    const prompt = this.#prompts.find((known) => known.id === id);
    if (prompt === undefined) throw new Error(`there is no prompt ${id} in this language`);
    return prompt;
  }
}

function lastSound(samples: Int16Array): Pick<Known, 'last' | 'afterLast'> {
  const end = samples.findLastIndex((sample) => Math.abs(sample) > SILENT) + 1;
  const last = samples.subarray(Math.max(0, end - LAST_SAMPLES), end);
  return { last, afterLast: samples.length - end };
}

/** Where the last sound is, the whole prompt must be; `offset` is where the correlated part begins. */
function matches(known: Known, heard: Int16Array, correlation: Correlation, offset: number): HeardPrompt[] {
  const { id, samples, last, afterLast } = known;
  return correlation
    .find(last, SAME)
    .map((at) => offset + at + last.length + afterLast)
    .map((to) => ({ id, from: to - samples.length, to }))
    .filter(({ from, to }) => from >= 0 && to <= heard.length)
    .filter(({ from, to }) => likeness(heard.subarray(from, to), samples) >= SAME);
}

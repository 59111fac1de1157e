import { FRAME_TICKS } from '../rtp/packet.js';
import type { PromptRef } from './mixer.js';
import { PROMPT_FRAMES, PROMPT_SAMPLES } from './shared/layout.js';
import type { MediaMemory } from './shared/media-memory.js';

/** One prompt in one language: 16-bit linear at 8 kHz. */
export interface PromptAudio {
  readonly id: string;
  readonly language: string;
  readonly samples: Int16Array;
}

/** Every prompt there is, numbered. Built once, before the mixer starts. */
export class PromptBank {
  readonly #prompts: readonly PromptAudio[];
  readonly #index: ReadonlyMap<string, number>;

  private constructor(prompts: readonly PromptAudio[]) {
    this.#prompts = prompts;
    this.#index = new Map(prompts.map((prompt, index) => [keyOf(prompt), index]));
  }

  /** Empty prompts are left out: there is nothing to play. Of two with one name the later counts. */
  static build(prompts: readonly PromptAudio[]): PromptBank {
    return new PromptBank(prompts.filter((prompt) => prompt.samples.length > 0));
  }

  /** Its number, undefined for an unknown one. */
  lookup(prompt: PromptRef): number | undefined {
    return this.#index.get(keyOf(prompt));
  }

  get count(): number {
    return this.#prompts.length;
  }

  /** With every prompt padded to whole frames. */
  get sampleCount(): number {
    return this.#prompts.reduce((sum, prompt) => sum + framesOf(prompt) * FRAME_TICKS, 0);
  }

  /** Copies all of it into the memory that the workers share. */
  install(memory: MediaMemory): void {
    let at = memory.promptSamples;
    for (const [index, prompt] of this.#prompts.entries()) {
      memory.samples.set(prompt.samples, at);
      memory.words[memory.prompt(index) + PROMPT_SAMPLES] = at;
      memory.words[memory.prompt(index) + PROMPT_FRAMES] = framesOf(prompt);
      at += framesOf(prompt) * FRAME_TICKS;
    }
  }
}

const keyOf = (prompt: PromptRef): string => `${prompt.language}/${prompt.id}`;
const framesOf = (prompt: PromptAudio): number => Math.ceil(prompt.samples.length / FRAME_TICKS);

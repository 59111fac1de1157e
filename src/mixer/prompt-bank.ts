import { beepSamples } from '../audio/beep.js';
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

/**
 * Every prompt there is, numbered, and behind them the beep. Built once, before the mixer starts. Prompts with the
 * same array of samples, as a sound has in every language, share its memory.
 */
export class PromptBank {
  readonly #prompts: readonly PromptAudio[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #sounds: ReadonlySet<Int16Array>;

  private constructor(prompts: readonly PromptAudio[]) {
    this.#prompts = prompts;
    this.#index = new Map(prompts.map((prompt, index) => [keyOf(prompt), index]));
    this.#sounds = new Set(prompts.map(({ samples }) => samples));
  }

  /** Empty prompts are left out: there is nothing to play. Of two with one name the later counts. */
  static build(prompts: readonly PromptAudio[]): PromptBank {
    const beep = { id: 'beep', language: '', samples: beepSamples() };
    return new PromptBank([...prompts.filter((prompt) => prompt.samples.length > 0), beep]);
  }

  /** Its number, undefined for an unknown one. */
  lookup(prompt: PromptRef): number | undefined {
    return this.#index.get(keyOf(prompt));
  }

  get count(): number {
    return this.#prompts.length;
  }

  get beep(): number {
    return this.#prompts.length - 1;
  }

  /** With every sound padded to whole frames. */
  get sampleCount(): number {
    let frames = 0;
    for (const samples of this.#sounds) frames += framesOf(samples);
    return frames * FRAME_TICKS;
  }

  /** Copies all of it into the memory that the workers share. */
  install(memory: MediaMemory): void {
    const places = new Map<Int16Array, number>();
    let at = memory.promptSamples;
    for (const samples of this.#sounds) {
      memory.samples.set(samples, at);
      places.set(samples, at);
      at += framesOf(samples) * FRAME_TICKS;
    }
    for (const [index, { samples }] of this.#prompts.entries()) {
      memory.words[memory.prompt(index) + PROMPT_SAMPLES] = places.get(samples)!;
      memory.words[memory.prompt(index) + PROMPT_FRAMES] = framesOf(samples);
    }
  }
}

const keyOf = (prompt: PromptRef): string => `${prompt.language}/${prompt.id}`;
const framesOf = (samples: Int16Array): number => Math.ceil(samples.length / FRAME_TICKS);

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

/** Room for recordings that replace others while the server runs: so many, and so many samples together. */
export interface SparePrompts {
  readonly prompts: number;
  readonly samples: number;
}

const NO_SPARE: SparePrompts = { prompts: 0, samples: 0 };

/**
 * Every prompt there is, numbered, behind them the beep, and behind that room for later ones. Built once, before the
 * mixer starts. Prompts with the same array of samples, as a sound has in every language, share its memory.
 */
export class PromptBank {
  readonly #prompts: readonly PromptAudio[];
  readonly #index: Map<string, number>;
  readonly #sounds: ReadonlySet<Int16Array>;
  readonly #spare: SparePrompts;
  #memory: MediaMemory | undefined;
  /** Of the spare room. */
  #promptsTaken = 0;
  #samplesTaken = 0;

  private constructor(prompts: readonly PromptAudio[], spare: SparePrompts) {
    this.#prompts = prompts;
    this.#spare = spare;
    this.#index = new Map(prompts.map((prompt, index) => [keyOf(prompt), index]));
    this.#sounds = new Set(prompts.map(({ samples }) => samples));
  }

  /** Empty prompts are left out: there is nothing to play. Of two with one name the later counts. */
  static build(prompts: readonly PromptAudio[], spare = NO_SPARE): PromptBank {
    const beep = { id: 'beep', language: '', samples: beepSamples() };
    return new PromptBank([...prompts.filter((prompt) => prompt.samples.length > 0), beep], spare);
  }

  /** Its number, undefined for an unknown one. */
  lookup(prompt: PromptRef): number | undefined {
    return this.#index.get(keyOf(prompt));
  }

  get count(): number {
    return this.#prompts.length + this.#spare.prompts;
  }

  get beep(): number {
    return this.#prompts.length - 1;
  }

  /** With every sound padded to whole frames. */
  get sampleCount(): number {
    return this.#builtSamples + this.#spare.samples;
  }

  get #builtSamples(): number {
    let frames = 0;
    for (const samples of this.#sounds) frames += framesOf(samples);
    return frames * FRAME_TICKS;
  }

  /**
   * From now on these names mean this sound. What is being played goes on as it was: the old sound stays where it is,
   * so that no worker reads what is being written. False: the spare room is used up until the next start.
   */
  replace(prompts: readonly PromptRef[], samples: Int16Array): boolean {
    const memory = this.#memory;
    const length = framesOf(samples) * FRAME_TICKS;
    const isFull =
      this.#promptsTaken >= this.#spare.prompts || this.#samplesTaken + length > this.#spare.samples;
    if (memory === undefined || isFull) return false;
    const place = memory.promptSamples + this.#builtSamples + this.#samplesTaken;
    const number = this.#prompts.length + this.#promptsTaken;
    this.#samplesTaken += length;
    this.#promptsTaken += 1;
    memory.samples.set(samples, place);
    memory.words[memory.prompt(number) + PROMPT_SAMPLES] = place;
    memory.words[memory.prompt(number) + PROMPT_FRAMES] = framesOf(samples);
    for (const prompt of prompts) this.#index.set(keyOf(prompt), number);
    return true;
  }

  /** Copies all of it into the memory that the workers share. */
  install(memory: MediaMemory): void {
    this.#memory = memory;
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

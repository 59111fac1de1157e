import type { PromptId } from '../../ivr/prompt-id.js';

/** `tones`: sounds, the same in every language. */
export const VOICES = ['zh-CN', 'en', 'tones'] as const;
export type Voice = (typeof VOICES)[number];

export interface ShelvedPrompt {
  readonly id: PromptId;
  readonly voice: Voice;
  /** Undefined for a sound. */
  readonly text: string | undefined;
  /** When it is heard. */
  readonly context: string;
}

/** The recordings behind the prompts: what is shipped, and what replaces it [S45]. */
export interface PromptShelf {
  /** Every prompt there is, in one voice each. */
  readonly prompts: readonly ShelvedPrompt[];
  isReplaced(prompt: ShelvedPrompt): boolean;
  /** A WAV file; undefined: there is none. */
  read(prompt: ShelvedPrompt): Promise<Uint8Array | undefined>;
  /** 8 kHz, 16 bit. `next-start`: there is no more room in the running media workers. */
  replace(prompt: ShelvedPrompt, samples: Int16Array): Promise<'now' | 'next-start'>;
  /** Back to what is shipped. */
  restore(prompt: ShelvedPrompt): Promise<'now' | 'next-start'>;
}

import type { Language } from '../../accounts/account.js';
import {
  toPrompts,
  type Flow,
  type FlowEffect,
  type FlowInput,
  type Key,
  type KeySource,
  type PlayNumbers,
} from '../flow.js';
import type { PromptId } from '../prompt-id.js';
import { spokenCardinal, spokenDigits, SPOKEN_NUMBER_MAX } from '../spoken-number.js';

const SOURCE_PROMPTS: Readonly<Record<KeySource, PromptId>> = {
  'rtp-event': 'dtmf-by-event',
  info: 'dtmf-by-info',
  'in-band': 'dtmf-in-band',
};

const KEY_PROMPTS: Partial<Readonly<Record<Key, PromptId>>> = {
  '*': 'key-star',
  '#': 'key-pound',
  A: 'key-a',
  B: 'key-b',
  C: 'key-c',
  D: 'key-d',
};

/** Reads back each key, how it came, and how long it was held [S38b]. */
export class TestKeys implements Flow {
  readonly #language: Language;
  readonly #plays: PlayNumbers;

  constructor({ language, plays }: { readonly language: Language; readonly plays: PlayNumbers }) {
    this.#language = language;
    this.#plays = plays;
  }

  handle(input: FlowInput): readonly FlowEffect[] {
    switch (input.type) {
      case 'start':
        return [this.#play(['dtmf-intro'])];
      case 'key':
        return [{ type: 'stop' }];
      case 'key-end':
        return [this.#play(this.#readBack(input))];
      default:
        return [];
    }
  }

  nextDeadline(): undefined {
    return undefined;
  }

  get state(): string {
    return 'test-keys';
  }

  describe(): string {
    return 'test-keys';
  }

  #readBack({ key, by, durationMs }: FlowInput & { type: 'key-end' }): readonly PromptId[] {
    const named = KEY_PROMPTS[key];
    const wholeMs = Math.min(Math.round(durationMs), SPOKEN_NUMBER_MAX);
    return [
      ...(named === undefined ? spokenDigits(key, this.#language) : [named]),
      SOURCE_PROMPTS[by],
      ...spokenCardinal(wholeMs, this.#language, true),
      'milliseconds',
    ];
  }

  #play(prompts: readonly PromptId[]): FlowEffect {
    return {
      type: 'play',
      play: this.#plays.next(),
      prompts: toPrompts(prompts, this.#language),
      loop: false,
    };
  }
}

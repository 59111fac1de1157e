import type { Language } from '../../accounts/account.js';
import { toPrompts, type Flow, type FlowEffect, type FlowInput, type PlayNumbers } from '../flow.js';
import type { PromptId } from '../prompt-id.js';

/** Joins the next two callers with each other [S38b]; who loses the other waits for the next. */
export class TestLoop implements Flow {
  readonly #language: Language;
  readonly #plays: PlayNumbers;
  #paired = false;

  constructor({ language, plays }: { readonly language: Language; readonly plays: PlayNumbers }) {
    this.#language = language;
    this.#plays = plays;
  }

  handle(input: FlowInput): readonly FlowEffect[] {
    switch (input.type) {
      case 'start':
        return this.#wait();
      case 'paired':
        this.#paired = true;
        return [this.#play('loop-joined')];
      case 'unpaired':
        this.#paired = false;
        return this.#wait();
      default:
        return [];
    }
  }

  nextDeadline(): undefined {
    return undefined;
  }

  get state(): string {
    return this.#paired ? 'paired' : 'waiting';
  }

  describe(): string {
    return `test-loop ${this.state}`;
  }

  #wait(): readonly FlowEffect[] {
    return [this.#play('loop-waiting'), { type: 'pair' }];
  }

  #play(prompt: PromptId): FlowEffect {
    return {
      type: 'play',
      play: this.#plays.next(),
      prompts: toPrompts([prompt], this.#language),
      loop: false,
    };
  }
}

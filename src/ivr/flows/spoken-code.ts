import type { ConversationOptions, Words } from '../conversation.js';
import type { PromptId } from '../prompt-id.js';
import { spokenDigits } from '../spoken-number.js';
import { SpokenFlow } from '../spoken-flow.js';

/** Whoever has not written it down by then asks for another call. */
const TIMES_MAX = 5;

const INTRODUCTIONS = {
  registration: 'code-for-registration',
  'new-number': 'code-for-number',
} as const satisfies Readonly<Record<string, PromptId>>;

export type CodePurpose = keyof typeof INTRODUCTIONS;

export interface SpokenCodeOptions extends ConversationOptions {
  readonly purpose: CodePurpose;
  /** Six digits. */
  readonly code: string;
}

/** Speaks a code to the phone whose number is to be proven [S26] [S32] [S38]. */
export class SpokenCode extends SpokenFlow {
  readonly #options: SpokenCodeOptions;

  constructor(options: SpokenCodeOptions) {
    super(options);
    this.#options = options;
  }

  describe(): string {
    return `spoken-code ${this.#options.purpose} ${this.state}`;
  }

  protected begin(): void {
    this.#speak(1);
  }

  #speak(time: number): void {
    const { purpose, code } = this.#options;
    const words: Words = [INTRODUCTIONS[purpose], ...spokenDigits(code, this.talk.language)];
    const end = (): void => this.talk.leave(['goodbye'], 'not-confirmed');
    if (time === TIMES_MAX) return this.talk.say('code', words, end);
    this.talk.choose('code', [...words, 'pause', 'code-again'], {
      keys: { '1': () => this.#speak(time + 1) },
      silence: end,
    });
  }
}

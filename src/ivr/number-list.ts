import type { AccountId } from '../base/ids.js';
import { partyKey, type CalledParty } from '../dialing/called-party.js';
import { barredWords } from './announcements.js';
import { Tries, type Conversation, type Words } from './conversation.js';
import type { Answer } from './desk.js';
import type { KeyTimes } from './entry.js';
import { KeyedNumber, type Keyed } from './keyed-number.js';
import type { PromptId } from './prompt-id.js';
import { spokenKeys } from './spoken-number.js';

/** Silence ends a number, and then the list [S31]. */
const LIST_KEY_TIMES: KeyTimes = { firstKeyMs: 8_000, nextKeyMs: 8_000 };

export interface NumberListOptions {
  readonly talk: Conversation;
  /** Who pays for the calls. */
  readonly account: AccountId;
  readonly numbersMax: number;
  /** After three wrong tries. */
  readonly giveUp: (error: Words) => void;
  readonly unavailable: () => void;
}

/** Numbers one after another, each ended by `#`; read back, and confirmed by the caller [S31]. */
export class NumberList {
  readonly #options: NumberListOptions;
  #numbers: { readonly keyed: string; readonly called: CalledParty }[] = [];

  constructor(options: NumberListOptions) {
    this.#options = options;
  }

  /** `before`: what is read back before the numbers. A list that was confirmed once is only read back. */
  confirm(before: Words, done: (parties: readonly CalledParty[]) => void): void {
    const list = { before, done };
    if (this.#numbers.length === 0) this.#askNumber([], list, new Tries());
    else this.#readBack(list, new Tries());
  }

  #askNumber(error: Words, list: Open, tries: Tries): void {
    const { talk, numbersMax } = this.#options;
    if (this.#numbers.length >= numbersMax) return this.#tellFull(list);
    const prompt = this.#numbers.length === 0 ? 'ask-first-number' : 'ask-next-number';
    const take = (keyed: Keyed): void => this.#onKeyed(keyed, list, tries);
    talk.enter('numbers', [...error, prompt], new KeyedNumber(), take, LIST_KEY_TIMES);
  }

  /** Whoever keys one number too many must not confirm the others with its first digit. */
  #tellFull(list: Open): void {
    const { talk } = this.#options;
    talk.forgetEarly();
    talk.say('list-full', ['conference-full'], () => {
      talk.forgetEarly();
      this.#readBack(list, new Tries());
    });
  }

  #onKeyed(keyed: Keyed, list: Open, tries: Tries): void {
    const { talk, account } = this.#options;
    switch (keyed.type) {
      case 'empty':
        if (this.#numbers.length > 0) return this.#readBack(list, new Tries());
        return this.#retryNumber([], list, tries);
      case 'cancel':
        return this.#askNumber([], list, tries);
      case 'too-long':
        return this.#retryNumber(['number-wrong'], list, tries);
      case 'number': {
        const question = { type: 'callee', keyed: keyed.keyed, payer: account } as const;
        return talk.ask('checking', question, (answer) => this.#onCallee(keyed.keyed, answer, list, tries));
      }
    }
  }

  #onCallee(keyed: string, answer: Answer, list: Open, tries: Tries): void {
    if (answer.type !== 'callee') return this.#options.unavailable();
    if (!answer.result.ok) return this.#retryNumber([barredWords(answer.result.error.code)], list, tries);
    const called = answer.result.value;
    // Each number is rung once [S39].
    const twice = this.#numbers.some((number) => partyKey(number.called) === partyKey(called));
    if (!twice) this.#numbers.push({ keyed, called });
    this.#askNumber(twice ? ['number-twice'] : [], list, new Tries());
  }

  #readBack(list: Open, tries: Tries, error: Words = []): void {
    const again = (): void => {
      if (tries.again()) this.#readBack(list, tries);
      else this.#options.giveUp([]);
    };
    const restart = (): void => {
      this.#numbers = [];
      this.#askNumber([], list, new Tries());
    };
    const deleteLast = (): void => {
      this.#numbers.pop();
      if (this.#numbers.length === 0) this.#askNumber([], list, new Tries());
      else this.#readBack(list, new Tries());
    };
    this.#options.talk.choose('read-back', [...error, ...this.#readBackWords(list)], {
      keys: {
        '1': () => list.done(this.#numbers.map(({ called }) => called)),
        '2': restart,
        '*': deleteLast,
      },
      other: again,
      silence: again,
    });
  }

  #readBackWords({ before }: Open): Words {
    const { language } = this.#options.talk;
    const numbers = this.#numbers.flatMap(({ keyed }): PromptId[] => [
      ...spokenKeys(keyed, language),
      'pause',
    ]);
    return [...before, 'numbers-are', ...numbers, 'list-choice'];
  }

  #retryNumber(error: Words, list: Open, tries: Tries): void {
    const { talk, giveUp } = this.#options;
    if (error.length > 0) talk.forgetEarly();
    if (tries.again()) this.#askNumber(error, list, tries);
    // What was keyed well before is not lost.
    else if (this.#numbers.length > 0) this.#readBack(list, new Tries(), error);
    else giveUp(error);
  }
}

interface Open {
  readonly before: Words;
  readonly done: (parties: readonly CalledParty[]) => void;
}

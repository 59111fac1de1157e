import type { Language } from '../../accounts/account.js';
import { Tries } from '../conversation.js';
import type { Answer, Payer } from '../desk.js';
import { PARTIES_MAX } from '../../conference/definition.js';
import { DigitCollector, type KeyTimes } from '../digit-collector.js';
import type { PlayNumbers } from '../flow.js';
import type { PromptId } from '../prompt-id.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

export interface QuickEntryOptions {
  /** Both: the account's, once it is known. */
  readonly language: Language | 'both';
  readonly keyTimes: KeyTimes;
  readonly plays: PlayNumbers;
}

/** 多方通: who convenes is known by a bound number, or proves it by account number and phone PIN [S27]. */
export class QuickEntry extends SpokenFlow {
  readonly #follows: boolean;
  readonly #door = new RoomDoor(this.talk);
  readonly #tries = new Tries();

  constructor({ language, keyTimes, plays }: QuickEntryOptions) {
    super({ language: language === 'both' ? 'zh-CN' : language, keyTimes, plays });
    this.#follows = language === 'both';
  }

  describe(): string {
    return `quick-entry ${this.state} ${this.talk.language}`;
  }

  protected begin(): void {
    this.talk.ask('recognising', { type: 'convener' }, (answer) =>
      this.#onPayer(answer, () => this.#askAccount(['number-not-bound'])),
    );
  }

  #onPayer(answer: Answer, unproven: () => void): void {
    if (answer.type !== 'payer') return this.#door.unreachable();
    // The verdict is kept from a caller who has guessed too often [S52].
    this.talk.pause('holding', answer.waitMs, () => {
      if (answer.result.ok) this.#convene(answer.result.value);
      else if (answer.result.error.code === 'ACCOUNT_CLOSED') this.#sayGoodbye(['account-closed']);
      else unproven();
    });
  }

  #askAccount(before: readonly PromptId[]): void {
    this.talk.enter('account', [...before, 'ask-account'], new DigitCollector(), (accountNumber) => {
      if (accountNumber === '') this.#retry([], () => this.#askAccount([]));
      else this.#askPin(accountNumber);
    });
  }

  #askPin(accountNumber: string): void {
    this.talk.enter('pin', ['ask-pin'], new DigitCollector(), (pin) => {
      if (pin === '') return this.#retry([], () => this.#askPin(accountNumber));
      // One error for both, so that nobody learns which account numbers there are [S52].
      const wrong: PromptId[] = ['account-or-pin-wrong'];
      this.talk.ask('proving', { type: 'phone-pin', accountNumber, pin }, (answer) =>
        this.#onPayer(answer, () => this.#retry(wrong, () => this.#askAccount(wrong))),
      );
    });
  }

  #retry(error: readonly PromptId[], again: () => void): void {
    if (error.length > 0) this.talk.forgetEarly();
    if (this.#tries.again()) again();
    else this.#sayGoodbye(error);
  }

  #convene({ account, language }: Payer): void {
    if (this.#follows) this.talk.language = language;
    this.#door.pass({
      type: 'convene',
      kind: 'quick',
      account,
      parties: [],
      partiesMax: PARTIES_MAX.quick,
      opening: 'invite',
    });
  }

  #sayGoodbye(before: readonly PromptId[]): void {
    this.talk.leave([...before, 'goodbye'], 'entry-failed');
  }
}

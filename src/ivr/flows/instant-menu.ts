import type { Language } from '../../accounts/account.js';
import type { CalledParty } from '../../dialing/called-party.js';
import { BookingDialogue } from '../booking-dialogue.js';
import { Tries, type Words } from '../conversation.js';
import type { Answer, Payer } from '../desk.js';
import type { KeyTimes } from '../digit-collector.js';
import type { Opening, PlayNumbers } from '../flow.js';
import { NumberList } from '../number-list.js';
import { RoomDoor } from '../room-door.js';
import { SpokenFlow } from '../spoken-flow.js';

export interface InstantMenuOptions {
  /** Both: the account's, once it is known. */
  readonly language: Language | 'both';
  readonly keyTimes: KeyTimes;
  readonly plays: PlayNumbers;
  /** The host included [S29]. */
  readonly partiesMax: number;
}

/** 多方通话 by phone: the first call activates the number [S30], then the menu [S31]. */
export class InstantMenu extends SpokenFlow {
  readonly #follows: boolean;
  readonly #partiesMax: number;
  readonly #door = new RoomDoor(this.talk);

  constructor({ language, keyTimes, plays, partiesMax }: InstantMenuOptions) {
    super({ language: language === 'both' ? 'zh-CN' : language, keyTimes, plays });
    this.#follows = language === 'both';
    this.#partiesMax = partiesMax;
  }

  describe(): string {
    return `instant-menu ${this.state} ${this.talk.language}`;
  }

  protected begin(): void {
    const { language } = this.talk;
    this.talk.ask('recognising', { type: 'subscriber', language }, (answer) => this.#onSubscriber(answer));
  }

  #onSubscriber(answer: Answer): void {
    if (answer.type !== 'payer') return this.#door.unreachable();
    if (!answer.result.ok) {
      const closed = answer.result.error.code === 'ACCOUNT_CLOSED';
      return this.#giveUp([closed ? 'account-closed' : 'not-eligible']);
    }
    const payer = answer.result.value;
    if (this.#follows) this.talk.language = payer.language;
    this.#menu(payer, payer.activatedNow ? ['number-activated'] : []);
  }

  #menu(payer: Payer, before: Words, tries = new Tries()): void {
    const again = (): void => {
      if (tries.again()) this.#menu(payer, [], tries);
      else this.#giveUp([]);
    };
    const items = ['instant-menu-1', 'instant-menu-2', 'instant-menu-3', 'instant-menu-0'] as const;
    this.talk.choose('menu', [...before, ...items], {
      keys: {
        '1': () => this.#callNow(payer),
        '2': () => this.#bookings(payer).book(),
        '3': () => this.#bookings(payer).read(),
        // There the operator's private line is one beside a conference.
        '0': () => this.#convene(payer, [], 'operator'),
      },
      other: again,
      silence: again,
    });
  }

  #callNow(payer: Payer): void {
    this.#numbers(payer).confirm([], (parties) => this.#convene(payer, parties, 'talk'));
  }

  #bookings(payer: Payer): BookingDialogue {
    return new BookingDialogue({
      talk: this.talk,
      payer,
      numbers: this.#numbers(payer),
      done: (outcome) => this.#menu(payer, outcome),
      giveUp: this.#giveUp,
      unavailable: this.#door.unreachable,
    });
  }

  #numbers({ account }: Payer): NumberList {
    return new NumberList({
      talk: this.talk,
      account,
      numbersMax: this.#partiesMax - 1,
      giveUp: this.#giveUp,
      unavailable: this.#door.unreachable,
    });
  }

  #convene({ account }: Payer, parties: readonly CalledParty[], opening: Opening): void {
    this.#door.pass({
      type: 'convene',
      kind: 'instant',
      account,
      parties,
      partiesMax: this.#partiesMax,
      opening,
    });
  }

  readonly #giveUp = (error: Words): void => this.talk.leave([...error, 'goodbye'], 'entry-failed');
}

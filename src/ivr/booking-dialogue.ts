import type { UtcMs } from '../base/units.js';
import type { CalledParty } from '../dialing/called-party.js';
import { Tries, type Conversation, type Words } from './conversation.js';
import type { Answer, Payer, SpokenBooking } from './desk.js';
import { DigitCollector } from './digit-collector.js';
import type { NumberList } from './number-list.js';
import type { PromptId } from './prompt-id.js';
import { spokenCardinal } from './spoken-number.js';
import { spokenTime } from './spoken-time.js';

export interface BookingDialogueOptions {
  readonly talk: Conversation;
  readonly payer: Payer;
  readonly numbers: NumberList;
  /** Back to the menu, with the outcome. */
  readonly done: (outcome: Words) => void;
  /** After three wrong tries. */
  readonly giveUp: (error: Words) => void;
  readonly unavailable: () => void;
}

const WRONG_TIMES = {
  IMPOSSIBLE: 'booking-time-wrong',
  TOO_SOON: 'booking-too-soon',
  TOO_FAR: 'booking-too-far',
} as const satisfies Readonly<Record<string, PromptId>>;

/** Booking an instant conference by phone, hearing what is booked and cancelling it [S31]. */
export class BookingDialogue {
  readonly #options: BookingDialogueOptions;

  constructor(options: BookingDialogueOptions) {
    this.#options = options;
  }

  /** MMDDHHMM, then the numbers, read back and confirmed. */
  book(): void {
    this.#askTime([], new Tries());
  }

  #askTime(before: Words, tries: Tries): void {
    const { talk, payer, unavailable } = this.#options;
    talk.enter('booking-time', [...before, 'ask-booking-time'], new DigitCollector(), (keyed) => {
      if (keyed === '') return this.#retryTime([], tries);
      const question = { type: 'booking-time', keyed, account: payer.account } as const;
      talk.ask('checking-time', question, (answer) => {
        if (answer.type !== 'booking-time') unavailable();
        else if (answer.result.ok) this.#confirm(answer.result.value, tries);
        else this.#retryTime([WRONG_TIMES[answer.result.error.code]], tries);
      });
    });
  }

  #retryTime(error: Words, tries: Tries): void {
    const { talk, giveUp } = this.#options;
    if (error.length > 0) talk.forgetEarly();
    if (tries.again()) this.#askTime(error, tries);
    else giveUp(error);
  }

  #confirm(startMs: UtcMs, tries: Tries): void {
    const { talk, payer, numbers } = this.#options;
    const take = (parties: readonly CalledParty[]): void => {
      const question = { type: 'book', account: payer.account, startMs, parties } as const;
      talk.ask('booking', question, (answer) => this.#onBooked(answer, tries));
    };
    numbers.confirm(this.#timeWords(startMs), take);
  }

  #onBooked(answer: Answer, tries: Tries): void {
    const { done, unavailable } = this.#options;
    if (answer.type !== 'booked') return unavailable();
    if (answer.result.ok) return done(['booked']);
    switch (answer.result.error.code) {
      case 'LINES_FULL':
        return this.#retryTime(['lines-full'], tries);
      case 'TOO_SOON':
        return this.#retryTime(['booking-too-soon'], tries);
      case 'CANNOT_BOOK':
        return done(['cannot-book']);
    }
  }

  /** One booking after another, the earliest first. */
  read(): void {
    const { talk, payer, done, unavailable } = this.#options;
    talk.ask('looking-up', { type: 'bookings', account: payer.account }, (answer) => {
      if (answer.type !== 'bookings') unavailable();
      else if (answer.bookings.length === 0) done(['no-bookings']);
      else this.#readNext([], answer.bookings);
    });
  }

  #readNext(before: Words, bookings: readonly SpokenBooking[]): void {
    const [first, ...others] = bookings;
    if (first === undefined) this.#options.done([...before, 'no-more-bookings']);
    else this.#readOne(before, first, others, new Tries());
  }

  #readOne(before: Words, booking: SpokenBooking, others: readonly SpokenBooking[], tries: Tries): void {
    const { talk, giveUp } = this.#options;
    const again = (): void => {
      if (tries.again()) this.#readOne([], booking, others, tries);
      else giveUp([]);
    };
    const confirm: () => void = () =>
      talk.choose('confirm-cancel', ['confirm-cancel'], {
        keys: { '1': () => this.#cancel(booking, others) },
        other: again,
        silence: again,
      });
    talk.choose('bookings', [...before, ...this.#bookingWords(booking), 'booking-choice'], {
      keys: { '9': confirm, '1': () => this.#readNext([], others) },
      other: again,
      silence: again,
    });
  }

  #cancel({ booking }: SpokenBooking, others: readonly SpokenBooking[]): void {
    const { talk, payer, unavailable } = this.#options;
    const question = { type: 'cancel-booking', account: payer.account, booking } as const;
    talk.ask('cancelling', question, (answer) => {
      if (answer.type !== 'cancelled') unavailable();
      else this.#readNext([answer.done ? 'booking-cancelled' : 'cannot-cancel'], others);
    });
  }

  #timeWords(startMs: UtcMs): Words {
    const { talk, payer } = this.#options;
    return ['booking-time-is', ...spokenTime(startMs, payer.timeZone, talk.language), 'pause'];
  }

  #bookingWords({ startMs, parties }: SpokenBooking): Words {
    const count = spokenCardinal(parties, this.#options.talk.language, true);
    return [...this.#timeWords(startMs), 'booking-parties-before', ...count, 'booking-parties-after'];
  }
}

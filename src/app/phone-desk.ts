import type { Account, Language } from '../accounts/account.js';
import type { AccountNumber } from '../accounts/account-number.js';
import { isEligible, type EligibilityRules } from '../accounts/eligibility.js';
import { verifyPassword } from '../accounts/password-hash.js';
import { PHONE_PIN_DIGITS } from '../accounts/phone-login.js';
import type { Clock } from '../base/clock.js';
import { messageOf } from '../base/errors.js';
import { Feed } from '../base/feed.js';
import type { IdMaker } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { below, type Random } from '../base/random.js';
import { fail, ok, type Result } from '../base/result.js';
import { partiesOf } from '../booking/booking.js';
import { keyedTime, type BookingTimes } from '../booking/keyed-time.js';
import type { Desk } from '../call/ports.js';
import { tryKeyOf, type Caller } from '../conference/participant.js';
import type { TryLimiter } from '../conference/try-limiter.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { BarCode } from '../dialing/call-result.js';
import type { Answer, Payer, Question } from '../ivr/desk.js';
import { AccountNumberRepository } from '../store/repositories/account-number-repository.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { RoomRepository } from '../store/repositories/room-repository.js';
import { unit } from '../store/statement.js';
import type { Store } from '../store/store.js';
import type { BookingDesk } from './booking-desk.js';

export interface PhoneDeskOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdMaker;
  readonly random: Random;
  readonly log: Log;
  readonly tries: TryLimiter;
  readonly bookings: BookingDesk;
  readonly bookingTimes: BookingTimes;
  readonly eligibility: EligibilityRules;
  /** The account that an activation opens [S30]; ids, number and name are filled in. */
  readonly newSubscriber: Omit<Account, 'id' | 'number' | 'name' | 'language' | 'createdMs'>;
  /** Reads a number as keyed and asks the bars, without taking a place among the limits. */
  readonly callee: (
    keyed: string,
    account: Account | undefined,
  ) => Promise<Result<CalledParty, { code: BarCode }>>;
  readonly optOut: (e164: string) => void;
}

type PayerCode =
  Extract<Answer, { type: 'payer' }>['result'] extends Result<Payer, infer Failure>
    ? Failure extends { readonly code: infer Code }
      ? Code
      : never
    : never;

/** The hash of a PIN that nobody can key. */
const NO_PIN = `$scrypt$ln=15,r=8,p=3$${'A'.repeat(22)}$${'A'.repeat(43)}`;
/** Account numbers that are tried until one is free. */
const NUMBER_TRIES = 8;

/** Answers the questions of the phone flows from the database and the rules. */
export class PhoneDesk implements Desk {
  /** Numbers whose first call has just opened an account: a registration may wait for it [S32]. */
  readonly activations = new Feed<string>();
  readonly #options: PhoneDeskOptions;
  readonly #accounts: AccountRepository;
  readonly #numbers: AccountNumberRepository;
  readonly #rooms: RoomRepository;

  constructor(options: PhoneDeskOptions) {
    this.#options = options;
    this.#accounts = new AccountRepository(options.store);
    this.#numbers = new AccountNumberRepository(options.store);
    this.#rooms = new RoomRepository(options.store);
  }

  /** Whether the instant service can be used from this number [S30]. */
  async isEligible(e164: string): Promise<boolean> {
    return isEligible(e164, await this.#numbers.listed(e164), this.#options.eligibility);
  }

  ask(question: Question, caller: Caller, done: (answer: Answer) => void): void {
    this.#answer(question, caller).then(done, (thrown: unknown) => {
      this.#options.log.warn({ question: question.type, error: messageOf(thrown) }, 'the desk cannot answer');
      done({ type: 'unavailable' });
    });
  }

  async #answer(question: Question, caller: Caller): Promise<Answer> {
    switch (question.type) {
      case 'convener':
        return payer(await this.#convener(caller));
      case 'phone-pin':
        return this.#phonePin(question.accountNumber, question.pin, caller);
      case 'subscriber':
        return payer(await this.#subscriber(caller, question.language));
      case 'callee': {
        const account = question.payer && (await this.#accounts.find(question.payer));
        return { type: 'callee', result: await this.#options.callee(question.keyed, account) };
      }
      case 'booking-time': {
        const account = await this.#accounts.find(question.account);
        const { clock, bookingTimes } = this.#options;
        const timeZone = account?.timeZone ?? 'Asia/Shanghai';
        return {
          type: 'booking-time',
          result: keyedTime(question.keyed, timeZone, clock.utcNow(), bookingTimes),
        };
      }
      case 'book':
        return this.#book(question);
      case 'bookings': {
        const planned = await this.#options.bookings.planned(question.account);
        const bookings = planned.map((booking) => ({
          booking: booking.id,
          startMs: booking.startMs,
          parties: partiesOf(booking),
        }));
        return { type: 'bookings', bookings };
      }
      case 'cancel-booking': {
        const { booking, account } = question;
        return { type: 'cancelled', done: await this.#options.bookings.cancel(booking, account) };
      }
      case 'lost-conference':
        // Known to the conferences of this node, who are asked before the desk is.
        return { type: 'lost-conference', found: undefined };
      case 'keyless':
        return {
          type: 'keyless',
          role: (await this.#mayEnterKeyless(question.roomNumber, caller)) ? 'attendee' : undefined,
        };
      case 'opt-out':
        if (caller.number !== undefined) this.#options.optOut(caller.number);
        return { type: 'opted-out' };
    }
  }

  /** Only an asserted number proves whose phone it is [S27]. */
  async #convener(caller: Caller): Promise<Result<Payer, { readonly code: PayerCode }>> {
    const number = await this.#ownNumber(caller);
    if (number === undefined) return fail({ code: 'UNKNOWN_NUMBER' });
    return this.#payerOf(number);
  }

  async #phonePin(accountNumber: string, pin: string, caller: Caller): Promise<Answer> {
    const { tries, clock } = this.#options;
    const door = `pin:${accountNumber}`;
    const { waitMs } = tries.standing(tryKeyOf(caller), door, clock.now());
    const account = await this.#accounts.findByNumber(accountNumber);
    const hash = account && (await this.#numbers.pinHash(account.id));
    // An account that is not there takes as long to refuse.
    const matches = await verifyPassword(pin, hash ?? NO_PIN);
    const right = hash !== undefined && pin.length === PHONE_PIN_DIGITS && matches;
    if (account === undefined || !right) {
      tries.failed(tryKeyOf(caller), door, clock.now());
      return payer(fail({ code: 'WRONG' }), waitMs);
    }
    return payer(
      account.status === 'active' ? ok(payerFrom(account, false)) : fail({ code: 'ACCOUNT_CLOSED' }),
      waitMs,
    );
  }

  /** A linked number's call is a call of the account that it is linked to [S30]. */
  async #subscriber(
    caller: Caller,
    language: Language,
  ): Promise<Result<Payer, { readonly code: PayerCode }>> {
    const { number } = caller;
    if (!caller.asserted || number === undefined) return fail({ code: 'NOT_ELIGIBLE' });
    const listed = await this.#numbers.listed(number);
    const known = await this.#ownNumber(caller);
    // The list wins, also over a number that was activated before.
    if (known !== undefined && listed !== 'refused') return this.#payerOf(known);
    if (!isEligible(number, listed, this.#options.eligibility)) return fail({ code: 'NOT_ELIGIBLE' });
    return this.#activate(number, language);
  }

  /** Costs nothing and opens a postpaid account keyed by that number [S30]. */
  async #activate(e164: string, language: Language): Promise<Result<Payer, { readonly code: PayerCode }>> {
    const { ids, random, clock, newSubscriber, store } = this.#options;
    const createdMs = clock.utcNow();
    for (let tried = 0; tried < NUMBER_TRIES; tried++) {
      const number = String(20_000_000 + below(random, 80_000_000));
      const account: Account = { ...newSubscriber, id: ids.next(), number, name: e164, language, createdMs };
      const registered: AccountNumber = {
        e164,
        account: account.id,
        kind: 'registered',
        verifiedMs: createdMs,
      };
      const opened = await store.commit(
        unit(this.#accounts.create(account), this.#numbers.create(registered)),
      );
      if (opened.ok) {
        this.activations.tell(e164);
        return ok(payerFrom(account, true));
      }
      if (opened.error.code !== 'UNIQUE') break;
      // Its other call was a moment faster.
      const meanwhile = await this.#numbers.find(e164);
      if (meanwhile !== undefined) return this.#payerOf(meanwhile);
    }
    throw new Error('no account could be opened');
  }

  async #book(question: Question & { type: 'book' }): Promise<Answer> {
    const account = await this.#accounts.find(question.account);
    const numbers = await this.#numbers.listOfAccount(question.account);
    const host = numbers.find(({ kind }) => kind === 'registered') ?? numbers[0];
    if (account?.status !== 'active' || host === undefined) {
      return { type: 'booked', result: fail({ code: 'CANNOT_BOOK' }) };
    }
    const { startMs, parties } = question;
    const booked = await this.#options.bookings.book({
      account,
      startMs,
      host: { e164: host.e164 },
      parties,
    });
    if (booked.ok) return { type: 'booked', result: booked };
    const { code } = booked.error;
    return {
      type: 'booked',
      result: fail({ code: code === 'LINES_FULL' || code === 'TOO_SOON' ? code : 'CANNOT_BOOK' }),
    };
  }

  async #mayEnterKeyless(roomNumber: string, { number, asserted }: Caller): Promise<boolean> {
    if (!asserted || number === undefined) return false;
    const room = await this.#rooms.findByNumber(roomNumber);
    return room?.options.keylessEntry === true && (await this.#numbers.isInvited(room.id, number));
  }

  async #ownNumber({ number, asserted }: Caller): Promise<AccountNumber | undefined> {
    return asserted && number !== undefined ? this.#numbers.find(number) : undefined;
  }

  async #payerOf(number: AccountNumber): Promise<Result<Payer, { readonly code: PayerCode }>> {
    const account = await this.#accounts.find(number.account);
    if (account?.status !== 'active') return fail({ code: 'ACCOUNT_CLOSED' });
    return ok(payerFrom(account, false));
  }
}

const payer = (result: Result<Payer, { readonly code: PayerCode }>, waitMs = 0): Answer => ({
  type: 'payer',
  result,
  waitMs,
});

const payerFrom = ({ id, language, timeZone }: Account, activatedNow: boolean): Payer => ({
  account: id,
  language,
  timeZone,
  activatedNow,
});

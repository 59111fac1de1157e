import { DEFAULT_OUTGOING_RIGHTS, type Account, type Language } from '../../src/accounts/account.js';
import { DEFAULT_ELIGIBLE_PATTERNS, isEligible, type Listed } from '../../src/accounts/eligibility.js';
import type { AccountId, BookingId, IdMaker } from '../../src/base/ids.js';
import { fail, ok, type Result } from '../../src/base/result.js';
import { utcMs, type UtcMs } from '../../src/base/units.js';
import { microYuan } from '../../src/billing/money.js';
import { partiesOf, type Booking } from '../../src/booking/booking.js';
import { BOOKED_MS, fits, type Load } from '../../src/booking/capacity.js';
import { checkStart, DEFAULT_BOOKING_TIMES, keyedTime } from '../../src/booking/keyed-time.js';
import type { Desk } from '../../src/call/ports.js';
import type { CallFacts, DialingFacts, OutboundDesk } from '../../src/call/outbound-desk.js';
import type { Caller } from '../../src/conference/participant.js';
import type { TryLimiter } from '../../src/conference/try-limiter.js';
import type { UseSlot } from '../../src/dialing/account-use.js';
import type { UseStore } from '../../src/dialing/outgoing-quota.js';
import type { Answer, Payer, Question } from '../../src/ivr/desk.js';
import type { MemoryChargingStore } from '../support/memory-charging-store.js';
import type { Disk } from './disk.js';
import type { VirtualTime } from './virtual-time.js';

/** The accounts of a world, whose numbers are whose, and whom they have booked. */
export class MemoryAccounts implements DialingFacts, UseStore {
  readonly byId = new Map<AccountId, Account>();
  /** E.164 of a verified number and the account that it is of. */
  readonly numbers = new Map<string, AccountId>();
  readonly pins = new Map<AccountId, string>();
  readonly listed = new Map<string, Listed>();
  readonly optedOut = new Set<string>();
  /** Who may enter which room without keys, as `1001 +86…`. */
  readonly keyless = new Set<string>();
  readonly bookings: Booking[] = [];
  readonly #called = new Set<string>();
  readonly #disk: Disk;
  readonly #money: MemoryChargingStore;

  constructor(disk: Disk, money: MemoryChargingStore) {
    this.#disk = disk;
    this.#money = money;
  }

  add(account: Account): void {
    this.byId.set(account.id, account);
    this.#money.addAccount(account.id, account.creditLimit);
  }

  close(id: AccountId): void {
    this.change(id, { status: 'closed' });
    this.#money.closeAccount(id);
  }

  change(id: AccountId, changes: Partial<Account>): void {
    const account = this.byId.get(id);
    if (account !== undefined) this.byId.set(id, { ...account, ...changes });
  }

  find(payer: AccountId | undefined, e164: string, done: (facts: CallFacts | 'unavailable') => void): void {
    this.#disk.answer(() => {
      if (!this.#disk.usable) return done('unavailable');
      done({
        payer: payer && this.byId.get(payer),
        optedOut: this.optedOut.has(e164),
        calledBefore: this.#called.has(`${payer} ${e164}`),
      });
    });
  }

  recent(_: AccountId, done: (slots: readonly UseSlot[] | 'unavailable') => void): void {
    this.#disk.answer(() => done(this.#disk.usable ? [] : 'unavailable'));
  }

  called(account: AccountId, e164: string): void {
    this.#called.add(`${account} ${e164}`);
  }

  spent(): void {
    // What was spent lies in the money; the limits of a day are tested elsewhere.
  }
}

export interface MemoryDeskOptions {
  readonly accounts: MemoryAccounts;
  readonly outbound: OutboundDesk;
  readonly tries: TryLimiter;
  readonly time: VirtualTime;
  readonly ids: IdMaker;
  readonly disk: Disk;
  /** Lines that bookings may take at once; 0: without a limit. */
  readonly linesMax: number;
  /** Of an account that an activation opens. */
  readonly language: Language;
}

type PayerCode = 'UNKNOWN_NUMBER' | 'WRONG' | 'NOT_ELIGIBLE' | 'ACCOUNT_CLOSED';

const PATTERNS = DEFAULT_ELIGIBLE_PATTERNS.map((pattern) => new RegExp(pattern));
const CREDIT_LIMIT = microYuan(200_000_000);

/** Answers the flows by the same rules as the desk of the database does, from memory and in virtual time. */
export class MemoryDesk implements Desk {
  readonly #options: MemoryDeskOptions;

  constructor(options: MemoryDeskOptions) {
    this.#options = options;
  }

  ask(question: Question, caller: Caller, done: (answer: Answer) => void): void {
    const { disk, outbound } = this.#options;
    if (question.type === 'callee')
      return outbound.check(question.keyed, question.payer, (result) => done({ type: 'callee', result }));
    disk.answer(() => done(disk.usable ? this.#answer(question, caller) : { type: 'unavailable' }));
  }

  #answer(question: Exclude<Question, { type: 'callee' }>, caller: Caller): Answer {
    const { accounts, time } = this.#options;
    switch (question.type) {
      case 'convener':
        return payer(this.#payerOf(this.#accountOf(caller)));
      case 'phone-pin':
        return this.#phonePin(question.accountNumber, question.pin, caller);
      case 'subscriber':
        return payer(this.#subscriber(caller));
      case 'booking-time': {
        const { timeZone = 'Asia/Shanghai' } = accounts.byId.get(question.account) ?? {};
        return {
          type: 'booking-time',
          result: keyedTime(question.keyed, timeZone, time.utcNow(), DEFAULT_BOOKING_TIMES),
        };
      }
      case 'book':
        return { type: 'booked', result: this.#book(question) };
      case 'bookings': {
        const bookings = this.#planned(question.account).map((booking) => ({
          booking: booking.id,
          startMs: booking.startMs,
          parties: partiesOf(booking),
        }));
        return { type: 'bookings', bookings };
      }
      case 'cancel-booking':
        return { type: 'cancelled', done: this.#cancel(question) };
      case 'lost-conference':
        return { type: 'lost-conference', found: undefined };
      case 'keyless': {
        const invited = accounts.keyless.has(`${question.roomNumber} ${caller.number}`);
        return { type: 'keyless', role: caller.asserted && invited ? 'attendee' : undefined };
      }
      case 'opt-out':
        if (caller.number !== undefined) accounts.optedOut.add(caller.number);
        return { type: 'opted-out' };
    }
  }

  #accountOf({ number, asserted }: Caller): Account | undefined {
    const { accounts } = this.#options;
    const id = asserted && number !== undefined ? accounts.numbers.get(number) : undefined;
    return id && accounts.byId.get(id);
  }

  #payerOf(account: Account | undefined): Result<Payer, { readonly code: PayerCode }> {
    if (account === undefined) return fail({ code: 'UNKNOWN_NUMBER' });
    return account.status === 'active' ? ok(payerFrom(account, false)) : fail({ code: 'ACCOUNT_CLOSED' });
  }

  #phonePin(accountNumber: string, pin: string, caller: Caller): Answer {
    const { accounts, tries, time } = this.#options;
    const door = `pin:${accountNumber}`;
    const { waitMs } = tries.standing(caller.number, door, time.now());
    const account = [...accounts.byId.values()].find(({ number }) => number === accountNumber);
    if (account !== undefined && accounts.pins.get(account.id) === pin)
      return payer(this.#payerOf(account), waitMs);
    tries.failed(caller.number, door, time.now());
    return payer(fail({ code: 'WRONG' }), waitMs);
  }

  #subscriber(caller: Caller): Result<Payer, { readonly code: PayerCode }> {
    const { accounts } = this.#options;
    const known = this.#accountOf(caller);
    if (known !== undefined) return this.#payerOf(known);
    const { number, asserted } = caller;
    const eligible =
      asserted &&
      number !== undefined &&
      isEligible(number, accounts.listed.get(number), { patterns: PATTERNS });
    return eligible ? ok(payerFrom(this.#activate(number), true)) : fail({ code: 'NOT_ELIGIBLE' });
  }

  #activate(e164: string): Account {
    const { accounts, ids, time, language } = this.#options;
    const account: Account = {
      id: ids.next(),
      number: String(20_000_000 + accounts.byId.size),
      name: e164,
      role: 'customer',
      tier: 'standard',
      paymentMode: 'postpaid',
      language,
      timeZone: 'Asia/Shanghai',
      status: 'active',
      creditLimit: CREDIT_LIMIT,
      outgoing: DEFAULT_OUTGOING_RIGHTS,
      createdMs: time.utcNow(),
    };
    accounts.add(account);
    accounts.numbers.set(e164, account.id);
    return account;
  }

  #book({ account, startMs, parties }: Question & { type: 'book' }): (Answer & { type: 'booked' })['result'] {
    const { accounts, time, ids, linesMax } = this.#options;
    const host = [...accounts.numbers].find(([, owner]) => owner === account)?.[0];
    if (host === undefined || accounts.byId.get(account)?.status !== 'active')
      return fail({ code: 'CANNOT_BOOK' });
    const checked = checkStart(startMs, time.utcNow(), DEFAULT_BOOKING_TIMES);
    if (!checked.ok) return fail({ code: checked.error.code === 'TOO_SOON' ? 'TOO_SOON' : 'CANNOT_BOOK' });
    const booking: Booking = {
      id: ids.next<BookingId>(),
      account,
      name: '',
      startMs,
      host: { e164: host },
      parties,
      costMax: undefined,
      status: 'booked',
      nextTryMs: startMs,
      tries: 0,
      conference: undefined,
      createdMs: time.utcNow(),
      version: 1,
    };
    const booked = accounts.bookings.filter(({ status }) => status === 'booked').map(loadOf);
    if (!fits(booked, loadOf(booking), linesMax)) return fail({ code: 'LINES_FULL' });
    accounts.bookings.push(booking);
    return ok(booking.id);
  }

  #planned(account: AccountId): readonly Booking[] {
    return this.#options.accounts.bookings
      .filter((booking) => booking.account === account && booking.status === 'booked')
      .toSorted((one, other) => one.startMs - other.startMs);
  }

  #cancel({ account, booking: id }: Question & { type: 'cancel-booking' }): boolean {
    const { bookings } = this.#options.accounts;
    const at = bookings.findIndex(
      (booking) => booking.id === id && booking.account === account && booking.status === 'booked',
    );
    if (at < 0) return false;
    bookings[at] = { ...bookings[at]!, status: 'cancelled' };
    return true;
  }
}

const loadOf = (booking: Booking): Load => ({
  startMs: booking.startMs,
  endMs: utcMs(booking.startMs + BOOKED_MS) satisfies UtcMs,
  lines: partiesOf(booking),
});

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

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from '../../src/accounts/account.js';
import { DEFAULT_OUTGOING_RIGHTS } from '../../src/accounts/account.js';
import { DEFAULT_ELIGIBLE_PATTERNS } from '../../src/accounts/eligibility.js';
import { BookingDesk } from '../../src/app/booking-desk.js';
import { PhoneDesk } from '../../src/app/phone-desk.js';
import { IdMaker } from '../../src/base/ids.js';
import { silentLog } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { fail, ok } from '../../src/base/result.js';
import { monotonicMs, utcMs } from '../../src/base/units.js';
import { microYuan } from '../../src/billing/money.js';
import { lineLimits } from '../../src/booking/capacity.js';
import { DEFAULT_BOOKING_TIMES } from '../../src/booking/keyed-time.js';
import type { Caller } from '../../src/conference/participant.js';
import { MemoryTryLimiter } from '../../src/conference/try-limiter.js';
import type { Answer, Question } from '../../src/ivr/desk.js';
import { openStore } from '../../src/store/open-store.js';
import { AccountNumberRepository } from '../../src/store/repositories/account-number-repository.js';
import { AccountRepository } from '../../src/store/repositories/account-repository.js';
import { BookingRepository } from '../../src/store/repositories/booking-repository.js';
import { unit } from '../../src/store/statement.js';
import type { Statement, Store } from '../../src/store/store.js';
import { sampleAccount } from './store-samples.js';

export const START_UTC_MS = Date.parse('2026-11-22T12:00+08:00');

/** The desk on a real database, with a clock that is turned by hand. */
export class DeskWorld {
  readonly store: Store;
  readonly desk: PhoneDesk;
  readonly bookingDesk: BookingDesk;
  readonly bookings: BookingRepository;
  readonly numbers: AccountNumberRepository;
  readonly accounts: AccountRepository;
  readonly tries = new MemoryTryLimiter();
  readonly ids: IdMaker;
  readonly clock = {
    elapsedMs: 0,
    now: () => monotonicMs(1_000 + this.clock.elapsedMs),
    utcNow: () => utcMs(START_UTC_MS + this.clock.elapsedMs),
  };
  linesMax = 0;
  readonly optedOut: string[] = [];
  readonly #folder: string;

  private constructor(store: Store, folder: string) {
    const { clock, tries } = this;
    const random = seededRandom(7);
    this.#folder = folder;
    this.store = store;
    this.ids = new IdMaker(random, () => clock.utcNow());
    this.bookings = new BookingRepository(store);
    this.numbers = new AccountNumberRepository(store);
    this.accounts = new AccountRepository(store);
    const { ids } = this;
    const times = DEFAULT_BOOKING_TIMES;
    const lines = () => lineLimits(this.linesMax, 0);
    this.bookingDesk = new BookingDesk({ store, clock, ids, times, partiesMax: 30, lines });
    this.desk = new PhoneDesk({
      store,
      clock,
      ids,
      random,
      log: silentLog,
      tries,
      bookings: this.bookingDesk,
      bookingTimes: times,
      eligibility: { patterns: DEFAULT_ELIGIBLE_PATTERNS.map((pattern) => new RegExp(pattern)) },
      newSubscriber: {
        role: 'customer',
        tier: 'standard',
        paymentMode: 'postpaid',
        timeZone: 'Asia/Shanghai',
        status: 'active',
        creditLimit: microYuan(200_000_000),
        outgoing: DEFAULT_OUTGOING_RIGHTS,
      },
      callee: async (keyed) =>
        keyed.startsWith('1') ? ok({ e164: `+86${keyed}` }) : fail({ code: 'NUMBER_INVALID' as const }),
      optOut: (e164) => void this.optedOut.push(e164),
    });
  }

  static async open(): Promise<DeskWorld> {
    const folder = mkdtempSync(join(tmpdir(), 'huitong-desk-'));
    const opened = await openStore({ kind: 'sqlite', file: join(folder, 'desk.sqlite') }, silentLog);
    if (!opened.ok) throw new Error(opened.error.message);
    return new DeskWorld(opened.value, folder);
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  ask(question: Question, caller: Caller): Promise<Answer> {
    return new Promise((resolve) => {
      this.desk.ask(question, caller, resolve);
    });
  }

  async commit(...statements: readonly Statement[]): Promise<void> {
    const outcome = await this.store.commit(unit(...statements));
    if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.message}`);
  }

  /** An account with one number of its own. */
  async account(e164: string, changes: Partial<Account> = {}): Promise<Account> {
    const account = { ...sampleAccount(this.ids, changes.number), ...changes };
    const verifiedMs = this.clock.utcNow();
    await this.commit(
      this.accounts.create(account),
      this.numbers.create({ e164, account: account.id, kind: 'registered', verifiedMs }),
    );
    return account;
  }
}

export const asserted = (number: string): Caller => ({ number, asserted: true });
export const unproven = (number: string | undefined): Caller => ({ number, asserted: false });

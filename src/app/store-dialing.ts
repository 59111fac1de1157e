import type { AccountId } from '../base/ids.js';
import { messageOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { utcMs, type UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';
import type { CallFacts, DialingFacts } from '../call/outbound-desk.js';
import { DAY_MS, type UseSlot } from '../dialing/account-use.js';
import type { UseStore } from '../dialing/outgoing-quota.js';
import type { Journal } from '../store/journal.js';
import { AccountRepository } from '../store/repositories/account-repository.js';
import { DialingRepository } from '../store/repositories/dialing-repository.js';
import { unit } from '../store/statement.js';
import type { Store } from '../store/store.js';

export interface StoreDialingOptions {
  readonly store: Store;
  /** What was called has happened: it is written behind, and waits while the store cannot write. */
  readonly journal: Pick<Journal, 'write'>;
  readonly utcNow: () => UtcMs;
  readonly log: Log;
}

/** What the desk and the limits of outgoing calls read and write [S41]; read anew for each call. */
export class StoreDialing implements DialingFacts, UseStore {
  readonly #options: StoreDialingOptions;
  readonly #accounts: AccountRepository;
  readonly #dialing: DialingRepository;

  constructor(options: StoreDialingOptions) {
    this.#options = options;
    this.#accounts = new AccountRepository(options.store);
    this.#dialing = new DialingRepository(options.store);
  }

  find(payer: AccountId | undefined, e164: string, done: (facts: CallFacts | 'unavailable') => void): void {
    this.#answer(this.#facts(payer, e164), done);
  }

  recent(account: AccountId, done: (slots: readonly UseSlot[] | 'unavailable') => void): void {
    const sinceMs = utcMs(this.#options.utcNow() - DAY_MS);
    this.#answer(this.#dialing.useSince(account, sinceMs), done);
  }

  called(account: AccountId, e164: string, isNewNumber: boolean, nowMs: UtcMs): void {
    void this.#options.journal.write(unit(...this.#dialing.called(account, e164, isNewNumber, nowMs)));
  }

  spent(account: AccountId, spent: MicroYuan, nowMs: UtcMs): void {
    void this.#options.journal.write(unit(this.#dialing.spent(account, spent, nowMs)));
  }

  /** 「不再接收此类来电请按9」. */
  optOut(e164: string): void {
    void this.#options.journal.write(unit(this.#dialing.optOut(e164, this.#options.utcNow())));
  }

  async #facts(payer: AccountId | undefined, e164: string): Promise<CallFacts> {
    const [account, optedOut, calledBefore] = await Promise.all([
      payer === undefined ? undefined : this.#accounts.find(payer),
      this.#dialing.hasOptedOut(e164),
      payer === undefined ? false : this.#dialing.hasCalled(payer, e164),
    ]);
    return { payer: account, optedOut, calledBefore };
  }

  #answer<Found>(read: Promise<Found>, done: (found: Found | 'unavailable') => void): void {
    read.then(done, (thrown: unknown) => {
      this.#options.log.warn({ error: messageOf(thrown) }, 'the facts of an outgoing call could not be read');
      done('unavailable');
    });
  }
}

import { messageOf } from '../base/errors.js';
import type { AccountId, LegId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import type { Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { LegCharge, Reservation, ReserveOutcome } from '../billing/charge.js';
import type { AccountFunds, ChargingStore, SettlementStore } from '../billing/charging-store.js';
import type { Recharge } from '../billing/ledger-entry.js';
import type { LegClosed } from '../billing/leg-record.js';
import type { Journal } from './journal.js';
import { LedgerRepository, type Booked, type BookingError } from './repositories/ledger-repository.js';
import { ReservationRepository } from './repositories/reservation-repository.js';
import { SettlementRepository } from './repositories/settlement-repository.js';
import { unit } from './statement.js';
import type { Store, StoreErrorCode } from './store.js';

/**
 * Money as the calls use it. A step that sets money aside is committed or refused at once; what is given back
 * and what is settled has happened anyway and goes through the journal.
 */
export class DatabaseChargingStore implements ChargingStore, SettlementStore {
  readonly #store: Store;
  readonly #journal: Pick<Journal, 'write'>;
  readonly #log: Log;
  readonly #reservations: ReservationRepository;
  readonly #settlements: SettlementRepository;
  readonly #ledger: LedgerRepository;

  constructor(store: Store, journal: Pick<Journal, 'write'>, log: Log) {
    this.#store = store;
    this.#journal = journal;
    this.#log = log;
    this.#reservations = new ReservationRepository(store);
    this.#settlements = new SettlementRepository(store);
    this.#ledger = new LedgerRepository(store);
  }

  reserve(reservation: Reservation, atMs: UtcMs, done: (outcome: ReserveOutcome) => void): void {
    void this.#reserve(reservation, atMs).then(done);
  }

  release(leg: LegId): void {
    void this.#journal.write(unit(...this.#reservations.released(leg)));
  }

  noteAlive(leg: LegId, atMs: UtcMs): void {
    void this.#journal.write(unit(this.#reservations.alive(leg, atMs)));
  }

  funds(account: AccountId, done: (funds: AccountFunds | undefined | 'unavailable') => void): void {
    this.#reservations.funds(account).then(done, (thrown: unknown) => {
      this.#log.warn({ account, error: messageOf(thrown) }, 'a balance could not be read');
      done('unavailable');
    });
  }

  async settle(
    closed: LegClosed,
    charge: LegCharge | undefined,
  ): Promise<'settled' | 'duplicate' | 'unavailable'> {
    const outcome = await this.#journal.write(unit(...this.#settlements.closed(closed, charge)));
    if (outcome.ok) return 'settled';
    return outcome.error.code === 'CONFLICT' ? 'duplicate' : 'unavailable';
  }

  recharge(recharge: Recharge): Promise<Result<Booked, BookingError>> {
    return this.#ledger.recharge(recharge);
  }

  async #reserve(reservation: Reservation, atMs: UtcMs): Promise<ReserveOutcome> {
    const outcome = await this.#store.commit(unit(...this.#reservations.step(reservation, atMs)));
    if (outcome.ok) return 'reserved';
    return refused(outcome.error.code) ? this.#whyRefused(reservation) : 'unavailable';
  }

  /** A step that is repeated after a lost connection may have been committed the first time. */
  async #whyRefused({ leg, amount }: Reservation): Promise<ReserveOutcome> {
    try {
      const stored = await this.#reservations.find(leg);
      return stored?.amount === amount ? 'reserved' : 'short';
    } catch (thrown) {
      this.#log.warn({ leg, error: messageOf(thrown) }, 'a reservation could not be read');
      return 'unavailable';
    }
  }
}

const refused = (code: StoreErrorCode): boolean => code === 'CONFLICT' || code === 'UNIQUE';

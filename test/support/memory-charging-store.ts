import { fail, ok, type Result } from '../../src/base/result.js';
import type { AccountId, LegId } from '../../src/base/ids.js';
import type { UtcMs } from '../../src/base/units.js';
import { Audit, type AuditReport } from '../../src/billing/audit.js';
import type { LegCharge, Reservation, ReserveOutcome } from '../../src/billing/charge.js';
import type { AccountFunds, ChargingStore, SettlementStore } from '../../src/billing/charging-store.js';
import type { LegClosed } from '../../src/billing/leg-record.js';
import {
  chargeEntry,
  rechargeEntry,
  type LedgerEntry,
  type Recharge,
} from '../../src/billing/ledger-entry.js';
import { microYuan, opposite, type MicroYuan } from '../../src/billing/money.js';

interface MemoryAccount {
  readonly id: AccountId;
  readonly creditLimit: MicroYuan;
  active: boolean;
  balance: number;
  reserved: number;
  recharges: number;
  ledgerSum: number;
}

/** Runs an answer now or later; the simulation lets the store take its time. */
export type Answering = (answer: () => void) => void;

/** The charging store by its contract, in memory: what the databases do, without a database. */
export class MemoryChargingStore implements ChargingStore, SettlementStore {
  readonly #accounts = new Map<AccountId, MemoryAccount>();
  readonly #reservations = new Map<LegId, Omit<Reservation, 'added'>>();
  readonly #records = new Map<LegId, { closed: LegClosed; charge: LegCharge | undefined } | undefined>();
  readonly #entries = new Map<string, LedgerEntry>();
  readonly #answering: Answering;

  constructor(answering: Answering = (answer) => answer()) {
    this.#answering = answering;
  }

  addAccount(id: AccountId, creditLimit = microYuan(0)): void {
    this.#accounts.set(id, {
      id,
      creditLimit,
      active: true,
      balance: 0,
      reserved: 0,
      recharges: 0,
      ledgerSum: 0,
    });
  }

  closeAccount(id: AccountId): void {
    this.#account(id).active = false;
  }

  openLeg(leg: LegId): void {
    this.#records.set(leg, undefined);
  }

  reserve(reservation: Reservation, _: UtcMs, done: (outcome: ReserveOutcome) => void): void {
    const outcome = this.#reserve(reservation);
    this.#answering(() => done(outcome));
  }

  release(leg: LegId): void {
    const reservation = this.#reservations.get(leg);
    if (reservation === undefined) return;
    this.#reservations.delete(leg);
    this.#account(reservation.account).reserved -= reservation.amount;
  }

  funds(account: AccountId, done: (funds: AccountFunds | undefined | 'unavailable') => void): void {
    const found = this.#accounts.get(account);
    const funds = found && { available: microYuan(availableOf(found)), recharges: found.recharges };
    this.#answering(() => done(funds));
  }

  settle(closed: LegClosed, charge: LegCharge | undefined): Promise<'settled' | 'duplicate' | 'unavailable'> {
    if (this.#records.get(closed.leg) !== undefined) return Promise.resolve('duplicate');
    this.#records.set(closed.leg, { closed, charge });
    if (charge !== undefined && (charge.amount > 0 || charge.reserved > 0)) {
      this.release(charge.leg);
      if (charge.amount > 0) this.#book(chargeEntry(charge, closed.endMs));
    }
    return Promise.resolve('settled');
  }

  recharge(recharge: Recharge): Promise<Result<{ repeated: boolean }, { readonly code: string }>> {
    const account = this.#accounts.get(recharge.account);
    if (account === undefined) return Promise.resolve(fail({ code: 'ACCOUNT_NOT_FOUND' }));
    const known = this.#entries.get(recharge.idempotencyKey);
    if (known !== undefined) {
      const same = known.account === recharge.account && known.amount === recharge.amount;
      return Promise.resolve(same ? ok({ repeated: true }) : fail({ code: 'IDEMPOTENCY_MISMATCH' }));
    }
    account.recharges++;
    this.#book(rechargeEntry(recharge));
    return Promise.resolve(ok({ repeated: false }));
  }

  audit(): AuditReport {
    const audit = new Audit();
    for (const [leg, record] of this.#records) {
      if (record?.charge === undefined) continue;
      const booked = opposite(this.#entries.get(`leg:${leg}`)?.amount ?? microYuan(0));
      audit.leg({ charge: record.charge, durationMs: Math.round(record.closed.durationMs), booked });
    }
    for (const account of this.#accounts.values()) {
      const own = [...this.#reservations.values()].filter(
        (reservation) => reservation.account === account.id,
      );
      audit.account({
        account: account.id,
        balance: microYuan(account.balance),
        creditLimit: account.creditLimit,
        reserved: microYuan(account.reserved),
        ledgerSum: microYuan(account.ledgerSum),
        reservationsSum: microYuan(own.reduce((sum, { amount }) => sum + amount, 0)),
      });
    }
    return audit.report();
  }

  books(id: AccountId): { readonly balance: number; readonly reserved: number } {
    const { balance, reserved } = this.#account(id);
    return { balance, reserved };
  }

  /** Records and entries that were audited are needed no more; sums stay. */
  forgetHistory(): void {
    this.#records.clear();
    this.#entries.clear();
  }

  #reserve({ added, ...reservation }: Reservation): ReserveOutcome {
    const account = this.#accounts.get(reservation.account);
    if (account === undefined || !account.active || availableOf(account) < added) return 'short';
    const before = this.#reservations.get(reservation.leg)?.amount;
    if ((before ?? 0) !== reservation.amount - added) {
      return before === reservation.amount ? 'reserved' : 'short';
    }
    account.reserved += added;
    this.#reservations.set(reservation.leg, reservation);
    return 'reserved';
  }

  #book(entry: LedgerEntry): void {
    const account = this.#account(entry.account);
    this.#entries.set(entry.idempotencyKey, entry);
    account.balance += entry.amount;
    account.ledgerSum += entry.amount;
  }

  #account(id: AccountId): MemoryAccount {
    const account = this.#accounts.get(id);
    if (account === undefined) throw new Error(`no account ${id}`);
    return account;
  }
}

const availableOf = ({ balance, creditLimit, reserved }: MemoryAccount): number =>
  balance + creditLimit - reserved;

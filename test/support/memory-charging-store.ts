import { fail, ok, type Result } from '../../src/base/result.js';
import type { AccountId, LegId } from '../../src/base/ids.js';
import { utcMs, type UtcMs } from '../../src/base/units.js';
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
import { chargeOf } from '../../src/billing/rating.js';

interface OpenLeg {
  readonly answerMs: UtcMs;
  joined: boolean;
  /** When its last step was asked for. */
  aliveMs: UtcMs;
}

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
  readonly #open = new Map<LegId, OpenLeg>();
  readonly #records = new Map<LegId, { durationMs: number; charge: LegCharge | undefined }>();
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

  openLeg(leg: LegId, answerMs: UtcMs): void {
    this.#open.set(leg, { answerMs, joined: false, aliveMs: answerMs });
  }

  joinLeg(leg: LegId): void {
    this.#open.get(leg)!.joined = true;
  }

  /** What a restart does with the legs that a killed process has left open. */
  closeOpenLegs(noted: ReadonlyMap<LegId, UtcMs>): void {
    for (const [leg, { answerMs, joined, aliveMs }] of this.#open) {
      const reservation = joined ? this.#reservations.get(leg) : undefined;
      const endMs = Math.max(noted.get(leg) ?? answerMs, reservation === undefined ? 0 : aliveMs);
      const charge = reservation && chargeOf(reservation, endMs - answerMs);
      this.#settle(leg, endMs - answerMs, utcMs(endMs), charge);
    }
    for (const leg of this.#reservations.keys()) this.release(leg);
  }

  reserve(reservation: Reservation, atMs: UtcMs, done: (outcome: ReserveOutcome) => void): void {
    const outcome = this.#reserve(reservation, atMs);
    this.#answering(() => done(outcome));
  }

  release(leg: LegId): void {
    const reservation = this.#reservations.get(leg);
    if (reservation === undefined) return;
    this.#reservations.delete(leg);
    this.#account(reservation.account).reserved -= reservation.amount;
  }

  noteAlive(leg: LegId, atMs: UtcMs): void {
    const open = this.#open.get(leg);
    if (open !== undefined && this.#reservations.has(leg)) open.aliveMs = atMs;
  }

  funds(account: AccountId, done: (funds: AccountFunds | undefined | 'unavailable') => void): void {
    const found = this.#accounts.get(account);
    const funds = found && { available: microYuan(availableOf(found)), recharges: found.recharges };
    this.#answering(() => done(funds));
  }

  settle(closed: LegClosed, charge: LegCharge | undefined): Promise<'settled' | 'duplicate' | 'unavailable'> {
    if (!this.#open.has(closed.leg)) return Promise.resolve('duplicate');
    this.#settle(closed.leg, Math.round(closed.durationMs), closed.endMs, charge);
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
    for (const [leg, { charge, durationMs }] of this.#records) {
      if (charge === undefined) continue;
      const booked = opposite(this.#entries.get(`leg:${leg}`)?.amount ?? microYuan(0));
      audit.leg({ charge, durationMs, booked });
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

  chargeOf(leg: LegId): LegCharge | undefined {
    return this.#records.get(leg)?.charge;
  }

  books(id: AccountId): { readonly balance: number; readonly reserved: number } {
    const { balance, reserved } = this.#account(id);
    return { balance, reserved };
  }

  #reserve({ added, ...reservation }: Reservation, atMs: UtcMs): ReserveOutcome {
    const account = this.#accounts.get(reservation.account);
    if (account === undefined || !account.active || availableOf(account) < added) return 'short';
    const before = this.#reservations.get(reservation.leg)?.amount;
    if ((before ?? 0) !== reservation.amount - added) {
      return before === reservation.amount ? 'reserved' : 'short';
    }
    account.reserved += added;
    this.#reservations.set(reservation.leg, reservation);
    const leg = this.#open.get(reservation.leg);
    if (leg !== undefined) leg.aliveMs = atMs;
    return 'reserved';
  }

  #settle(leg: LegId, durationMs: number, endMs: UtcMs, charge: LegCharge | undefined): void {
    this.#open.delete(leg);
    this.#records.set(leg, { durationMs, charge });
    if (charge === undefined || (charge.amount === 0 && charge.reserved === 0)) return;
    this.release(leg);
    if (charge.amount > 0) this.#book(chargeEntry(charge, endMs));
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

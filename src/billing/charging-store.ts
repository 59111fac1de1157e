import type { AccountId, LegId } from '../base/ids.js';
import type { Result } from '../base/result.js';
import type { UtcMs } from '../base/units.js';
import type { LegCharge, Reservation, ReserveOutcome } from './charge.js';
import type { LegClosed } from './leg-record.js';
import type { Recharge } from './ledger-entry.js';
import type { MicroYuan } from './money.js';

/** What an account can still set aside, and how often money was added to it. */
export interface AccountFunds {
  /** Balance and credit without what is set aside. */
  readonly available: MicroYuan;
  readonly recharges: number;
}

/** The money side of the store as the charging of a node uses it. Answers come by callback, in order. */
export interface ChargingStore {
  /**
   * Sets `reservation.added` aside and notes the whole, both or nothing: in one conditional update of the
   * account, so that conferences at the same time cannot overspend [S49]. The first step of a leg makes its
   * reservation, the others raise it.
   */
  reserve(reservation: Reservation, atMs: UtcMs, done: (outcome: ReserveOutcome) => void): void;
  /** Gives back what is set aside for the leg, if anything is; after every step asked for before. */
  release(leg: LegId): void;
  /** What a step says besides: the leg was up then. Of one that has nothing set aside any more it says nothing. */
  noteAlive(leg: LegId, atMs: UtcMs): void;
  funds(account: AccountId, done: (funds: AccountFunds | undefined | 'unavailable') => void): void;
}

/** What else is done with money: by the leg records, and by people. The soak and the contract tests use it. */
export interface SettlementStore {
  /**
   * The record, its charge, the ledger entry and the account in one unit, once [S50]; `duplicate` when the
   * record is closed already.
   */
  settle(closed: LegClosed, charge: LegCharge | undefined): Promise<'settled' | 'duplicate' | 'unavailable'>;
  recharge(recharge: Recharge): Promise<Result<{ readonly repeated: boolean }, { readonly code: string }>>;
}

import type { AccountId, ConferenceId, LegId } from '../base/ids.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import type { MicroYuan } from './money.js';

/** What a leg is to a tariff [S47]. */
export type LegKind =
  | 'host-dial-in'
  | 'attendee-dial-in'
  | 'dial-out'
  | 'host-callback'
  | 'browser'
  | 'operator'
  | 'verification'
  | 'test';

/** Services that a tariff prices. */
export type ChargedService = 'bridge' | 'direct' | 'quick' | 'instant';

/** A leg that is about to enter a conference that somebody pays for. */
export interface ChargedLeg {
  readonly leg: LegId;
  readonly account: AccountId;
  readonly conference: ConferenceId;
  readonly service: ChargedService;
  readonly kind: LegKind;
  /** Of a dial-out: its prefix decides the price. */
  readonly calledE164: string | undefined;
  /** Time counts from the answer, the entry dialogue included [S48]. */
  readonly answeredMs: MonotonicMs;
  readonly answeredUtcMs: UtcMs;
}

/** The price of one leg, fixed when it joins, by the tariff version of that moment [S47]. */
export interface Rate {
  readonly tariffVersion: string;
  readonly free: boolean;
  readonly microYuanPerMinute: number;
  readonly firstBlockS: number;
  readonly incrementS: number;
}

/** What the account has set aside for a leg so far [S49]. */
export interface Reservation {
  readonly leg: LegId;
  readonly account: AccountId;
  readonly conference: ConferenceId;
  readonly service: ChargedService;
  readonly kind: LegKind;
  readonly rate: Rate;
  /** Paid from the answer up to here, and what that costs in all. */
  readonly reservedS: number;
  readonly amount: MicroYuan;
  /** What this step adds to the last one. */
  readonly added: MicroYuan;
}

/** `short`: the account cannot pay it, or is closed. `unavailable`: nobody can tell now. */
export type ReserveOutcome = 'reserved' | 'short' | 'unavailable';

/** The money side of a leg record, written with it once [S50] [S51]. */
export interface LegCharge {
  readonly leg: LegId;
  readonly account: AccountId;
  readonly conference: ConferenceId;
  readonly service: ChargedService;
  readonly kind: LegKind;
  readonly rate: Rate;
  readonly blocks: number;
  readonly chargedS: number;
  /** What the account pays, not negative. */
  readonly amount: MicroYuan;
  /** What was set aside and is given back beyond the amount. */
  readonly reserved: MicroYuan;
}

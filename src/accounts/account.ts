import type { AccountId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { MicroYuan } from '../billing/money.js';

export type Tier = 'trial' | 'standard' | 'vip';
export type PaymentMode = 'prepaid' | 'postpaid';
export type AccountRole = 'customer' | 'operator' | 'admin';
/** Who may answer `*0` [S44]. */
export const OPERATOR_ROLES: readonly AccountRole[] = ['operator', 'admin'];
export type Language = 'zh-CN' | 'en';

/** 账户: who logs in and who pays. */
export interface Account {
  readonly id: AccountId;
  /** 8 digits, spoken and typed by people. */
  readonly number: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly tier: Tier;
  readonly paymentMode: PaymentMode;
  readonly language: Language;
  /** IANA name; every schedule rule is evaluated in it [S8]. */
  readonly timeZone: string;
  /** A closed account pays for nothing more; its history stays. */
  readonly status: AccountStatus;
  /** Postpaid: how far below zero the balance may go, not negative; prepaid: 0. */
  readonly creditLimit: MicroYuan;
  readonly outgoing: OutgoingRights;
  readonly createdMs: UtcMs;
}

export type AccountStatus = 'active' | 'closed';

/** What an account may call [S41]. A limit of 0 means none. */
export interface OutgoingRights {
  /** An administrator's "stop all outgoing calls". */
  readonly stopped: boolean;
  readonly internationalAllowed: boolean;
  readonly legsMax: number;
  readonly legsPerHourMax: number;
  readonly newNumbersPerDayMax: number;
  readonly spendPerDayMax: MicroYuan;
}

export const DEFAULT_OUTGOING_RIGHTS: OutgoingRights = {
  stopped: false,
  internationalAllowed: false,
  legsMax: 600,
  legsPerHourMax: 2_000,
  newNumbersPerDayMax: 1_000,
  spendPerDayMax: 2_000_000_000 as MicroYuan,
};

/** Parties a conference of this tier may have, operators not counted; undefined: no limit [S7]. */
export const PARTIES_MAX_BY_TIER: Readonly<Record<Tier, number | undefined>> = {
  trial: 10,
  standard: 600,
  vip: undefined,
};

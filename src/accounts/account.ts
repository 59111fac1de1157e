import type { AccountId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

export type Tier = 'trial' | 'standard' | 'vip';
export type PaymentMode = 'prepaid' | 'postpaid';
export type AccountRole = 'customer' | 'operator' | 'admin';
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
  readonly createdMs: UtcMs;
}

/** Parties a conference of this tier may have, operators not counted; undefined: no limit [S7]. */
export const PARTIES_MAX_BY_TIER: Readonly<Record<Tier, number | undefined>> = {
  trial: 10,
  standard: 600,
  vip: undefined,
};

import type { AccountChange, AccountCreate, AccountRecord } from '../../../../client/index.js';
import { filledIn } from '../../../components/filled-in.js';
import { microYuanOf, yuanOf } from '../../../components/money-text.js';

export const TIERS = ['trial', 'standard', 'vip'] as const;
export const PAYMENT_MODES = ['prepaid', 'postpaid'] as const;
export const ROLES = ['customer', 'operator', 'admin'] as const;

/** An account as it is filled in: money in yuan, null when emptied; an absent number empty. */
export interface AccountFormValues {
  readonly name: string;
  readonly number: string;
  readonly role: AccountRecord['role'];
  readonly tier: AccountRecord['tier'];
  readonly paymentMode: AccountRecord['paymentMode'];
  readonly creditLimitYuan: number | null;
  readonly language: AccountRecord['language'];
  readonly timeZone: string;
  readonly billingNumber: string;
  readonly outgoing: Omit<AccountRecord['outgoing'], 'spendPerDayMax'> & {
    readonly spendPerDayMaxYuan: number | null;
  };
}

type NewAccountValues = Omit<AccountFormValues, 'outgoing'>;

/** What it may call is said afterwards: the server knows what a new account is to begin with. */
export const NEW_ACCOUNT: NewAccountValues = {
  name: '',
  number: '',
  role: 'customer',
  tier: 'standard',
  paymentMode: 'prepaid',
  creditLimitYuan: 0,
  language: 'zh-CN',
  timeZone: 'Asia/Shanghai',
  billingNumber: '',
};

export function accountValuesOf(account: AccountRecord): AccountFormValues {
  const { spendPerDayMax, ...rights } = account.outgoing;
  return {
    name: account.name,
    number: account.number,
    role: account.role,
    tier: account.tier,
    paymentMode: account.paymentMode,
    creditLimitYuan: yuanOf(account.creditLimitMicroYuan),
    language: account.language,
    timeZone: account.timeZone,
    billingNumber: account.billingNumber ?? '',
    outgoing: { ...rights, spendPerDayMaxYuan: yuanOf(spendPerDayMax) },
  };
}

export function accountChangeOf(values: AccountFormValues, version: number): AccountChange {
  const { spendPerDayMaxYuan, ...rights } = values.outgoing;
  return {
    ...settingsOf(values),
    outgoing: { ...rights, spendPerDayMax: microYuanOf(filledIn(spendPerDayMaxYuan)) },
    version,
  };
}

export function accountCreateOf(values: NewAccountValues): AccountCreate {
  const number = values.number.trim();
  return { ...settingsOf(values), role: values.role, ...(number === '' ? {} : { number }) };
}

/** Prepaid accounts have no credit, whatever the hidden field says. */
const settingsOf = (values: NewAccountValues) => ({
  name: values.name.trim(),
  tier: values.tier,
  paymentMode: values.paymentMode,
  creditLimitMicroYuan: values.paymentMode === 'prepaid' ? 0 : microYuanOf(filledIn(values.creditLimitYuan)),
  language: values.language,
  timeZone: values.timeZone.trim(),
  billingNumber: values.billingNumber.trim() || null,
});

/** The API's names of fields are in micro-yuan. */
const IN_YUAN: Readonly<Record<string, string>> = {
  creditLimitMicroYuan: 'creditLimitYuan',
  'outgoing.spendPerDayMax': 'outgoing.spendPerDayMaxYuan',
};

export const accountFieldOf = (field: string): string[] => (IN_YUAN[field] ?? field).split('.');

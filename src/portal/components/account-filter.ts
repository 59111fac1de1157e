/** What the list of accounts is searched by; empty: all. */
export interface AccountFilter {
  readonly number?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly status?: 'active' | 'closed' | undefined;
}

const ACCOUNT_DIGITS_MAX = 8;

/** One field for all: up to 8 digits begin an account number, more are a telephone, anything else is a name. */
export function accountFilterOf(text: string): AccountFilter {
  const typed = text.trim();
  if (typed === '') return {};
  const digits = typed.replace(/[\s()-]/g, '');
  if (!/^\+?\d+$/.test(digits)) return { name: typed };
  return digits.length <= ACCOUNT_DIGITS_MAX && !digits.startsWith('+')
    ? { number: digits }
    : { phone: digits };
}

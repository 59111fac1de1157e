/** Who may use the instant service [S30]: patterns, and single numbers that win over them. */
export interface EligibilityRules {
  /** Regular expressions on the E.164 number with its +. */
  readonly patterns: readonly RegExp[];
}

/** An imported number, allowed or refused by name. */
export type Listed = 'allowed' | 'refused' | undefined;

/** Beijing landlines 010-6… and 010-8…, and mobiles. */
export const DEFAULT_ELIGIBLE_PATTERNS: readonly string[] = ['^\\+8610[68]\\d{7}$', '^\\+861[3-9]\\d{9}$'];

export function isEligible(e164: string, listed: Listed, { patterns }: EligibilityRules): boolean {
  if (listed !== undefined) return listed === 'allowed';
  return patterns.some((pattern) => pattern.test(e164));
}

import { DAY_MS, HOUR_MS, type AccountUse } from './account-use.js';
import type { UtcMs } from '../base/units.js';

/**
 * The rule for an alarm [S41]: an hour with more than four times the hourly mean of the day before it. Not
 * under 100 legs, which two groups of 50 make, or 50 yuan: an account that seldom calls would always alarm.
 */
export const RISE_FACTOR = 4;
export const RISE_FLOOR = { legs: 100, spent: 50_000_000 } as const;

export interface Rise {
  readonly of: 'legs' | 'spent';
  readonly lastHour: number;
  /** The mean of the 23 hours before. */
  readonly usualHour: number;
}

/** Undefined: nothing out of the ordinary. */
export function suddenRise(use: AccountUse, of: Rise['of'], nowMs: UtcMs): Rise | undefined {
  const lastHour = use.sum(of, HOUR_MS, nowMs);
  const usualHour = (use.sum(of, DAY_MS, nowMs) - lastHour) / 23;
  if (lastHour <= RISE_FLOOR[of] || lastHour <= RISE_FACTOR * usualHour) return undefined;
  return { of, lastHour, usualHour };
}

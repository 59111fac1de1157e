import { later, type MonotonicMs } from '../base/units.js';
import type { Rate } from './charge.js';
import { amountOf, chargedSeconds } from './rating.js';

/** A leg that goes on and what is set aside for it so far. */
export interface PaidLeg {
  readonly answeredMs: MonotonicMs;
  readonly rate: Rate;
  readonly amount: number;
}

/** To the nearest of so much. */
const PRECISION_MS = 100;

/**
 * How long all these legs can go on with `available` beyond what is set aside for them: until the first
 * block that cannot be paid begins. At most `limitMs`, which is given when the money lasts longer.
 */
export function runwayMs(
  legs: readonly PaidLeg[],
  available: number,
  nowMs: MonotonicMs,
  limitMs: number,
): number {
  if (costUntil(legs, later(nowMs, limitMs)) <= available) return limitMs;
  let funded = 0;
  let unfunded = limitMs;
  // Cost rises with time, so the last instant that is funded is found by halving.
  while (unfunded - funded > PRECISION_MS) {
    const middle = (funded + unfunded) / 2;
    if (costUntil(legs, later(nowMs, middle)) <= available) funded = middle;
    else unfunded = middle;
  }
  return funded;
}

function costUntil(legs: readonly PaidLeg[], untilMs: MonotonicMs): number {
  let cost = 0;
  for (const { answeredMs, rate, amount } of legs) {
    cost += Math.max(0, amountOf(rate, chargedSeconds(rate, untilMs - answeredMs)) - amount);
  }
  return cost;
}

import { later, type MonotonicMs } from '../base/units.js';
import type { ChargedLeg, LegCharge, Rate, Reservation } from './charge.js';
import type { RunningCost } from './conference-costs.js';
import { microYuan, type MicroYuan } from './money.js';
import { amountOf, chargedSeconds, chargeOf, costsNothing } from './rating.js';

/** The next block is asked for so long before the current one ends [S49]. */
export const LEAD_MS = 2_000;
/** A leg that is not paid further ends so long before its paid time does: no block is begun that nobody pays. */
export const END_EARLY_MS = 100;

/** What has become of a leg that is charged: how far it is paid, and what was asked for beyond that. */
export class ChargedLegState implements RunningCost {
  readonly leg: ChargedLeg;
  readonly rate: Rate;
  /** Paid from the answer up to here, and for so much. */
  reservedS = 0;
  amount = microYuan(0);
  /** The step that the store has not answered yet. */
  asked: Reservation | undefined;
  /** The store could not tell whether it has done it: the very same step is asked for again. */
  unclear = false;
  /** The number under which it was asked for: an answer is taken for the asking it belongs to. */
  asking = 0;
  up = false;
  /** No further block will be paid: it ends at the end of its paid time. */
  ends: 'balance-out' | 'cost-limit' | undefined;

  constructor(leg: ChargedLeg, rate: Rate) {
    this.leg = leg;
    this.rate = rate;
  }

  get paidUntilMs(): MonotonicMs {
    return later(this.leg.answeredMs, this.reservedS * 1_000);
  }

  /** What must be set aside at `nowMs`: all blocks that will have begun when the lead is over. */
  stepAt(nowMs: MonotonicMs): Reservation {
    const elapsedMs = Math.max(0, Math.round(nowMs - this.leg.answeredMs));
    // One more than the lead: at the very instant the lead begins, the current block still covers it.
    const reservedS = Math.max(this.reservedS, chargedSeconds(this.rate, elapsedMs + LEAD_MS + 1));
    const amount = amountOf(this.rate, reservedS);
    const added = microYuan(amount - this.amount);
    // Each leg makes one for each block; properties behind a spread would cost ten times the memory (ADR 20).
    const { leg, account, conference, service, kind } = this.leg;
    return { leg, account, conference, service, kind, rate: this.rate, reservedS, amount, added };
  }

  ask(step: Reservation, asking: number): void {
    this.asked = step;
    this.asking = asking;
    this.unclear = false;
  }

  reserved(): void {
    if (this.asked === undefined) return;
    this.reservedS = this.asked.reservedS;
    this.amount = this.asked.amount;
    this.asked = undefined;
  }

  charge(durationMs: number): LegCharge {
    const { leg, account, conference, service, kind } = this.leg;
    const { rate, reservedS, amount } = this;
    return chargeOf({ leg, account, conference, service, kind, rate, reservedS, amount }, durationMs);
  }

  /** What it would be charged if it ended now: what is set aside ahead is not spent yet. */
  costAt(nowMs: MonotonicMs): MicroYuan {
    return this.up && !this.isFree ? this.charge(nowMs - this.leg.answeredMs).amount : microYuan(0);
  }

  get isFree(): boolean {
    return costsNothing(this.rate);
  }

  /** What is set aside for it, the step on its way included. */
  get cost(): MicroYuan {
    return this.asked?.amount ?? this.amount;
  }
}

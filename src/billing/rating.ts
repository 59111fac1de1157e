import { invariant } from '../base/errors.js';
import type { LegCharge, Rate, Reservation } from './charge.js';
import { microYuan, type MicroYuan } from './money.js';

type Blocks = Pick<Rate, 'firstBlockS' | 'incrementS'>;

/** The first block whole, then whole increments: one that has begun counts [S47]. Nothing for no time at all. */
export function chargedSeconds({ firstBlockS, incrementS }: Blocks, durationMs: number): number {
  // The monotonic clock has fractions, the leg record has none: both must be rated alike.
  const wholeMs = Math.round(durationMs);
  if (wholeMs <= 0) return 0;
  const increments = Math.ceil((wholeMs - firstBlockS * 1_000) / (incrementS * 1_000));
  return firstBlockS + Math.max(0, increments) * incrementS;
}

export const blocksOf = ({ firstBlockS, incrementS }: Blocks, chargedS: number): number =>
  chargedS === 0 ? 0 : 1 + (chargedS - firstBlockS) / incrementS;

/** Price × charged seconds / 60, rounded once, half up [S46]; the product may be beyond 2^53. */
export function amountOf({ free, microYuanPerMinute }: Rate, chargedS: number): MicroYuan {
  invariant(chargedS >= 0 && microYuanPerMinute >= 0, `${chargedS} s at ${microYuanPerMinute}`);
  if (free) return microYuan(0);
  const doubled = 2n * BigInt(microYuanPerMinute) * BigInt(chargedS);
  return microYuan(Number((doubled + 60n) / 120n));
}

/** Nothing is set aside for such a leg. */
export const costsNothing = ({ free, microYuanPerMinute }: Rate): boolean => free || microYuanPerMinute === 0;

/** The money side of the record of a leg that lasted so long: never more than was set aside for it. */
export function chargeOf(reservation: Omit<Reservation, 'added'>, durationMs: number): LegCharge {
  const { leg, account, conference, service, kind, rate } = reservation;
  const dueS = chargedSeconds(rate, durationMs);
  const chargedS = costsNothing(rate) ? dueS : Math.min(dueS, reservation.reservedS);
  return {
    leg,
    account,
    conference,
    service,
    kind,
    rate,
    blocks: blocksOf(rate, chargedS),
    chargedS,
    amount: amountOf(rate, chargedS),
    reserved: reservation.amount,
  };
}

/** The same from the record alone, for the daily check: by the time of the leg, capped by what was set aside. */
export function ratedAgain(rate: Rate, durationMs: number, reserved: MicroYuan): MicroYuan {
  const amount = amountOf(rate, chargedSeconds(rate, durationMs));
  return costsNothing(rate) || amount <= reserved ? amount : reserved;
}

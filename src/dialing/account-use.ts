import type { OutgoingRights } from '../accounts/account.js';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { microYuan, type MicroYuan } from '../billing/money.js';
import type { BarCode } from './call-result.js';

export type LimitCode = Extract<
  BarCode,
  'LEGS_AT_ONCE_LIMIT' | 'LEGS_PER_HOUR_LIMIT' | 'NEW_NUMBERS_LIMIT' | 'SPEND_LIMIT'
>;

/** What is counted in ten minutes. An hour and a day are the slots that they touch: rather a little longer. */
export interface UseSlot {
  readonly slotMs: UtcMs;
  readonly legs: number;
  readonly newNumbers: number;
  readonly spent: MicroYuan;
}

export const SLOT_MS = 600_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const slotOf = (nowMs: UtcMs): UtcMs => utcMs(Math.floor(nowMs / SLOT_MS) * SLOT_MS);

/** A call that is to be made. */
export interface NewLeg {
  readonly microYuanPerMinute: number;
  /** This account has never called the number before. */
  readonly isNewNumber: boolean;
}

interface LiveLeg {
  readonly sinceMs: UtcMs;
  readonly microYuanPerMinute: number;
}

/** Names a live leg within its account. */
export type UsePlace = symbol;

/**
 * What one account calls now and has called in the last day, against its limits [S41]. Pure: time is passed
 * in, UTC, because it outlives the process. A limit of 0 means none.
 */
export class AccountUse {
  readonly #slots = new Map<UtcMs, UseSlot>();
  readonly #live = new Map<UsePlace, LiveLeg>();

  constructor(recent: readonly UseSlot[]) {
    for (const slot of recent) this.#slots.set(slot.slotMs, slot);
  }

  get legs(): number {
    return this.#live.size;
  }

  /** Takes a place for a leg, or tells which limit is reached; nothing is taken then. */
  take(leg: NewLeg, rights: OutgoingRights, nowMs: UtcMs): Result<UsePlace, { readonly code: LimitCode }> {
    const code = this.#limitReached(leg, rights, nowMs);
    if (code !== undefined) return fail({ code });
    const place = Symbol('leg');
    this.#live.set(place, { sinceMs: nowMs, microYuanPerMinute: leg.microYuanPerMinute });
    this.#count(nowMs, { legs: 1, newNumbers: leg.isNewNumber ? 1 : 0, spent: 0 });
    return ok(place);
  }

  /** The leg is over; gives what it may have cost: started minutes, whatever the tariff says of blocks. */
  release(place: UsePlace, spokenMs: number, nowMs: UtcMs): MicroYuan {
    const leg = this.#live.get(place);
    if (leg === undefined) return microYuan(0);
    this.#live.delete(place);
    const spent = costOf(leg.microYuanPerMinute, spokenMs);
    this.#count(nowMs, { legs: 0, newNumbers: 0, spent });
    return spent;
  }

  /** Over the slots that the last `windowMs` touch. A slot of the future, after a clock was set back, counts. */
  sum(what: 'legs' | 'newNumbers' | 'spent', windowMs: number, nowMs: UtcMs): number {
    const fromMs = nowMs - windowMs - SLOT_MS;
    let sum = 0;
    for (const slot of this.#slots.values()) if (slot.slotMs > fromMs) sum += slot[what];
    return sum;
  }

  #limitReached(leg: NewLeg, rights: OutgoingRights, nowMs: UtcMs): LimitCode | undefined {
    if (reached(this.legs, rights.legsMax)) return 'LEGS_AT_ONCE_LIMIT';
    if (reached(this.sum('legs', HOUR_MS, nowMs), rights.legsPerHourMax)) return 'LEGS_PER_HOUR_LIMIT';
    const { newNumbersPerDayMax, spendPerDayMax } = rights;
    if (leg.isNewNumber && reached(this.sum('newNumbers', DAY_MS, nowMs), newNumbersPerDayMax)) {
      return 'NEW_NUMBERS_LIMIT';
    }
    return reached(this.sum('spent', DAY_MS, nowMs) + this.#running(nowMs), spendPerDayMax)
      ? 'SPEND_LIMIT'
      : undefined;
  }

  /** What the legs that are up may have cost so far: fraud keeps them up, and they are paid for at their end. */
  #running(nowMs: UtcMs): number {
    let sum = 0;
    for (const leg of this.#live.values()) sum += costOf(leg.microYuanPerMinute, nowMs - leg.sinceMs);
    return sum;
  }

  #count(nowMs: UtcMs, added: Omit<UseSlot, 'slotMs' | 'spent'> & { readonly spent: number }): void {
    const slotMs = slotOf(nowMs);
    const slot = this.#slots.get(slotMs) ?? { slotMs, legs: 0, newNumbers: 0, spent: 0 };
    this.#slots.set(slotMs, {
      slotMs,
      legs: slot.legs + added.legs,
      newNumbers: slot.newNumbers + added.newNumbers,
      spent: microYuan(slot.spent + added.spent),
    });
    for (const old of this.#slots.keys()) if (old <= nowMs - DAY_MS - SLOT_MS) this.#slots.delete(old);
  }
}

const reached = (count: number, max: number): boolean => max > 0 && count >= max;

const costOf = (microYuanPerMinute: number, durationMs: number): MicroYuan =>
  microYuan(microYuanPerMinute * Math.ceil(Math.max(0, durationMs) / 60_000));

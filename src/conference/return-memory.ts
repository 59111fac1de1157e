import { BoundedMap } from '../base/bounded-map.js';
import { Counters } from '../base/counters.js';
import type { ConferenceId } from '../base/ids.js';
import { later, type MonotonicMs } from '../base/units.js';
import type { Caller, Role } from './participant.js';

/** Where a lost caller may go back to [S13]. */
export interface LostPlace {
  readonly conference: ConferenceId;
  readonly roomNumber: string;
  /** As what it was in; a chair has to prove itself again unless its number is verified on the account. */
  readonly role: Role;
}

export interface ReturnLimits {
  readonly keptMs: number;
  /** Callers who are remembered; beyond that the longest lost one is forgotten. */
  readonly numbersMax: number;
}

export const DEFAULT_RETURN_LIMITS: ReturnLimits = { keptMs: 300_000, numbersMax: 10_000 };

/** Who was lost from which conference a moment ago, by asserted number [S13]. */
export class ReturnMemory {
  readonly counters = new Counters(['lost', 'returned', 'forgotten']);
  readonly #limits: ReturnLimits;
  /** In the order they were lost. */
  readonly #lost: BoundedMap<string, LostPlace & { readonly untilMs: MonotonicMs }>;

  constructor(limits: ReturnLimits = DEFAULT_RETURN_LIMITS) {
    this.#limits = limits;
    this.#lost = new BoundedMap(limits.numbersMax);
  }

  get size(): number {
    return this.#lost.size;
  }

  /** A leg was lost, not hung up and not let go. A number that proves nothing is not remembered. */
  lost({ number, asserted }: Caller, place: LostPlace, nowMs: MonotonicMs): void {
    if (!asserted || number === undefined) return;
    this.#dropOld(nowMs);
    this.counters.add('lost');
    const kept = { ...place, untilMs: later(nowMs, this.#limits.keptMs) };
    // Set anew, so that the map stays in the order of the losses.
    this.#lost.delete(number);
    if (this.#lost.set(number, kept)) return;
    const [oldest] = this.#lost.entries();
    if (oldest !== undefined) this.#lost.delete(oldest[0]);
    this.counters.add('forgotten');
    this.#lost.set(number, kept);
  }

  find({ number, asserted }: Caller, nowMs: MonotonicMs): LostPlace | undefined {
    const kept = asserted && number !== undefined ? this.#lost.get(number) : undefined;
    if (kept === undefined || nowMs >= kept.untilMs) return undefined;
    const { conference, roomNumber, role } = kept;
    return { conference, roomNumber, role };
  }

  /** It is back, there or elsewhere: it is asked once. */
  returned(number: string): void {
    if (this.#lost.delete(number)) this.counters.add('returned');
  }

  /** Kicked with another leg of the same number: that holds for this one too [S17]. */
  barred(conference: ConferenceId, number: string): void {
    if (this.#lost.get(number)?.conference === conference) this.#lost.delete(number);
  }

  /** There is nothing to go back to. */
  closed(conference: ConferenceId): void {
    for (const [number, kept] of this.#lost.entries())
      if (kept.conference === conference) this.#lost.delete(number);
  }

  #dropOld(nowMs: MonotonicMs): void {
    for (const [number, { untilMs }] of this.#lost.entries()) {
      if (untilMs > nowMs) return;
      this.#lost.delete(number);
    }
  }
}

import { Counters } from '../base/counters.js';
import { DeadlineQueue } from '../base/deadline-queue.js';
import { invariant } from '../base/errors.js';
import type { AccountId, ConferenceId, LegId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import { BalanceWatch } from './balance-watch.js';
import type { ChargedLeg, LegCharge, Reservation, ReserveOutcome } from './charge.js';
import { ChargedLegState, END_EARLY_MS, LEAD_MS } from './charged-leg-state.js';
import { ChargedLegs } from './charged-legs.js';
import type { ChargingEffect, JoinOutcome, Unpaid } from './charging-effect.js';
import type { AccountFunds } from './charging-store.js';
import { ConferenceCosts, type CostSoFar } from './conference-costs.js';
import { opposite, type MicroYuan } from './money.js';
import { rateOf, type TariffBook } from './tariff.js';

export interface ChargingOptions {
  readonly legsMax: number;
  /**
   * While the store cannot tell, a leg goes on unpaid for so long: nobody is cut off by a disk that is busy
   * for a moment, and no more than a minute of each leg can be lost.
   */
  readonly graceMs: number;
}

export const DEFAULT_CHARGING_OPTIONS: ChargingOptions = { legsMax: 50_000, graceMs: 60_000 };

/** While the store cannot tell, it is asked so often. */
const RETRY_MS = 1_000;

const COUNTS = [
  'joined',
  'free',
  'unpaid',
  'noPrice',
  'unavailable',
  'extended',
  'short',
  'costLimit',
  'retried',
  'endedHard',
  'graceOver',
  'capped',
  'limit',
] as const;

/**
 * Meters the legs of this node that somebody pays for [S49]: sets the first blocks aside before a leg enters,
 * each next one before the current one ends, and ends what cannot be paid. After every call the shell performs
 * the effects in order.
 */
export class ChargingMeter {
  readonly counters = new Counters(COUNTS);
  readonly #options: ChargingOptions;
  #tariffs: TariffBook;
  readonly #legs: ChargedLegs;
  readonly #costs = new ConferenceCosts();
  readonly #watch = new BalanceWatch();
  readonly #deadlines = new DeadlineQueue<LegId>();
  /** Of all legs: one that comes back must not meet the answers of its former self. */
  #askings = 0;

  constructor(tariffs: TariffBook, options: ChargingOptions = DEFAULT_CHARGING_OPTIONS) {
    this.#tariffs = tariffs;
    this.#options = options;
    this.#legs = new ChargedLegs(options.legsMax);
  }

  get size(): number {
    return this.#legs.size;
  }

  /** Legs that have joined keep the rate they joined with [S47]. */
  useTariffs(tariffs: TariffBook): void {
    this.#tariffs = tariffs;
  }

  conferenceOpened(conference: ConferenceId, costMax: MicroYuan | undefined): void {
    this.#costs.opened(conference, costMax);
  }

  conferenceClosed(conference: ConferenceId): void {
    this.#costs.closed(conference);
  }

  /** False: it is not open. */
  limitConference(conference: ConferenceId, costMax: MicroYuan | undefined): boolean {
    return this.#costs.limit(conference, costMax);
  }

  costOf(conference: ConferenceId, nowMs: MonotonicMs): CostSoFar | undefined {
    return this.#costs.soFar(conference, nowMs);
  }

  /** Answered by a `joined` effect, now or when the store has answered; by none after abandon or close. */
  join(leg: ChargedLeg, nowMs: MonotonicMs, nowUtcMs: UtcMs): readonly ChargingEffect[] {
    invariant(!this.#legs.has(leg.leg), `leg ${leg.leg} has joined already`);
    const tariff = this.#tariffs.at(nowUtcMs);
    const rate = tariff && rateOf(tariff, leg);
    if (rate === undefined) return this.#refused(leg.leg, 'no-price', 'noPrice');
    const state = new ChargedLegState(leg, rate);
    if (state.isFree) return this.#enter(state) ? this.#joined(state, nowMs) : this.#full(leg.leg);
    const step = state.stepAt(nowMs);
    if (this.#costs.endedBy(leg.conference) !== undefined) return this.#refused(leg.leg, 'unpaid', 'unpaid');
    if (!this.#costs.allows(leg.conference, step.added)) return this.#refused(leg.leg, 'unpaid', 'costLimit');
    if (!this.#enter(state)) return this.#full(leg.leg);
    return [this.#ask(state, step)];
  }

  /** It did not enter after all. */
  abandon(leg: LegId): readonly ChargingEffect[] {
    const state = this.#legs.get(leg);
    if (state === undefined) return [];
    this.#forget(state, 0);
    return state.isFree ? [] : [{ type: 'release', leg }];
  }

  /** The leg is over; its charge is undefined when it was never up, and then nothing stays set aside. */
  close(
    leg: LegId,
    durationMs: number,
  ): { readonly charge: LegCharge | undefined; readonly effects: readonly ChargingEffect[] } {
    const state = this.#legs.get(leg);
    if (state === undefined || !state.up) return { charge: undefined, effects: this.abandon(leg) };
    const charge = state.charge(durationMs);
    if (!state.isFree && durationMs > state.reservedS * 1_000) this.counters.add('capped');
    this.#forget(state, charge.amount);
    return { charge, effects: [] };
  }

  /** The store's answer to a `reserve` effect. */
  answered(
    leg: LegId,
    asking: number,
    outcome: ReserveOutcome,
    nowMs: MonotonicMs,
  ): readonly ChargingEffect[] {
    const state = this.#legs.get(leg);
    // It may have gone meanwhile, and even come back.
    if (state?.asked === undefined || state.asking !== asking) return [];
    if (outcome === 'reserved') {
      state.reserved();
      if (!state.up) return this.#joined(state, nowMs);
      this.counters.add('extended');
      this.#schedule(state);
      return [];
    }
    if (!state.up) return this.#notJoined(state, outcome);
    if (outcome === 'short') {
      this.#costs.add(state.leg.conference, opposite(state.asked.added));
      state.asked = undefined;
      this.counters.add('short');
      return this.#out(state, 'balance-out', nowMs);
    }
    state.unclear = true;
    this.#deadlines.set(leg, later(nowMs, RETRY_MS));
    return [];
  }

  /** The answer to a `read-funds` effect. */
  funds(
    account: AccountId,
    funds: AccountFunds | 'unavailable',
    nowMs: MonotonicMs,
  ): readonly ChargingEffect[] {
    return this.#watch.funds(account, funds, this.#legs.paidBy(account), nowMs);
  }

  /** Money has come in by this node; what comes in elsewhere is seen within a minute. */
  recharged(account: AccountId, nowMs: MonotonicMs): void {
    if (this.#legs.hasOf(account)) this.#watch.changed(account, nowMs);
  }

  timer(nowMs: MonotonicMs): readonly ChargingEffect[] {
    const effects: ChargingEffect[] = [];
    for (let leg = this.#deadlines.take(nowMs); leg !== undefined; leg = this.#deadlines.take(nowMs)) {
      const state = this.#legs.get(leg);
      if (state !== undefined) effects.push(...this.#due(state, nowMs));
    }
    let account = this.#watch.takeDue(nowMs);
    for (; account !== undefined; account = this.#watch.takeDue(nowMs)) {
      effects.push({ type: 'read-funds', account });
    }
    return effects;
  }

  nextDeadline(): MonotonicMs | undefined {
    const leg = this.#deadlines.next();
    const account = this.#watch.nextDeadline();
    if (leg === undefined || account === undefined) return leg ?? account;
    return leg < account ? leg : account;
  }

  describe(): string {
    return `charging: ${this.#legs.size} legs of ${this.#legs.accounts} accounts, ${this.#costs.size} conferences`;
  }

  #due(state: ChargedLegState, nowMs: MonotonicMs): readonly ChargingEffect[] {
    const { leg, conference } = state.leg;
    if (state.ends !== undefined) {
      this.counters.add('endedHard');
      return [{ type: 'end-leg', leg, reason: state.ends }];
    }
    if (nowMs >= state.paidUntilMs + this.#options.graceMs) {
      this.counters.add('graceOver');
      return [{ type: 'end-leg', leg, reason: 'fault' }];
    }
    if (state.asked !== undefined) return state.unclear ? [this.#askAgain(state, state.asked)] : [];
    const step = state.stepAt(nowMs);
    const ended = this.#costs.endedBy(conference);
    if (ended !== undefined) return this.#out(state, ended, nowMs);
    if (!this.#costs.allows(conference, step.added)) {
      this.counters.add('costLimit');
      return this.#out(state, 'cost-limit', nowMs);
    }
    return [this.#ask(state, step)];
  }

  #ask(state: ChargedLegState, reservation: Reservation): ChargingEffect {
    this.#costs.add(state.leg.conference, reservation.added);
    return this.#reserve(state, reservation);
  }

  /** It may have been done already, so nothing but the same will do. */
  #askAgain(state: ChargedLegState, reservation: Reservation): ChargingEffect {
    this.counters.add('retried');
    return this.#reserve(state, reservation);
  }

  #reserve(state: ChargedLegState, reservation: Reservation): ChargingEffect {
    // If no answer comes, the grace ends the leg.
    if (state.up) this.#deadlines.set(state.leg.leg, later(state.paidUntilMs, this.#options.graceMs));
    const asking = ++this.#askings;
    state.ask(reservation, asking);
    return { type: 'reserve', reservation, asking };
  }

  /** No further block: the conference is told once, and the leg ends with its paid time at the latest. */
  #out(state: ChargedLegState, reason: Unpaid, nowMs: MonotonicMs): readonly ChargingEffect[] {
    const { leg, conference } = state.leg;
    state.ends = reason;
    this.#deadlines.set(leg, later(state.paidUntilMs, -END_EARLY_MS));
    // A late answer of the store: the paid time may be over already.
    const hard = nowMs >= state.paidUntilMs - END_EARLY_MS ? this.#due(state, nowMs) : [];
    if (hard.length > 0) this.#deadlines.delete(leg);
    const last: readonly ChargingEffect[] = hard.length > 0 ? hard : [{ type: 'note-alive', leg }];
    if (this.#costs.endedBy(conference) !== undefined) return last;
    this.#costs.end(conference, reason);
    return [{ type: 'unpaid', conference, reason }, ...last];
  }

  #joined(state: ChargedLegState, nowMs: MonotonicMs): readonly ChargingEffect[] {
    const { leg, account } = state.leg;
    state.up = true;
    this.counters.add('joined');
    if (state.isFree) this.counters.add('free');
    else {
      this.#schedule(state);
      this.#watch.changed(account, nowMs);
    }
    return [{ type: 'joined', leg, outcome: 'paid' }];
  }

  #notJoined(state: ChargedLegState, outcome: 'short' | 'unavailable'): readonly ChargingEffect[] {
    const { leg } = state.leg;
    this.#forget(state, 0);
    if (outcome === 'short') return this.#refused(leg, 'unpaid', 'unpaid');
    // After a lost connection the step may have been committed all the same.
    return [{ type: 'release', leg }, ...this.#refused(leg, 'unavailable', 'unavailable')];
  }

  #schedule(state: ChargedLegState): void {
    this.#deadlines.set(state.leg.leg, later(state.paidUntilMs, -LEAD_MS));
  }

  #enter(state: ChargedLegState): boolean {
    if (!this.#legs.add(state)) return false;
    this.#costs.legEntered(state.leg.conference, state);
    return true;
  }

  #forget(state: ChargedLegState, charged: number): void {
    const { leg, account, conference } = state.leg;
    this.#legs.delete(state);
    this.#deadlines.delete(leg);
    this.#costs.add(conference, charged - state.cost);
    this.#costs.legGone(conference, state, charged);
    if (!this.#legs.hasOf(account)) this.#watch.forget(account);
  }

  #full(leg: LegId): readonly ChargingEffect[] {
    return this.#refused(leg, 'unavailable', 'limit');
  }

  #refused(leg: LegId, outcome: JoinOutcome, count: (typeof COUNTS)[number]): readonly ChargingEffect[] {
    this.counters.add(count);
    return [{ type: 'joined', leg, outcome }];
  }
}

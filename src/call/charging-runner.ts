import type { Clock } from '../base/clock.js';
import type { AccountId, ConferenceId, LegId } from '../base/ids.js';
import type { Log } from '../base/log.js';
import { monotonicMs, type MonotonicMs } from '../base/units.js';
import type { ChargedLeg, LegCharge } from '../billing/charge.js';
import type { ChargingEffect, JoinOutcome } from '../billing/charging-effect.js';
import type { ChargingMeter } from '../billing/charging.js';
import type { ChargingStore } from '../billing/charging-store.js';
import type { CostSoFar } from '../billing/conference-costs.js';
import type { MicroYuan } from '../billing/money.js';
import type { TariffBook } from '../billing/tariff.js';
import type { ConferenceRunner } from './conference-runner.js';
import type { Charging } from './ports.js';

export interface ChargingRunnerOptions {
  readonly meter: ChargingMeter;
  readonly store: ChargingStore;
  readonly conferences: Pick<ConferenceRunner, 'dispatch' | 'watch'>;
  readonly clock: Clock;
  readonly log: Log;
  /** nextDeadline() may have changed. */
  readonly rescheduled: () => void;
  /** Somebody may be looking at the balance. */
  readonly balanceChanged?: (account: AccountId) => void;
  /** A leg is over and costs something; its charge is about to be written. */
  readonly charged?: (account: AccountId) => void;
}

/**
 * Blocks that are due within so long are asked for together: fewer commits are shared by more of them. They have
 * two seconds, and even a leg that is cut has a tenth.
 */
const BEAT_MS = 10;

/** Why a leg is cut whatever its conference does: its paid time is over, or the store was away too long. */
export type CutReason = Extract<ChargingEffect, { readonly type: 'end-leg' }>['reason'];

/** The money of the calls of this node: performs what the meter decides on the store and the conferences. */
export class ChargingRunner implements Charging {
  readonly #options: ChargingRunnerOptions;
  readonly #meter: ChargingMeter;
  readonly #joining = new Map<LegId, (outcome: JoinOutcome) => void>();
  #cut: (leg: LegId, reason: CutReason) => void = () => undefined;

  constructor(options: ChargingRunnerOptions) {
    this.#options = options;
    this.#meter = options.meter;
    options.conferences.watch(({ conference, fact }) => {
      if (fact.type === 'opened') this.#meter.conferenceOpened(conference, fact.definition.costMax);
      if (fact.type === 'closed') this.#meter.conferenceClosed(conference);
    });
  }

  /** The call layer hangs such a leg up at once. */
  onCut(cut: (leg: LegId, reason: CutReason) => void): void {
    this.#cut = cut;
  }

  join(leg: ChargedLeg, done: (outcome: JoinOutcome) => void): void {
    const { clock } = this.#options;
    this.#joining.set(leg.leg, done);
    this.#perform(this.#meter.join(leg, clock.now(), clock.utcNow()));
  }

  abandon(leg: LegId): void {
    this.#joining.delete(leg);
    this.#perform(this.#meter.abandon(leg));
  }

  close(leg: LegId, durationMs: number): LegCharge | undefined {
    this.#joining.delete(leg);
    const { charge, effects } = this.#meter.close(leg, durationMs);
    this.#perform(effects);
    if (charge !== undefined && charge.amount > 0) this.#options.charged?.(charge.account);
    return charge;
  }

  /** Money has come in: warnings that were given may be due again. */
  recharged(account: AccountId): void {
    this.#meter.recharged(account, this.#options.clock.now());
    this.#options.balanceChanged?.(account);
    this.#options.rescheduled();
  }

  /** What a running conference may cost in all [S24]; undefined: as much as the account can pay. */
  limitConference(conference: ConferenceId, costMax: MicroYuan | undefined): boolean {
    return this.#meter.limitConference(conference, costMax);
  }

  costOf(conference: ConferenceId): CostSoFar | undefined {
    return this.#meter.costOf(conference, this.#options.clock.now());
  }

  useTariffs(tariffs: TariffBook): void {
    this.#meter.useTariffs(tariffs);
  }

  counts(): Readonly<Record<string, number>> {
    return this.#meter.counters.snapshot();
  }

  nextDeadline(): MonotonicMs | undefined {
    const nextMs = this.#meter.nextDeadline();
    return nextMs === undefined ? undefined : monotonicMs(Math.ceil(nextMs / BEAT_MS) * BEAT_MS);
  }

  tick(): void {
    this.#perform(this.#meter.timer(this.#options.clock.now()));
  }

  #perform(effects: readonly ChargingEffect[]): void {
    for (const effect of effects) this.#performOne(effect);
    this.#options.rescheduled();
  }

  #performOne(effect: ChargingEffect): void {
    const { conferences, log } = this.#options;
    switch (effect.type) {
      case 'reserve':
        this.#reserve(effect);
        return;
      case 'release':
        this.#options.store.release(effect.leg);
        return;
      case 'note-alive':
        this.#options.store.noteAlive(effect.leg, this.#options.clock.utcNow());
        return;
      case 'joined':
        this.#joined(effect.leg, effect.outcome);
        return;
      case 'read-funds':
        this.#readFunds(effect.account);
        return;
      case 'balance-low': {
        const { conference, minutes } = effect;
        conferences.dispatch({ type: 'balance-low', minutes }, conference, { kind: 'system' });
        return;
      }
      case 'unpaid': {
        const { conference, reason } = effect;
        log.info({ conference, reason }, 'a conference ends unpaid');
        conferences.dispatch({ type: 'unpaid', reason }, conference, { kind: 'system' });
        return;
      }
      case 'end-leg':
        this.#cut(effect.leg, effect.reason);
        return;
    }
  }

  #reserve({ reservation, asking }: Extract<ChargingEffect, { readonly type: 'reserve' }>): void {
    const { store, clock } = this.#options;
    store.reserve(reservation, clock.utcNow(), (outcome) => {
      this.#perform(this.#meter.answered(reservation.leg, asking, outcome, clock.now()));
    });
  }

  #joined(leg: LegId, outcome: JoinOutcome): void {
    const done = this.#joining.get(leg);
    this.#joining.delete(leg);
    done?.(outcome);
  }

  #readFunds(account: AccountId): void {
    const { store, clock } = this.#options;
    store.funds(account, (funds) => {
      // An account that is not there has nothing left to warn of.
      if (funds !== undefined) this.#perform(this.#meter.funds(account, funds, clock.now()));
    });
  }
}

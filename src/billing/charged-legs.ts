import { BoundedMap } from '../base/bounded-map.js';
import type { AccountId, ConferenceId, LegId } from '../base/ids.js';
import type { ChargedLegState } from './charged-leg-state.js';
import type { PaidLeg } from './runway.js';

/** The legs that are metered, by their ids and by who pays for them. */
export class ChargedLegs {
  readonly #legs: BoundedMap<LegId, ChargedLegState>;
  readonly #ofAccount = new Map<AccountId, Set<ChargedLegState>>();

  constructor(limit: number) {
    this.#legs = new BoundedMap(limit);
  }

  get size(): number {
    return this.#legs.size;
  }

  /** That pay for any of them. */
  get accounts(): number {
    return this.#ofAccount.size;
  }

  has(leg: LegId): boolean {
    return this.#legs.has(leg);
  }

  get(leg: LegId): ChargedLegState | undefined {
    return this.#legs.get(leg);
  }

  /** False when there are too many. */
  add(state: ChargedLegState): boolean {
    const { leg, account } = state.leg;
    if (!this.#legs.set(leg, state)) return false;
    const ofAccount = this.#ofAccount.get(account) ?? new Set();
    this.#ofAccount.set(account, ofAccount.add(state));
    return true;
  }

  delete(state: ChargedLegState): void {
    const { leg, account } = state.leg;
    this.#legs.delete(leg);
    const ofAccount = this.#ofAccount.get(account);
    ofAccount?.delete(state);
    if (ofAccount?.size === 0) this.#ofAccount.delete(account);
  }

  hasOf(account: AccountId): boolean {
    return this.#ofAccount.has(account);
  }

  /** What it pays for now, by conference. */
  paidBy(account: AccountId): ReadonlyMap<ConferenceId, readonly PaidLeg[]> {
    const byConference = new Map<ConferenceId, PaidLeg[]>();
    for (const state of this.#ofAccount.get(account) ?? []) {
      if (!state.up || state.isFree) continue;
      const legs = byConference.get(state.leg.conference) ?? [];
      byConference.set(state.leg.conference, legs);
      legs.push({ answeredMs: state.leg.answeredMs, rate: state.rate, amount: state.amount });
    }
    return byConference;
  }
}

import type { MonotonicMs } from '../base/units.js';
import type { TrunkConfig } from '../config/schema.js';

/** Which of a trunk's caps a new call would break [S55]. */
export type TrunkCap = 'CALLS_AT_ONCE' | 'CALLS_PER_SECOND';

interface Load {
  calls: number;
  /** Calls that may still come at once: refilled at the trunk's rate, at most one second's worth. */
  allowance: number;
  refilledMs: MonotonicMs;
}

/** Calls of each trunk, now and lately. Pure: time is passed in. */
export class TrunkLoad {
  readonly #loads = new Map<string, Load>();

  /** Takes a place for a new call, or tells which cap is reached. */
  enter(trunk: TrunkConfig, nowMs: MonotonicMs): TrunkCap | undefined {
    const load = this.#loadOf(trunk, nowMs);
    if (trunk.callsMax > 0 && load.calls >= trunk.callsMax) return 'CALLS_AT_ONCE';
    if (trunk.callsPerSecondMax > 0) {
      const refill = ((nowMs - load.refilledMs) / 1_000) * trunk.callsPerSecondMax;
      load.allowance = Math.min(trunk.callsPerSecondMax, load.allowance + refill);
      load.refilledMs = nowMs;
      if (load.allowance < 1) return 'CALLS_PER_SECOND';
      load.allowance -= 1;
    }
    load.calls += 1;
    return undefined;
  }

  leave(trunkId: string): void {
    const load = this.#loads.get(trunkId);
    if (load !== undefined) load.calls -= 1;
  }

  callsOf(trunkId: string): number {
    return this.#loads.get(trunkId)?.calls ?? 0;
  }

  #loadOf(trunk: TrunkConfig, nowMs: MonotonicMs): Load {
    const known = this.#loads.get(trunk.id);
    if (known !== undefined) return known;
    const load = { calls: 0, allowance: trunk.callsPerSecondMax, refilledMs: nowMs };
    this.#loads.set(trunk.id, load);
    return load;
  }
}

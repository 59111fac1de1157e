import type { MonotonicMs } from '../base/units.js';
import type { Trunk } from '../dialing/trunk.js';

/** Which of a trunk's caps a new call would break [S55]. */
export type TrunkCap = 'CALLS_AT_ONCE' | 'CALLS_PER_SECOND';

interface Load {
  calls: number;
  /** Calls that may still come at once: refilled at the trunk's rate, at most one second's worth. */
  allowance: number;
  refilledMs: MonotonicMs;
  /** Calls that began in this second of the clock, and in the one before. */
  second: number;
  begun: number;
  begunBefore: number;
}

/** Calls of each trunk in one direction, now and lately [S55]. Pure: time is passed in. */
export class TrunkLoad {
  readonly #direction: 'inbound' | 'outbound';
  readonly #loads = new Map<string, Load>();

  constructor(direction: 'inbound' | 'outbound') {
    this.#direction = direction;
  }

  /** The rate's part of a place, ahead of `enter`: 0, or how many milliseconds until there may be one. */
  takeTurn(trunk: Trunk, nowMs: MonotonicMs): number {
    const { callsPerSecondMax } = trunk[this.#direction];
    if (callsPerSecondMax === 0) return 0;
    const load = this.#loadOf(trunk, nowMs);
    if (load.allowance < 1) return Math.ceil(((1 - load.allowance) / callsPerSecondMax) * 1_000);
    load.allowance -= 1;
    return 0;
  }

  /** Takes a place for a new call, or tells which cap is reached; a call that had its turn is within the rate. */
  enter(trunk: Trunk, nowMs: MonotonicMs, hadTurn = false): TrunkCap | undefined {
    const cap = this.capOf(trunk, nowMs);
    if (cap === 'CALLS_AT_ONCE' || (cap !== undefined && !hadTurn)) return cap;
    const load = this.#loadOf(trunk, nowMs);
    if (!hadTurn) load.allowance -= 1;
    load.calls += 1;
    load.begun += 1;
    return undefined;
  }

  /** The cap that a new call would break now; nothing is taken. */
  capOf(trunk: Trunk, nowMs: MonotonicMs): TrunkCap | undefined {
    const { callsMax, callsPerSecondMax } = trunk[this.#direction];
    const load = this.#loadOf(trunk, nowMs);
    if (callsMax > 0 && load.calls >= callsMax) return 'CALLS_AT_ONCE';
    return callsPerSecondMax > 0 && load.allowance < 1 ? 'CALLS_PER_SECOND' : undefined;
  }

  leave(trunkId: string): void {
    const load = this.#loads.get(trunkId);
    if (load !== undefined) load.calls -= 1;
  }

  callsOf(trunkId: string): number {
    return this.#loads.get(trunkId)?.calls ?? 0;
  }

  /** Calls that began in the last whole second. */
  newCallsOf(trunkId: string, nowMs: MonotonicMs): number {
    const load = this.#loads.get(trunkId);
    if (load === undefined) return 0;
    turn(load, nowMs);
    return load.begunBefore;
  }

  #loadOf(trunk: Trunk, nowMs: MonotonicMs): Load {
    const { callsPerSecondMax } = trunk[this.#direction];
    const load = this.#loads.get(trunk.id) ?? {
      calls: 0,
      allowance: callsPerSecondMax,
      refilledMs: nowMs,
      second: secondOf(nowMs),
      begun: 0,
      begunBefore: 0,
    };
    turn(load, nowMs);
    this.#loads.set(trunk.id, load);
    const refill = ((nowMs - load.refilledMs) / 1_000) * callsPerSecondMax;
    load.allowance = Math.min(callsPerSecondMax, Math.max(0, load.allowance) + refill);
    load.refilledMs = nowMs;
    return load;
  }
}

const secondOf = (nowMs: MonotonicMs): number => Math.floor(nowMs / 1_000);

function turn(load: Load, nowMs: MonotonicMs): void {
  const second = secondOf(nowMs);
  if (second === load.second) return;
  load.begunBefore = second === load.second + 1 ? load.begun : 0;
  load.begun = 0;
  load.second = second;
}

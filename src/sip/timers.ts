import { later, type MonotonicMs } from '../base/units.js';
import type { SipTimers } from './endpoint-api.js';

/** RFC 3261 table 4. */
export const DEFAULT_SIP_TIMERS: SipTimers = { t1Ms: 500, t2Ms: 4000, t4Ms: 5000 };

/** 64*T1: timers B, F, H, J, L, M, timer D of an unreliable transport, and the wait for the ACK to a 2xx. */
export const giveUpMs = (timers: SipTimers): number => 64 * timers.t1Ms;

/** The earlier of two deadlines, either of which may not run. */
export function earlier(a: MonotonicMs | undefined, b: MonotonicMs | undefined): MonotonicMs | undefined {
  if (a === undefined) return b;
  if (b === undefined) return a;
  return a < b ? a : b;
}

export const isDue = (atMs: MonotonicMs | undefined, nowMs: MonotonicMs): boolean =>
  atMs !== undefined && atMs <= nowMs;

/** A retransmission whose interval doubles up to a cap: timers A, E and G, and the 2xx of §13.3.1.4. */
export class Retransmission {
  readonly #capMs: number;
  #intervalMs: number;
  #atMs: MonotonicMs;

  constructor(firstMs: number, capMs: number, nowMs: MonotonicMs) {
    this.#capMs = capMs;
    this.#intervalMs = firstMs;
    this.#atMs = later(nowMs, firstMs);
  }

  get atMs(): MonotonicMs {
    return this.#atMs;
  }

  /** Counts from now, not from when it was due: a process that was stopped does not catch up in a burst. */
  advance(nowMs: MonotonicMs): void {
    this.#intervalMs = Math.min(2 * this.#intervalMs, this.#capMs);
    this.#atMs = later(nowMs, this.#intervalMs);
  }

  /** Timer E in state Proceeding runs at T2 (§17.1.2.2). */
  slowDown(): void {
    this.#intervalMs = this.#capMs;
  }
}

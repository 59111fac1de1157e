import type { MonotonicMs } from '../../base/units.js';

export interface AllowanceRate {
  readonly messagesPerSecond: number;
  /** At once, after a silence. */
  readonly messagesBurst: number;
}

/** How many messages one client may still send: a token bucket, full at first. */
export class MessageAllowance {
  readonly #rate: AllowanceRate;
  #tokens: number;
  #filledAtMs: MonotonicMs;

  constructor(rate: AllowanceRate, nowMs: MonotonicMs) {
    this.#rate = rate;
    this.#tokens = rate.messagesBurst;
    this.#filledAtMs = nowMs;
  }

  /** False: one too many. */
  take(nowMs: MonotonicMs): boolean {
    const { messagesPerSecond, messagesBurst } = this.#rate;
    const earned = ((nowMs - this.#filledAtMs) * messagesPerSecond) / 1_000;
    this.#tokens = Math.min(messagesBurst, this.#tokens + earned);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

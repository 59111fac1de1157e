import { later, type MonotonicMs } from '../base/units.js';
import type { SipTimers } from './endpoint-api.js';
import { earlier, giveUpMs, isDue, Retransmission } from './timers.js';

/**
 * A 2xx of ours until its ACK comes (RFC 3261 §13.3.1.4): sent again after T1, doubling up to T2, on every
 * transport, because proxies on the way may use others; given up after 64*T1.
 */
export class AnsweredInvite {
  readonly cseqNumber: number;
  readonly response: Uint8Array;
  /** The offer was ours, so the ACK carries the answer. */
  readonly lateOffer: boolean;
  readonly #retransmission: Retransmission;
  readonly #giveUpAtMs: MonotonicMs;

  constructor(
    invite: { readonly cseqNumber: number; readonly lateOffer: boolean },
    response: Uint8Array,
    timers: SipTimers,
    nowMs: MonotonicMs,
  ) {
    this.cseqNumber = invite.cseqNumber;
    this.lateOffer = invite.lateOffer;
    this.response = response;
    this.#retransmission = new Retransmission(timers.t1Ms, timers.t2Ms, nowMs);
    this.#giveUpAtMs = later(nowMs, giveUpMs(timers));
  }

  get deadlineMs(): MonotonicMs | undefined {
    return earlier(this.#retransmission.atMs, this.#giveUpAtMs);
  }

  timer(nowMs: MonotonicMs): 'give-up' | 'resend' | 'wait' {
    if (isDue(this.#giveUpAtMs, nowMs)) return 'give-up';
    if (!isDue(this.#retransmission.atMs, nowMs)) return 'wait';
    this.#retransmission.advance(nowMs);
    return 'resend';
  }
}

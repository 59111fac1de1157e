import { later, type MonotonicMs } from '../../base/units.js';
import type { SipTimers } from '../endpoint-api.js';
import { earlier, giveUpMs, isDue, Retransmission } from '../timers.js';
import { NO_EFFECTS, type ServerEffect, type ServerInput, type ServerTransaction } from './transaction.js';

type State = 'proceeding' | 'completed' | 'confirmed' | 'accepted' | 'terminated';

/** The INVITE server transaction: RFC 3261 §17.2.1 with the Accepted state of RFC 6026 §7.1. */
export class InviteServerTransaction implements ServerTransaction {
  readonly #timers: SipTimers;
  readonly #reliable: boolean;
  #state: State = 'proceeding';
  #response: Uint8Array | undefined;
  /** Timer G. */
  #retransmission: Retransmission | undefined;
  /** Timer H in Completed, I in Confirmed, L in Accepted. */
  #endAtMs: MonotonicMs | undefined;

  constructor(timers: SipTimers, reliable: boolean) {
    this.#timers = timers;
    this.#reliable = reliable;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return earlier(this.#retransmission?.atMs, this.#endAtMs);
  }

  get terminated(): boolean {
    return this.#state === 'terminated';
  }

  describe(): string {
    return `invite-server ${this.#state}`;
  }

  handle(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (this.#state) {
      case 'proceeding':
        return this.#proceeding(input, nowMs);
      case 'completed':
        return this.#completed(input, nowMs);
      case 'confirmed':
        return this.#confirmed(input, nowMs);
      case 'accepted':
        return this.#accepted(input, nowMs);
      case 'terminated':
        return NO_EFFECTS;
    }
  }

  #proceeding(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (input.type) {
      case 'request':
        return this.#resend();
      case 'respond':
        this.#response = input.bytes;
        if (input.status >= 300) this.#complete(nowMs);
        else if (input.status >= 200) this.#accept(nowMs);
        return this.#resend();
      case 'transport-error':
        return this.#fail('transport-error');
      case 'ack':
      case 'timer':
        return NO_EFFECTS;
    }
  }

  #complete(nowMs: MonotonicMs): void {
    this.#state = 'completed';
    if (!this.#reliable)
      this.#retransmission = new Retransmission(this.#timers.t1Ms, this.#timers.t2Ms, nowMs);
    this.#endAtMs = later(nowMs, giveUpMs(this.#timers));
  }

  #accept(nowMs: MonotonicMs): void {
    this.#state = 'accepted';
    this.#endAtMs = later(nowMs, giveUpMs(this.#timers));
    // The transaction user retransmits the 2xx itself (§13.3.1.4): it is not kept here.
  }

  #completed(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (input.type) {
      case 'request':
        return this.#resend();
      case 'ack':
        this.#state = 'confirmed';
        this.#retransmission = undefined;
        this.#response = undefined;
        // Timer I.
        this.#endAtMs = later(nowMs, this.#reliable ? 0 : this.#timers.t4Ms);
        return NO_EFFECTS;
      case 'timer':
        // Timer H.
        if (isDue(this.#endAtMs, nowMs)) return this.#fail('timeout');
        // Timer G.
        if (this.#retransmission === undefined || !isDue(this.#retransmission.atMs, nowMs)) return NO_EFFECTS;
        this.#retransmission.advance(nowMs);
        return this.#resend();
      case 'transport-error':
        return this.#fail('transport-error');
      case 'respond':
        return NO_EFFECTS;
    }
  }

  #confirmed(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    // Timer I. Late ACKs and INVITEs are absorbed.
    if (input.type === 'timer' && isDue(this.#endAtMs, nowMs)) this.#terminate();
    return NO_EFFECTS;
  }

  /** RFC 6026 §7.1: INVITEs that come again are absorbed, each 2xx goes out, the ACK goes up. */
  #accepted(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (input.type) {
      case 'respond':
        return input.status >= 200 && input.status < 300
          ? [{ type: 'send', bytes: input.bytes }]
          : NO_EFFECTS;
      case 'ack':
        return [{ type: 'ack' }];
      case 'timer':
        // Timer L.
        if (isDue(this.#endAtMs, nowMs)) this.#terminate();
        return NO_EFFECTS;
      case 'transport-error':
        return [{ type: 'transport-error' }];
      case 'request':
        return NO_EFFECTS;
    }
  }

  #resend(): readonly ServerEffect[] {
    return this.#response === undefined ? NO_EFFECTS : [{ type: 'send', bytes: this.#response }];
  }

  #fail(type: 'timeout' | 'transport-error'): readonly ServerEffect[] {
    this.#terminate();
    return [{ type }];
  }

  #terminate(): void {
    this.#state = 'terminated';
    this.#retransmission = undefined;
    this.#endAtMs = undefined;
    this.#response = undefined;
  }
}

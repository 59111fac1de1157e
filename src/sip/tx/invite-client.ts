import { later, type MonotonicMs } from '../../base/units.js';
import type { SipTimers } from '../endpoint-api.js';
import type { SipResponse } from '../message.js';
import { earlier, giveUpMs, isDue, Retransmission } from '../timers.js';
import { NO_EFFECTS, type ClientEffect, type ClientInput, type ClientTransaction } from './transaction.js';

type State = 'calling' | 'proceeding' | 'completed' | 'accepted' | 'terminated';

/** The INVITE client transaction: RFC 3261 §17.1.1 with the Accepted state of RFC 6026 §7.2. */
export class InviteClientTransaction implements ClientTransaction {
  readonly #timers: SipTimers;
  readonly #reliable: boolean;
  readonly #request: Uint8Array;
  readonly #ackTo: (response: SipResponse) => Uint8Array;
  #state: State = 'calling';
  #ack: Uint8Array | undefined;
  /** Sent more than once: one of them may have arrived, whatever becomes of the others. */
  #repeated = false;
  /** Timer A. */
  #retransmission: Retransmission | undefined;
  /** Timer B in Calling, D in Completed, M in Accepted. */
  #endAtMs: MonotonicMs | undefined;

  /** `ackTo` builds the ACK to a refusal (§17.1.1.3); the ACK to a 2xx is the transaction user's. */
  constructor(
    timers: SipTimers,
    reliable: boolean,
    request: Uint8Array,
    ackTo: (response: SipResponse) => Uint8Array,
  ) {
    this.#timers = timers;
    this.#reliable = reliable;
    this.#request = request;
    this.#ackTo = ackTo;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return earlier(this.#retransmission?.atMs, this.#endAtMs);
  }

  get terminated(): boolean {
    return this.#state === 'terminated';
  }

  describe(): string {
    return `invite-client ${this.#state}`;
  }

  handle(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (this.#state) {
      case 'calling':
        return this.#calling(input, nowMs);
      case 'proceeding':
        return this.#proceeding(input, nowMs);
      case 'completed':
        return this.#completed(input, nowMs);
      case 'accepted':
        return this.#accepted(input, nowMs);
      case 'terminated':
        return NO_EFFECTS;
    }
  }

  #calling(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (input.type) {
      case 'start': {
        const { t1Ms } = this.#timers;
        // Timer A doubles without a cap (§17.1.1.2).
        if (!this.#reliable) this.#retransmission = new Retransmission(t1Ms, Infinity, nowMs);
        this.#endAtMs = later(nowMs, giveUpMs(this.#timers));
        return [{ type: 'send', bytes: this.#request }];
      }
      case 'response':
        return this.#respond(input.response, nowMs);
      case 'timer':
        // Timer B.
        if (isDue(this.#endAtMs, nowMs)) return this.#fail('timeout');
        // Timer A.
        if (this.#retransmission === undefined || !isDue(this.#retransmission.atMs, nowMs)) return NO_EFFECTS;
        this.#retransmission.advance(nowMs);
        this.#repeated = true;
        return [{ type: 'send', bytes: this.#request }];
      case 'withdraw':
        // No CANCEL before a provisional response (§9.1): what is late may still come until timer B.
        this.#retransmission = undefined;
        return NO_EFFECTS;
      case 'transport-error':
        if (!this.#repeated) return this.#fail('transport-error');
        // Has one of them arrived, then its late answer still wants an ACK: heard until timer B, as a withdrawn one.
        this.#retransmission = undefined;
        return [{ type: 'transport-error' }];
    }
  }

  /**
   * No timer runs here: the transaction user ends a call that rings too long with a CANCEL. An error of UDP is that
   * of another request: ours has arrived. One of a connection is its end, and nobody is left to answer (RFC 7118 §5).
   */
  #proceeding(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (input.type) {
      case 'response':
        return this.#respond(input.response, nowMs);
      case 'withdraw':
        // §9.1: cancelled, and no final response within 64*T1.
        this.#endAtMs ??= later(nowMs, giveUpMs(this.#timers));
        return NO_EFFECTS;
      case 'timer':
        return isDue(this.#endAtMs, nowMs) ? this.#fail('timeout') : NO_EFFECTS;
      case 'transport-error':
        return this.#reliable ? this.#fail('transport-error') : NO_EFFECTS;
      case 'start':
        return NO_EFFECTS;
    }
  }

  #respond(response: SipResponse, nowMs: MonotonicMs): readonly ClientEffect[] {
    this.#retransmission = undefined;
    const up: ClientEffect = { type: 'response', response };
    if (response.status < 200) {
      // Timer B stops; the end of a withdrawn INVITE stays.
      if (this.#state === 'calling') this.#endAtMs = undefined;
      this.#state = 'proceeding';
      return [up];
    }
    if (response.status < 300) {
      this.#state = 'accepted';
      this.#endAtMs = later(nowMs, giveUpMs(this.#timers));
      return [up];
    }
    this.#state = 'completed';
    this.#endAtMs = later(nowMs, this.#reliable ? 0 : giveUpMs(this.#timers));
    this.#ack = this.#ackTo(response);
    return [{ type: 'send', bytes: this.#ack }, up];
  }

  #completed(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (input.type) {
      case 'response':
        // The refusal came again: our ACK was lost.
        return input.response.status >= 300 && this.#ack !== undefined
          ? [{ type: 'send', bytes: this.#ack }]
          : NO_EFFECTS;
      case 'timer':
        // Timer D.
        if (isDue(this.#endAtMs, nowMs)) this.#terminate();
        return NO_EFFECTS;
      case 'transport-error':
        return this.#fail('transport-error');
      case 'start':
      case 'withdraw':
        return NO_EFFECTS;
    }
  }

  /** RFC 6026 §7.2: every 2xx goes up, repeated or from another branch of a fork. */
  #accepted(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (input.type) {
      case 'response':
        return input.response.status >= 200 && input.response.status < 300
          ? [{ type: 'response', response: input.response }]
          : NO_EFFECTS;
      case 'timer':
        // Timer M.
        if (isDue(this.#endAtMs, nowMs)) this.#terminate();
        return NO_EFFECTS;
      case 'start':
      case 'withdraw':
      case 'transport-error':
        return NO_EFFECTS;
    }
  }

  #fail(type: 'timeout' | 'transport-error'): readonly ClientEffect[] {
    this.#terminate();
    return [{ type }];
  }

  #terminate(): void {
    this.#state = 'terminated';
    this.#retransmission = undefined;
    this.#endAtMs = undefined;
  }
}

import { later, type MonotonicMs } from '../../base/units.js';
import type { SipTimers } from '../endpoint-api.js';
import type { SipResponse } from '../message.js';
import { earlier, giveUpMs, isDue, Retransmission } from '../timers.js';
import { NO_EFFECTS, type ClientEffect, type ClientInput, type ClientTransaction } from './transaction.js';

type State = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** The client transaction of every method but INVITE and ACK: RFC 3261 §17.1.2. */
export class NonInviteClientTransaction implements ClientTransaction {
  readonly #timers: SipTimers;
  readonly #reliable: boolean;
  readonly #request: Uint8Array;
  #state: State = 'trying';
  /** Timer E. */
  #retransmission: Retransmission | undefined;
  /** Timer F until the final response, then K. */
  #endAtMs: MonotonicMs | undefined;

  constructor(timers: SipTimers, reliable: boolean, request: Uint8Array) {
    this.#timers = timers;
    this.#reliable = reliable;
    this.#request = request;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return earlier(this.#retransmission?.atMs, this.#endAtMs);
  }

  get terminated(): boolean {
    return this.#state === 'terminated';
  }

  describe(): string {
    return `non-invite-client ${this.#state}`;
  }

  handle(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (this.#state) {
      case 'trying':
      case 'proceeding':
        return this.#unanswered(input, nowMs);
      case 'completed':
        return this.#completed(input, nowMs);
      case 'terminated':
        return NO_EFFECTS;
    }
  }

  /** Trying and Proceeding differ only in the pace of timer E. */
  #unanswered(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    switch (input.type) {
      case 'start': {
        const { t1Ms, t2Ms } = this.#timers;
        if (!this.#reliable) this.#retransmission = new Retransmission(t1Ms, t2Ms, nowMs);
        this.#endAtMs = later(nowMs, giveUpMs(this.#timers));
        return [{ type: 'send', bytes: this.#request }];
      }
      case 'response':
        return this.#respond(input.response, nowMs);
      case 'timer':
        // Timer F.
        if (isDue(this.#endAtMs, nowMs)) return this.#fail('timeout');
        // Timer E.
        if (this.#retransmission === undefined || !isDue(this.#retransmission.atMs, nowMs)) return NO_EFFECTS;
        this.#retransmission.advance(nowMs);
        return [{ type: 'send', bytes: this.#request }];
      case 'transport-error':
        return this.#fail('transport-error');
      case 'withdraw':
        return NO_EFFECTS;
    }
  }

  #respond(response: SipResponse, nowMs: MonotonicMs): readonly ClientEffect[] {
    if (response.status < 200) {
      this.#state = 'proceeding';
      this.#retransmission?.slowDown();
    } else {
      this.#state = 'completed';
      this.#retransmission = undefined;
      // Timer K.
      this.#endAtMs = later(nowMs, this.#reliable ? 0 : this.#timers.t4Ms);
    }
    return [{ type: 'response', response }];
  }

  #completed(input: ClientInput, nowMs: MonotonicMs): readonly ClientEffect[] {
    // Timer K. Repeated responses are absorbed.
    if (input.type === 'timer' && isDue(this.#endAtMs, nowMs)) this.#terminate();
    return NO_EFFECTS;
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

import { later, type MonotonicMs } from '../../base/units.js';
import type { SipTimers } from '../endpoint-api.js';
import { giveUpMs, isDue } from '../timers.js';
import { NO_EFFECTS, type ServerEffect, type ServerInput, type ServerTransaction } from './transaction.js';

type State = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** The server transaction of every method but INVITE and ACK: RFC 3261 §17.2.2. */
export class NonInviteServerTransaction implements ServerTransaction {
  readonly #timers: SipTimers;
  readonly #reliable: boolean;
  #state: State = 'trying';
  #response: Uint8Array | undefined;
  /** Timer J. */
  #endAtMs: MonotonicMs | undefined;

  constructor(timers: SipTimers, reliable: boolean) {
    this.#timers = timers;
    this.#reliable = reliable;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return this.#endAtMs;
  }

  get terminated(): boolean {
    return this.#state === 'terminated';
  }

  describe(): string {
    return `non-invite-server ${this.#state}`;
  }

  handle(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
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

  /** Trying and Proceeding differ only in whether there is a provisional response to repeat. */
  #unanswered(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (input.type) {
      case 'request':
        return this.#resend();
      case 'respond':
        this.#response = input.bytes;
        if (input.status < 200) {
          this.#state = 'proceeding';
        } else {
          this.#state = 'completed';
          this.#endAtMs = later(nowMs, this.#reliable ? 0 : giveUpMs(this.#timers));
        }
        return this.#resend();
      case 'transport-error':
        return this.#fail();
      case 'ack':
      case 'timer':
        return NO_EFFECTS;
    }
  }

  #completed(input: ServerInput, nowMs: MonotonicMs): readonly ServerEffect[] {
    switch (input.type) {
      case 'request':
        return this.#resend();
      case 'timer':
        // Timer J.
        if (isDue(this.#endAtMs, nowMs)) this.#terminate();
        return NO_EFFECTS;
      case 'transport-error':
        return this.#fail();
      case 'respond':
      case 'ack':
        return NO_EFFECTS;
    }
  }

  #resend(): readonly ServerEffect[] {
    return this.#response === undefined ? NO_EFFECTS : [{ type: 'send', bytes: this.#response }];
  }

  #fail(): readonly ServerEffect[] {
    this.#terminate();
    return [{ type: 'transport-error' }];
  }

  #terminate(): void {
    this.#state = 'terminated';
    this.#endAtMs = undefined;
    this.#response = undefined;
  }
}

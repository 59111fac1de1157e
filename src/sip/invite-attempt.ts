import type { Random } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import { ChallengedRequest, type DigestClient } from './digest-client.js';
import type { OutgoingInvite, Q850Cause, SessionId, SocketId } from './endpoint-api.js';
import { Fork } from './fork.js';
import type { HeaderField } from './headers.js';
import { ackToRefusal, cancelRequest, inviteRequest, type InviteParts } from './invite-request.js';
import { isReliableTransport, type HostPort, type SipRequest, type SipResponse } from './message.js';
import { toTagOf } from './name-addr.js';
import { serializeMessage } from './serializer.js';
import { newBranch } from './transaction-key.js';
import {
  NO_USER_EFFECTS,
  type NoResponse,
  type Outcome,
  type SentInvite,
  type UserEffect,
} from './transaction-user.js';

/** Peers that may answer one INVITE with 2xx. */
const FORKS_MAX = 8;

export interface AttemptOptions {
  readonly session: SessionId;
  readonly invite: OutgoingInvite;
  readonly target: HostPort;
  readonly parts: Omit<InviteParts, 'branch' | 'credentials'>;
  readonly random: Random;
  readonly digest: DigestClient | undefined;
  readonly challenged: ChallengedRequest;
}

/** The call that an attempt is made for, as long as it wants an answer. */
export interface AttemptOwner {
  progressed(response: SipResponse): readonly UserEffect[];
  answered(fork: Fork, response: SipResponse, nowMs: MonotonicMs): readonly UserEffect[];
  refused(response: SipResponse, nowMs: MonotonicMs): readonly UserEffect[];
  failed(why: NoResponse, nowMs: MonotonicMs): readonly UserEffect[];
}

/**
 * One INVITE on its way to one target. It lives as long as its transaction, so that what comes late finds
 * somebody to answer it: repeated 2xx get their ACK again, other forks ACK and BYE, and what rings after it
 * was given up is cancelled (§9.1, §13.2.2.4) [C4] [C11].
 */
export class InviteAttempt implements SentInvite {
  readonly session: SessionId;
  readonly branch: string;
  readonly socket: SocketId;
  readonly destination: HostPort;
  readonly bytes: Uint8Array;
  readonly #options: AttemptOptions;
  readonly #request: SipRequest;
  readonly #credentials: readonly HeaderField[];
  /** By To tag. */
  readonly #forks = new Map<string, Fork>();
  #owner: AttemptOwner | undefined;
  #provisionalCame = false;
  #cancel: { readonly cause: Q850Cause | undefined; sent: boolean } | undefined;

  constructor(options: AttemptOptions, owner: AttemptOwner) {
    const { invite, random, challenged } = options;
    this.#options = options;
    this.#owner = owner;
    this.session = options.session;
    this.socket = invite.socket;
    this.destination = options.target;
    this.branch = newBranch(random);
    this.#credentials = challenged.headers('INVITE', invite.requestUri);
    const parts = { ...options.parts, branch: this.branch, credentials: this.#credentials };
    this.#request = inviteRequest(invite, parts);
    this.bytes = serializeMessage(this.#request);
  }

  ackTo(response: SipResponse): Uint8Array {
    return serializeMessage(ackToRefusal(this.#request, response));
  }

  handle(outcome: Outcome, nowMs: MonotonicMs): readonly UserEffect[] {
    if (typeof outcome !== 'string' && outcome.status < 200) return this.#provisional(outcome);
    const owner = this.#owner;
    // One outcome ends its interest: what follows is repetition, or of another fork.
    this.#owner = undefined;
    if (typeof outcome === 'string') {
      // Nobody waits for it any more: should it still ring, it is cancelled.
      this.#cancel ??= { cause: undefined, sent: false };
      return owner?.failed(outcome, nowMs) ?? NO_USER_EFFECTS;
    }
    if (outcome.status < 300) return this.#answered(outcome, owner, nowMs);
    return owner?.refused(outcome, nowMs) ?? NO_USER_EFFECTS;
  }

  /** CANCEL, as soon as a provisional response allows it (§9.1). Its owner still hears how it ends. */
  cancel(cause: Q850Cause | undefined): readonly UserEffect[] {
    this.#cancel ??= { cause, sent: false };
    return this.#sendCancel();
  }

  /** Given up for the next target: whatever comes of it from now on is cleared away unheard [C4]. */
  abandon(): readonly UserEffect[] {
    this.#owner = undefined;
    return [{ type: 'withdraw', invite: this }, ...this.cancel(undefined)];
  }

  #provisional(response: SipResponse): readonly UserEffect[] {
    this.#provisionalCame = true;
    return [...this.#sendCancel(), ...(this.#owner?.progressed(response) ?? NO_USER_EFFECTS)];
  }

  #sendCancel(): readonly UserEffect[] {
    const cancel = this.#cancel;
    if (cancel === undefined || cancel.sent || !this.#provisionalCame) return NO_USER_EFFECTS;
    cancel.sent = true;
    const bytes = serializeMessage(cancelRequest(this.#request, cancel.cause));
    return [
      { type: 'cancel', invite: this, bytes },
      { type: 'withdraw', invite: this },
    ];
  }

  #answered(
    response: SipResponse,
    owner: AttemptOwner | undefined,
    nowMs: MonotonicMs,
  ): readonly UserEffect[] {
    const tag = toTagOf(response.headers);
    const known = this.#forks.get(tag);
    if (known !== undefined) return known.repeated();
    if (this.#forks.size === FORKS_MAX) return [{ type: 'count', counter: 'forksFull' }];
    const fork = this.#fork(response);
    this.#forks.set(tag, fork);
    return owner?.answered(fork, response, nowMs) ?? fork.release();
  }

  #fork(response: SipResponse): Fork {
    const { parts, random, digest } = this.#options;
    const { socket, destination: target } = this;
    const reliable = isReliableTransport(parts.via);
    return new Fork({
      answer: { invite: this.#request, response, socket, target, reliable },
      ack: { branch: newBranch(random), via: parts.via, headers: this.#credentials },
      digest,
    });
  }
}

import { invariant } from '../base/errors.js';
import type { MonotonicMs } from '../base/units.js';
import { AnsweredInvite } from './answered-invite.js';
import type { Q850Cause, SipTimers } from './endpoint-api.js';
import type { HeaderField } from './headers.js';
import type { InboundRequest } from './inbound-request.js';
import { formatReason } from './reason-header.js';
import { buildResponse, type ResponseOptions } from './response-builder.js';
import { sessionDescription } from './session-description.js';
import { NO_USER_EFFECTS, type ServerEntry, type UserEffect } from './transaction-user.js';

/** A request of the peer's that we answer. */
export interface PeerRequest {
  readonly inbound: InboundRequest;
  readonly transaction: ServerEntry;
}

/** The INVITEs of a peer in one session, one after the other: each until its ACK. */
export class PeerInvites {
  readonly #localTag: string;
  readonly #timers: SipTimers;
  readonly #dialogHeaders: readonly HeaderField[];
  /** The first INVITE or a re-INVITE, until we answer it. */
  #open: PeerRequest | undefined;
  /** The same, from our 2xx until its ACK. */
  #answered: { readonly invite: AnsweredInvite; readonly transaction: ServerEntry } | undefined;

  constructor(localTag: string, timers: SipTimers, dialogHeaders: readonly HeaderField[]) {
    this.#localTag = localTag;
    this.#timers = timers;
    this.#dialogHeaders = dialogHeaders;
  }

  /** What waits for our final response. */
  get open(): PeerRequest | undefined {
    return this.#open;
  }

  /** What waits for its ACK. */
  get answered(): AnsweredInvite | undefined {
    return this.#answered?.invite;
  }

  /** When the 2xx is due again or given up. */
  get deadlineMs(): MonotonicMs | undefined {
    return this.answered?.deadlineMs;
  }

  take(request: PeerRequest): void {
    this.#open = request;
  }

  progress(status: number, sdp: string | undefined): readonly UserEffect[] {
    if (this.#open === undefined) return NO_USER_EFFECTS;
    return [this.respond(this.#open, { status, headers: this.#dialogHeaders, sdp })];
  }

  accept(sdp: string, nowMs: MonotonicMs): readonly UserEffect[] {
    const open = this.#open;
    if (open === undefined) return NO_USER_EFFECTS;
    const effect = this.respond(open, { status: 200, headers: this.#dialogHeaders, sdp });
    this.#open = undefined;
    const { cseqNumber, request } = open.inbound;
    const lateOffer = sessionDescription(request) === undefined;
    const invite = new AnsweredInvite({ cseqNumber, lateOffer }, effect.bytes, this.#timers, nowMs);
    this.#answered = { invite, transaction: open.transaction };
    return [effect];
  }

  refuse(status: number, cause?: Q850Cause, headers: readonly HeaderField[] = []): readonly UserEffect[] {
    invariant(status >= 300 && status <= 699, `${status} is no refusal`);
    const open = this.#open;
    if (open === undefined) return NO_USER_EFFECTS;
    this.#open = undefined;
    const reason = cause === undefined ? [] : [{ name: 'Reason', value: formatReason(cause) }];
    return [this.respond(open, { status, headers: [...headers, ...reason] })];
  }

  /** The ACK came, or is not waited for any more. */
  settle(): void {
    this.#answered = undefined;
  }

  timer(nowMs: MonotonicMs): 'give-up' | readonly UserEffect[] {
    if (this.#answered === undefined) return NO_USER_EFFECTS;
    const { invite, transaction } = this.#answered;
    switch (invite.timer(nowMs)) {
      case 'wait':
        return NO_USER_EFFECTS;
      case 'resend':
        return [{ type: 'resend', to: transaction, bytes: invite.response }];
      case 'give-up':
        return 'give-up';
    }
  }

  /** Our answer to any request of the dialog. */
  respond(
    { inbound, transaction }: PeerRequest,
    options: Omit<ResponseOptions, 'toTag'>,
  ): Extract<UserEffect, { type: 'respond' }> {
    const bytes = buildResponse(inbound.request, { ...options, toTag: this.#localTag });
    return { type: 'respond', to: transaction, status: options.status, bytes };
  }
}

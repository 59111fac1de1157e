import { invariant } from '../base/errors.js';
import { below, type Random } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import { AnsweredInvite } from './answered-invite.js';
import { Dialog } from './dialog.js';
import type { Q850Cause, SessionId, SipEvent, SipTimers, SipTrunk } from './endpoint-api.js';
import type { HeaderField } from './headers.js';
import type { InboundRequest } from './inbound-request.js';
import { causeOfStatus, formatReason, q850Cause } from './reason-header.js';
import { buildResponse, type ResponseOptions } from './response-builder.js';
import { sessionDescription } from './session-description.js';
import type { ServerEntry } from './transactions.js';

export type SessionEffect =
  /** Through the server transaction of the request. */
  | {
      readonly type: 'respond';
      readonly to: ServerEntry;
      readonly status: number;
      readonly bytes: Uint8Array;
    }
  /** The 2xx again. */
  | { readonly type: 'resend'; readonly to: ServerEntry; readonly bytes: Uint8Array }
  /** A BYE in a new client transaction; `awaited`: the session wants to hear of its outcome. */
  | { readonly type: 'bye'; readonly cause: Q850Cause | undefined; readonly awaited: boolean }
  /** An OPTIONS in a new client transaction, whose outcome the session wants to hear. */
  | { readonly type: 'options' }
  | { readonly type: 'event'; readonly event: SipEvent };

/** An INVITE that waits for our final response. */
interface OpenInvite {
  readonly inbound: InboundRequest;
  readonly transaction: ServerEntry;
  readonly cseqNumber: number;
  readonly lateOffer: boolean;
}

export interface SessionOptions {
  readonly id: SessionId;
  readonly timers: SipTimers;
  readonly random: Random;
  /** Contact, Allow and the like: what goes into every response that has to do with the dialog. */
  readonly dialogHeaders: readonly HeaderField[];
}

/** How a request of ours ended: the status of its final response, or why there is none. */
export type RequestOutcome = 'timeout' | 'transport' | number;

type EndedBy = Extract<SipEvent, { type: 'ended' }>['by'];

/**
 * early: the INVITE waits for our answer. answered: 200 sent, no ACK yet. confirmed: ACK came.
 * ending: BYE sent. over: `ended` was said, and the endpoint forgets the session.
 */
type State = 'early' | 'answered' | 'confirmed' | 'ending' | 'over';

/** §9.2, §15.1.2: to an INVITE whose call ended before our answer. */
const UNANSWERED = 487;
const NONE: readonly SessionEffect[] = [];
/** RFC 3261 §14.2: Retry-After of 0 to 10 s, by chance. */
const RETRY_AFTER_S_MAX = 10;

/** One call that a peer made to us: its INVITE, its dialog, its re-INVITEs and its end, as a machine. */
export class Session {
  readonly id: SessionId;
  readonly trunk: SipTrunk;
  readonly dialog: Dialog;
  readonly #options: SessionOptions;
  #state: State = 'early';
  /** The first INVITE or a re-INVITE, until we answer it. */
  #open: OpenInvite | undefined;
  /** The same, from our 2xx until its ACK. */
  #answered: { readonly invite: AnsweredInvite; readonly transaction: ServerEntry } | undefined;
  /** A BYE of ours that waits for the ACK (§15). */
  #heldBye: { readonly cause: Q850Cause | undefined } | undefined;

  constructor(options: SessionOptions, inbound: InboundRequest, transaction: ServerEntry) {
    this.id = options.id;
    this.trunk = inbound.trunk;
    this.dialog = Dialog.ofInvite({ ...inbound, localTag: options.id });
    this.#options = options;
    this.#open = openInvite(inbound, transaction);
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  /** Whether this is the transaction of the INVITE that opened the session, still unanswered. */
  isInitial(transaction: ServerEntry): boolean {
    return this.#state === 'early' && this.#open?.transaction === transaction;
  }

  /** When the 2xx is due again or given up. */
  get deadlineMs(): MonotonicMs | undefined {
    return this.#answered?.invite.deadlineMs;
  }

  describe(): string {
    const waiting = this.#open === undefined ? '' : ' open-invite';
    return `session ${this.id} ${this.#state}${waiting} trunk=${this.trunk.id} ${this.dialog.describe()}`;
  }

  progress(status: number, sdp: string | undefined): readonly SessionEffect[] {
    if (this.#state !== 'early' || this.#open === undefined) return NONE;
    return [this.#respond(this.#open, { status, headers: this.#options.dialogHeaders, sdp })];
  }

  accept(sdp: string, nowMs: MonotonicMs): readonly SessionEffect[] {
    if (this.#state !== 'early') return NONE;
    this.#state = 'answered';
    return this.#answer(sdp, nowMs);
  }

  acceptReinvite(sdp: string, nowMs: MonotonicMs): readonly SessionEffect[] {
    if (this.#state !== 'confirmed') return NONE;
    // A refusal would leave the target as it was (RFC 6141 §4), so it is taken over only now.
    const moved = this.#open !== undefined && this.dialog.refreshTarget(this.#open.inbound.request.headers);
    const answer = this.#answer(sdp, nowMs);
    if (!moved) return answer;
    const event: SipEvent = { type: 'target-refreshed', session: this.id, dialog: this.dialog.facts };
    return [...answer, { type: 'event', event }];
  }

  #answer(sdp: string, nowMs: MonotonicMs): readonly SessionEffect[] {
    const open = this.#open;
    if (open === undefined) return NONE;
    const effect = this.#respond(open, { status: 200, headers: this.#options.dialogHeaders, sdp });
    this.#open = undefined;
    const invite = new AnsweredInvite(open, effect.bytes, this.#options.timers, nowMs);
    this.#answered = { invite, transaction: open.transaction };
    return [effect];
  }

  reject(
    status: number,
    cause: Q850Cause | undefined,
    headers: readonly HeaderField[],
  ): readonly SessionEffect[] {
    if (this.#state !== 'early') return NONE;
    const refused = this.#refuseOpen(status, cause ?? causeOfStatus(status), headers);
    return [...refused, this.#end('local', { status, cause })];
  }

  rejectReinvite(status: number): readonly SessionEffect[] {
    return this.#state === 'confirmed' ? this.#refuseOpen(status) : NONE;
  }

  /** Our BYE; to a call that was never answered it is a refusal. */
  bye(cause: Q850Cause | undefined): readonly SessionEffect[] {
    switch (this.#state) {
      case 'early':
        return this.reject(480, cause, []);
      case 'answered':
        // §15: not before the ACK to our 2xx, or its time-out.
        this.#heldBye = { cause };
        return NONE;
      case 'confirmed':
        // That a re-INVITE's 2xx still lacks its ACK holds nothing back: the dialog has long been confirmed.
        this.#answered = undefined;
        return this.#sendBye(cause);
      case 'ending':
      case 'over':
        return NONE;
    }
  }

  #sendBye(cause: Q850Cause | undefined): readonly SessionEffect[] {
    this.#state = 'ending';
    this.#heldBye = undefined;
    return [...this.#refuseOpen(UNANSWERED), { type: 'bye', cause, awaited: true }];
  }

  /** The outcome of our BYE. Any final response ends the dialog, and so does silence (§15.1.1). */
  byeDone(outcome: RequestOutcome): readonly SessionEffect[] {
    if (this.#state !== 'ending') return NONE;
    return [typeof outcome === 'number' ? this.#end('local', { status: outcome }) : this.#end(outcome)];
  }

  probe(): readonly SessionEffect[] {
    return this.#state === 'confirmed' ? [{ type: 'options' }] : NONE;
  }

  /** Any final response but 408 and 481 comes from somebody who has the dialog (§12.2.1.2). */
  probeDone(outcome: RequestOutcome): readonly SessionEffect[] {
    if (this.#state !== 'confirmed') return NONE;
    const alive = typeof outcome === 'number' && outcome !== 408 && outcome !== 481;
    return [{ type: 'event', event: { type: 'probed', session: this.id, alive } }];
  }

  peerAck(inbound: InboundRequest): readonly SessionEffect[] {
    const answered = this.#answered?.invite;
    if (answered === undefined || answered.cseqNumber !== inbound.cseqNumber) return NONE;
    return this.#acknowledged(answered.lateOffer ? sessionDescription(inbound.request) : undefined);
  }

  #acknowledged(sdp: string | undefined): readonly SessionEffect[] {
    const type = this.#state === 'answered' ? 'confirmed' : 'reinvite-confirmed';
    this.#answered = undefined;
    this.#state = 'confirmed';
    const held = this.#heldBye;
    const confirmed: SessionEffect = { type: 'event', event: { type, session: this.id, sdp } };
    return held === undefined ? [confirmed] : [confirmed, ...this.#sendBye(held.cause)];
  }

  peerReinvite(inbound: InboundRequest, transaction: ServerEntry): readonly SessionEffect[] {
    const reinvite = openInvite(inbound, transaction);
    if (this.#open !== undefined) {
      // §14.2: a second INVITE before the first is answered.
      const seconds = below(this.#options.random, RETRY_AFTER_S_MAX + 1);
      const retryAfter = { name: 'Retry-After', value: `${seconds}` };
      return [this.#respond(reinvite, { status: 500, headers: [retryAfter] })];
    }
    // Our offer in the 2xx still lacks its answer, so no new one may cross it (RFC 5407 §3.1.5).
    if (this.#answered?.invite.lateOffer === true) return [this.#respond(reinvite, { status: 491 })];
    // Who goes on has our 2xx: as good as the ACK, which was lost or is late (RFC 5407 §3.1.4).
    const implied = this.#answered === undefined ? NONE : this.#acknowledged(undefined);
    // Our BYE is on its way, so the dialog is gone (RFC 5407 §3.2.2).
    if (this.#state === 'ending') return [...implied, this.#respond(reinvite, { status: 481 })];
    this.#open = reinvite;
    const event: SipEvent = { type: 'reinvite', session: this.id, sdp: sessionDescription(inbound.request) };
    return [...implied, { type: 'event', event }];
  }

  /** BYE at any time: also before our ACK came, before our answer, or across our own BYE. */
  peerBye(inbound: InboundRequest, transaction: ServerEntry): readonly SessionEffect[] {
    const ok = this.#respond({ inbound, transaction }, { status: 200 });
    const cause = q850Cause(inbound.request.headers);
    // §15.1.2: what is still unanswered gets 487.
    const by = this.#state === 'ending' ? 'local' : 'peer';
    const details = this.#state === 'early' ? { status: UNANSWERED, cause } : { cause };
    return [ok, ...this.#refuseOpen(UNANSWERED), this.#end(by, details)];
  }

  /** The CANCEL of an INVITE (§9.2); its own 200 is the endpoint's. After our answer it has no effect. */
  peerCancel(transaction: ServerEntry, cause: Q850Cause | undefined): readonly SessionEffect[] {
    if (this.#open?.transaction !== transaction) return NONE;
    const refused = this.#refuseOpen(UNANSWERED);
    return this.#state === 'early'
      ? [...refused, this.#end('cancel', { status: UNANSWERED, cause })]
      : refused;
  }

  timer(nowMs: MonotonicMs): readonly SessionEffect[] {
    const answered = this.#answered;
    if (answered === undefined) return NONE;
    switch (answered.invite.timer(nowMs)) {
      case 'wait':
        return NONE;
      case 'resend':
        return [{ type: 'resend', to: answered.transaction, bytes: answered.invite.response }];
      case 'give-up': {
        // §13.3.1.4, §14.2: no ACK, so the session is ended with a BYE.
        const cause = this.#heldBye?.cause;
        return [{ type: 'bye', cause, awaited: false }, this.#end('timeout')];
      }
    }
  }

  #refuseOpen(
    status: number,
    cause?: Q850Cause,
    headers: readonly HeaderField[] = [],
  ): readonly SessionEffect[] {
    invariant(status >= 300 && status <= 699, `${status} is no refusal`);
    const open = this.#open;
    if (open === undefined) return NONE;
    this.#open = undefined;
    const reason = cause === undefined ? [] : [{ name: 'Reason', value: formatReason(cause) }];
    return [this.#respond(open, { status, headers: [...headers, ...reason] })];
  }

  #respond(
    to: Pick<OpenInvite, 'inbound' | 'transaction'>,
    options: Omit<ResponseOptions, 'toTag'>,
  ): Extract<SessionEffect, { type: 'respond' }> {
    const bytes = buildResponse(to.inbound.request, { ...options, toTag: this.id });
    return { type: 'respond', to: to.transaction, status: options.status, bytes };
  }

  #end(by: EndedBy, details: { status?: number; cause?: Q850Cause | undefined } = {}): SessionEffect {
    this.#state = 'over';
    this.#answered = undefined;
    this.#heldBye = undefined;
    const { status, cause } = details;
    const event: SipEvent = {
      type: 'ended',
      session: this.id,
      by,
      ...(status === undefined ? {} : { status }),
      ...(cause === undefined ? {} : { cause }),
    };
    return { type: 'event', event };
  }
}

const openInvite = (inbound: InboundRequest, transaction: ServerEntry): OpenInvite => ({
  inbound,
  transaction,
  cseqNumber: inbound.cseqNumber,
  lateOffer: sessionDescription(inbound.request) === undefined,
});

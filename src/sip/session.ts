import { below, type Random } from '../base/random.js';
import { later, type MonotonicMs } from '../base/units.js';
import { Dialog } from './dialog.js';
import { ended, type EndDetails, type EndedBy } from './ended.js';
import type { DigestClient } from './digest-client.js';
import type { Q850Cause, SessionId, SipTimers, SipTrunk } from './endpoint-api.js';
import type { Fork } from './fork.js';
import type { HeaderField } from './headers.js';
import { InDialogRequest, type InDialogRequestOptions, type RequestOutcome } from './in-dialog-request.js';
import type { InboundRequest } from './inbound-request.js';
import { DTMF_TYPES, infoDigit } from './info-digit.js';
import { PeerInvites } from './peer-invites.js';
import { byeReason, causeOfStatus, q850Cause } from './reason-header.js';
import { sessionDescription } from './session-description.js';
import { earlier, giveUpMs, isDue } from './timers.js';
import { NO_USER_EFFECTS, say, type ServerEntry, type UserEffect } from './transaction-user.js';

export interface SessionOptions {
  readonly id: SessionId;
  readonly timers: SipTimers;
  readonly random: Random;
  /** Contact, Allow and the like: what goes into every response that has to do with the dialog. */
  readonly dialogHeaders: readonly HeaderField[];
  /** Answers challenges to our requests in the dialog [C15]; undefined: there are no credentials. */
  readonly digest: DigestClient | undefined;
}

/**
 * early: the INVITE waits for our answer. answered: 200 sent, no ACK yet. unacknowledged: 200 received, our
 * ACK held back. confirmed: ACK came or went. ending: BYE sent. over: `ended` was said, and the endpoint
 * forgets the session.
 */
type State = 'early' | 'answered' | 'unacknowledged' | 'confirmed' | 'ending' | 'over';

/** §9.2, §15.1.2: to an INVITE whose call ended before our answer. */
const UNANSWERED = 487;
/** RFC 3261 §14.2: Retry-After of 0 to 10 s, by chance. */
const RETRY_AFTER_S_MAX = 10;

/**
 * One call with a dialog, as a machine: one that a peer made to us from its INVITE on, one of ours from its
 * answer on (before that see outgoing-call.ts); its re-INVITEs, its other requests and its end.
 */
export class Session {
  readonly id: SessionId;
  readonly trunk: SipTrunk;
  readonly dialog: Dialog;
  readonly #options: SessionOptions;
  readonly #invites: PeerInvites;
  #state: State;
  /** A BYE of ours that waits for the ACK (§15). */
  #heldBye: { readonly cause: Q850Cause | undefined } | undefined;
  /** What answered our INVITE; undefined: the call is the peer's. */
  readonly #fork: Fork | undefined;
  /** Our ACK is given up then, as its peer has given up by then. */
  #acknowledgeByMs: MonotonicMs | undefined;

  private constructor(options: SessionOptions, trunk: SipTrunk, dialog: Dialog, fork?: Fork) {
    this.id = options.id;
    this.trunk = trunk;
    this.dialog = dialog;
    this.#options = options;
    this.#invites = new PeerInvites(dialog.facts.localTag, options.timers, options.dialogHeaders);
    this.#fork = fork;
    this.#state = fork === undefined ? 'early' : 'unacknowledged';
  }

  /** A peer calls us: its tag in the dialog is our session's id. */
  static ofInvite(options: SessionOptions, inbound: InboundRequest, transaction: ServerEntry): Session {
    const session = new Session(
      options,
      inbound.trunk,
      Dialog.ofInvite({ ...inbound, localTag: options.id }),
    );
    session.#invites.take({ inbound, transaction });
    return session;
  }

  /** A peer has answered our call. */
  static ofAnswer(options: SessionOptions, trunk: SipTrunk, fork: Fork, nowMs: MonotonicMs): Session {
    const session = new Session(options, trunk, fork.dialog, fork);
    session.#acknowledgeByMs = later(nowMs, giveUpMs(options.timers));
    return session;
  }

  get isOver(): boolean {
    return this.#state === 'over';
  }

  get localTag(): string {
    return this.dialog.facts.localTag;
  }

  /** Whether this is the transaction of the INVITE that opened the session, still unanswered. */
  isInitial(transaction: ServerEntry): boolean {
    return this.#state === 'early' && this.#invites.open?.transaction === transaction;
  }

  get deadlineMs(): MonotonicMs | undefined {
    return earlier(this.#invites.deadlineMs, this.#acknowledgeByMs);
  }

  describe(): string {
    const waiting = this.#invites.open === undefined ? '' : ' open-invite';
    return `session ${this.id} ${this.#state}${waiting} trunk=${this.trunk.id} ${this.dialog.describe()}`;
  }

  progress(status: number, sdp: string | undefined): readonly UserEffect[] {
    return this.#state === 'early' ? this.#invites.progress(status, sdp) : NO_USER_EFFECTS;
  }

  accept(sdp: string, nowMs: MonotonicMs): readonly UserEffect[] {
    if (this.#state !== 'early') return NO_USER_EFFECTS;
    this.#state = 'answered';
    return this.#invites.accept(sdp, nowMs);
  }

  acceptReinvite(sdp: string, nowMs: MonotonicMs): readonly UserEffect[] {
    const { open } = this.#invites;
    if (this.#state !== 'confirmed' || open === undefined) return NO_USER_EFFECTS;
    // A refusal would leave the target as it was (RFC 6141 §4), so it is taken over only now.
    const moved = this.dialog.refreshTarget(open.inbound.request.headers);
    const answer = this.#invites.accept(sdp, nowMs);
    if (!moved) return answer;
    return [...answer, say({ type: 'target-refreshed', session: this.id, dialog: this.dialog.facts })];
  }

  reject(
    status: number,
    cause: Q850Cause | undefined,
    headers: readonly HeaderField[],
  ): readonly UserEffect[] {
    if (this.#state !== 'early') return NO_USER_EFFECTS;
    const refused = this.#invites.refuse(status, cause ?? causeOfStatus(status), headers);
    return [...refused, this.#end('local', { status, cause })];
  }

  rejectReinvite(status: number): readonly UserEffect[] {
    return this.#state === 'confirmed' ? this.#invites.refuse(status) : NO_USER_EFFECTS;
  }

  /** The ACK to the answer of our call, now that the answer is durable. */
  acknowledge(): readonly UserEffect[] {
    if (this.#state !== 'unacknowledged') return NO_USER_EFFECTS;
    this.#state = 'confirmed';
    this.#acknowledgeByMs = undefined;
    return this.#fork?.acknowledge() ?? NO_USER_EFFECTS;
  }

  /** Our BYE; to a call that was never answered it is a refusal. */
  bye(cause: Q850Cause | undefined): readonly UserEffect[] {
    switch (this.#state) {
      case 'early':
        return this.reject(480, cause, []);
      case 'answered':
        // §15: not before the ACK to our 2xx, or its time-out.
        this.#heldBye = { cause };
        return NO_USER_EFFECTS;
      case 'unacknowledged':
        return [...this.acknowledge(), ...this.bye(cause)];
      case 'confirmed':
        // That a re-INVITE's 2xx still lacks its ACK holds nothing back: the dialog has long been confirmed.
        this.#invites.settle();
        return this.#sendBye(cause);
      case 'ending':
      case 'over':
        return NO_USER_EFFECTS;
    }
  }

  #sendBye(cause: Q850Cause | undefined): readonly UserEffect[] {
    this.#state = 'ending';
    this.#heldBye = undefined;
    const done = (outcome: RequestOutcome): readonly UserEffect[] => this.#byeDone(outcome);
    const bye = this.#request({ method: 'BYE', headers: [byeReason(cause)], done });
    return [...this.#invites.refuse(UNANSWERED), bye];
  }

  /** Any final response to our BYE ends the dialog, and so does silence (§15.1.1). */
  #byeDone(outcome: RequestOutcome): readonly UserEffect[] {
    if (this.#state !== 'ending') return NO_USER_EFFECTS;
    return [typeof outcome === 'number' ? this.#end('local', { status: outcome }) : this.#end(outcome)];
  }

  probe(): readonly UserEffect[] {
    if (this.#state !== 'confirmed') return NO_USER_EFFECTS;
    return [this.#request({ method: 'OPTIONS', done: (outcome) => this.#probeDone(outcome) })];
  }

  /** Any final response but 408 and 481 comes from somebody who has the dialog (§12.2.1.2). */
  #probeDone(outcome: RequestOutcome): readonly UserEffect[] {
    if (this.#state !== 'confirmed') return NO_USER_EFFECTS;
    // Nothing was asked: the next period asks again.
    if (outcome === 'no-room') return NO_USER_EFFECTS;
    const alive = typeof outcome === 'number' && outcome !== 408 && outcome !== 481;
    return [say({ type: 'probed', session: this.id, alive })];
  }

  /** What becomes of it is not followed: a dialog that is gone shows in the next probe. */
  info(contentType: string, body: string): readonly UserEffect[] {
    if (this.#state !== 'confirmed') return NO_USER_EFFECTS;
    const headers = [{ name: 'Content-Type', value: contentType }];
    return [this.#request({ method: 'INFO', headers, body })];
  }

  #request(options: Omit<InDialogRequestOptions, 'dialog' | 'digest' | 'session'>): UserEffect {
    const { dialog, id: session } = this;
    const { digest } = this.#options;
    const request = new InDialogRequest({ ...options, dialog, session, digest });
    return { type: 'request', request };
  }

  peerAck(inbound: InboundRequest): readonly UserEffect[] {
    const { answered } = this.#invites;
    if (answered === undefined || answered.cseqNumber !== inbound.cseqNumber) return NO_USER_EFFECTS;
    return this.#acknowledged(answered.lateOffer ? sessionDescription(inbound.request) : undefined);
  }

  #acknowledged(sdp: string | undefined): readonly UserEffect[] {
    const type = this.#state === 'answered' ? 'confirmed' : 'reinvite-confirmed';
    this.#invites.settle();
    this.#state = 'confirmed';
    const held = this.#heldBye;
    const confirmed = say({ type, session: this.id, sdp });
    return held === undefined ? [confirmed] : [confirmed, ...this.#sendBye(held.cause)];
  }

  peerReinvite(inbound: InboundRequest, transaction: ServerEntry): readonly UserEffect[] {
    const reinvite = { inbound, transaction };
    const { open, answered } = this.#invites;
    if (open !== undefined) {
      // §14.2: a second INVITE before the first is answered.
      const seconds = below(this.#options.random, RETRY_AFTER_S_MAX + 1);
      const retryAfter = { name: 'Retry-After', value: `${seconds}` };
      return [this.#invites.respond(reinvite, { status: 500, headers: [retryAfter] })];
    }
    // §14.2: an INVITE of our own is under way until its ACK. Or our offer in the 2xx still lacks its
    // answer, so that no new one may cross it (RFC 5407 §3.1.5).
    if (this.#state === 'unacknowledged' || answered?.lateOffer === true) {
      return [this.#invites.respond(reinvite, { status: 491 })];
    }
    // Who goes on has our 2xx: as good as the ACK, which was lost or is late (RFC 5407 §3.1.4).
    const implied = answered === undefined ? NO_USER_EFFECTS : this.#acknowledged(undefined);
    // Our BYE is on its way, so the dialog is gone (RFC 5407 §3.2.2).
    if (this.#state === 'ending') return [...implied, this.#invites.respond(reinvite, { status: 481 })];
    this.#invites.take(reinvite);
    const sdp = sessionDescription(inbound.request);
    return [...implied, say({ type: 'reinvite', session: this.id, sdp })];
  }

  /** BYE at any time: also before an ACK, before our answer, or across our own BYE. */
  peerBye(inbound: InboundRequest, transaction: ServerEntry): readonly UserEffect[] {
    const ok = this.#invites.respond({ inbound, transaction }, { status: 200 });
    const cause = q850Cause(inbound.request.headers);
    // Its 2xx would come again without end.
    const ack = this.acknowledge();
    // §15.1.2: what is still unanswered gets 487.
    const by = this.#state === 'ending' ? 'local' : 'peer';
    const details = this.#state === 'early' ? { status: UNANSWERED, cause } : { cause };
    return [...ack, ok, ...this.#invites.refuse(UNANSWERED), this.#end(by, details)];
  }

  /** INFO: a key, or what we have no use for [C26]. Before the call is answered nobody listens to keys. */
  peerInfo(inbound: InboundRequest, transaction: ServerEntry): readonly UserEffect[] {
    const digit = infoDigit(inbound.request);
    if (digit === 'unsupported') {
      const headers = [{ name: 'Accept', value: DTMF_TYPES.join(', ') }];
      return [this.#invites.respond({ inbound, transaction }, { status: 415, headers })];
    }
    const ok = this.#invites.respond({ inbound, transaction }, { status: 200 });
    if (digit === 'none' || this.#state === 'early' || this.#state === 'ending') return [ok];
    return [ok, say({ type: 'info-digit', session: this.id, ...digit })];
  }

  /** The CANCEL of an INVITE (§9.2); its own 200 is the endpoint's. After our answer it has no effect. */
  peerCancel(transaction: ServerEntry, cause: Q850Cause | undefined): readonly UserEffect[] {
    if (this.#invites.open?.transaction !== transaction) return NO_USER_EFFECTS;
    const refused = this.#invites.refuse(UNANSWERED);
    return this.#state === 'early'
      ? [...refused, this.#end('cancel', { status: UNANSWERED, cause })]
      : refused;
  }

  /** Q.850: a temporary failure. Of who was lost by it nobody knows whether he wanted to leave. */
  connectionLost(): readonly UserEffect[] {
    return [...this.#invites.refuse(UNANSWERED), this.#end('transport', { cause: { cause: 41 } })];
  }

  timer(nowMs: MonotonicMs): readonly UserEffect[] {
    // Nobody said `acknowledge` while the peer repeated its 2xx.
    const unacknowledged = isDue(this.#acknowledgeByMs, nowMs);
    const ack = unacknowledged ? this.acknowledge() : NO_USER_EFFECTS;
    const due = unacknowledged ? 'give-up' : this.#invites.timer(nowMs);
    if (due !== 'give-up') return due;
    // §13.3.1.4, §14.2: no ACK, so the session is ended with a BYE.
    const bye = this.#request({ method: 'BYE', headers: [byeReason(this.#heldBye?.cause)] });
    return [...ack, bye, this.#end('timeout')];
  }

  #end(by: EndedBy, details?: EndDetails): UserEffect {
    this.#state = 'over';
    this.#invites.settle();
    this.#heldBye = undefined;
    return ended(this.id, by, details);
  }
}

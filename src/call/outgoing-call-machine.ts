import type { LegId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import type { LegEndReason } from '../billing/leg-record.js';
import type { CalledParty } from '../dialing/called-party.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { OutboundPlan } from '../dialing/outbound-plan.js';
import type { MixerEvent } from '../mixer/mixer.js';
import type { SessionId, SipCommand, SipEvent, SocketId } from '../sip/endpoint-api.js';
import type { CallEffect, CallInput, SessionEvent } from './call-io.js';
import { callFailureOf, callFailureOfEnd, NO_CIRCUIT } from './call-result-of.js';
import { refusalSignal, type EndSignal, type RefusalCode } from './end-reason.js';
import { ExtensionKeys } from './extension-keys.js';
import { LegMachine, mixer } from './leg-machine.js';
import { openedOut } from './leg-opened.js';
import type { OfferAnswer } from './offer-answer.js';
import { outgoingInvite } from './outgoing-invite.js';

export interface OutgoingCallFacts {
  readonly leg: LegId;
  readonly node: string;
  readonly epoch: number;
  readonly called: CalledParty;
  /** What the record says that it was for. */
  readonly service: string;
  /** Tried in order while they are congested before anything rang [C4]. */
  readonly plans: readonly OutboundPlan[];
  readonly socket: SocketId;
  /** Our own address, as peers reach us. */
  readonly host: string;
  readonly ringMs: number;
  /** So long at most the first prompt waits for the peer's first packet [C23]. */
  readonly firstPacketMs: number;
  /** Each attempt is a session of its own, with an offer for its trunk. */
  readonly offerAnswer: (plan: OutboundPlan) => OfferAnswer;
}

/** Q.850 19, no answer from user: what CANCEL says at the ring limit. */
const NO_ANSWER: EndSignal = { status: 487, cause: 19 };

interface Attempt {
  readonly number: number;
  readonly plan: OutboundPlan;
  readonly media: OfferAnswer;
  /** The INVITE is out and has no final answer yet. */
  readonly invited: boolean;
}

/** A call that goes out: opening, dialling, recording, settling, keying where there is an extension, up. */
export class OutgoingCallMachine extends LegMachine {
  readonly facts: OutgoingCallFacts;
  #attempt: Attempt | undefined;
  #port = 0;
  #ringUtcMs: UtcMs | undefined;
  #ringUntilMs: MonotonicMs | undefined;
  #progress: 'none' | 'ringing' | 'early' = 'none';
  #unreachable = false;
  #answerWasAcked = false;
  #heard = false;
  #readyAtMs: MonotonicMs | undefined;
  #extension: ExtensionKeys | undefined;

  constructor(facts: OutgoingCallFacts) {
    super(facts.leg);
    this.facts = facts;
  }

  /** From our ACK to the end. */
  get isAnswered(): boolean {
    return this.state === 'settling' || this.state === 'keying' || this.state === 'up';
  }

  /** Nobody could be reached on the trunk that was tried last [C14]. */
  get isUnreachable(): boolean {
    return this.#unreachable;
  }

  nextDeadline(): MonotonicMs | undefined {
    if (this.state === 'dialling') return this.#ringUntilMs;
    if (this.state === 'settling') return this.#readyAtMs;
    return this.state === 'keying' ? this.#extension?.nextDeadline() : undefined;
  }

  describe(): string {
    const trunk = this.#attempt?.plan.trunk.id ?? 'no trunk';
    return `call ${this.leg} out for ${this.facts.service} on ${trunk}: ${this.state} ${this.#progress}`;
  }

  protected get session(): SessionId {
    return sessionOf(this.leg, this.#attempt?.number ?? 0);
  }

  protected get media(): OfferAnswer | undefined {
    return this.#attempt?.media;
  }

  protected start(): readonly CallEffect[] {
    return [mixer({ type: 'open-leg', leg: this.leg, media: undefined })];
  }

  protected onLegOpened(port: number, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.#port = port;
    this.#ringUtcMs = utcMs;
    this.#ringUntilMs = later(nowMs, this.facts.ringMs);
    this.go('dialling');
    return this.#tryNext(nowMs, utcMs, undefined);
  }

  protected override onTrunk(
    input: Extract<CallInput, { type: 'trunk-entered' | 'trunk-full' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    const attempt = this.#attempt;
    if (this.state !== 'dialling' || attempt === undefined || attempt.invited) return [];
    if (input.type === 'trunk-full') return this.#tryNext(nowMs, utcMs, NO_CIRCUIT);
    this.#attempt = { ...attempt, invited: true };
    this.#unreachable = false;
    const { plan, media } = attempt;
    const { socket, host } = this.facts;
    const sdp = media.describe(this.#port);
    const { targets, password } = input;
    const invite = outgoingInvite({ plan, targets, password, socket, host, sdp });
    return [{ type: 'sip', command: { type: 'invite', session: this.session, invite } }];
  }

  protected onSignal(event: SessionEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    // A late word about an attempt that was given up for the next one.
    if (event.session !== this.session) return [];
    switch (event.type) {
      case 'progressed':
        return this.state === 'dialling' ? this.#onProgress(event.status, event.sdp) : [];
      case 'answered':
        return this.state === 'dialling' ? this.#onAnswered(event, nowMs, utcMs) : [];
      case 'ended':
        if (this.answered !== undefined) return this.endedByPeer(event, nowMs, utcMs);
        return this.#onRefused(event, nowMs, utcMs);
      default:
        return [];
    }
  }

  protected onDurable(nowMs: MonotonicMs): readonly CallEffect[] {
    const acknowledge = this.#acknowledge();
    this.markAcknowledged();
    const { extension, extensionDelayMs } = this.facts.called;
    const { answered } = this;
    if (extension !== undefined && extension !== '' && answered !== undefined) {
      this.go('keying');
      this.#extension = new ExtensionKeys(extension, later(answered.atMs, extensionDelayMs ?? EXTENSION_MS));
      return [acknowledge];
    }
    this.go('settling');
    this.#readyAtMs = later(nowMs, this.facts.firstPacketMs);
    return this.#heard ? [acknowledge, ...this.#ready()] : [acknowledge];
  }

  protected onSound(event: MixerEvent, nowMs: MonotonicMs): readonly CallEffect[] {
    switch (event.type) {
      case 'media-started':
        // Early media may have come before: the path stands then [C23].
        this.#heard = true;
        return this.state === 'settling' ? this.#ready() : [];
      case 'digits-sent':
        this.#extension?.sent(nowMs);
        return [];
      default:
        return [];
    }
  }

  protected onTimer(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const dueMs = this.nextDeadline();
    if (dueMs === undefined || nowMs < dueMs) return [];
    if (this.state === 'dialling') return this.#onRingLimit(nowMs, utcMs);
    const keys = this.state === 'keying' ? this.#extension?.due(nowMs) : undefined;
    if (keys === undefined) return this.#ready();
    return [mixer({ type: 'send-digits', leg: this.leg, ...keys })];
  }

  protected refuse(code: RefusalCode, atMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const signal = refusalSignal(code);
    const result = signal.cause === 34 ? 'congested' : 'failed';
    const sipStatus = this.answered === undefined ? 0 : 200;
    const failure: CallFailure = { result, sipStatus, q850Cause: signal.cause };
    return this.endWith({ ...signal, reason: 'rejected', hungUpBy: 'us', lost: false, failure, atMs, utcMs });
  }

  /** CANCEL before the answer, BYE after it; a 200 that is not acknowledged yet is first [RFC 3261 §13.2.2.4]. */
  protected hangUp({ cause }: EndSignal): readonly SipCommand[] {
    const { session } = this;
    if (this.answered === undefined)
      return this.#attempt?.invited === true ? [{ type: 'cancel', session, cause: { cause } }] : [];
    const bye: SipCommand = { type: 'bye', session, cause: { cause } };
    return this.#answerWasAcked ? [bye] : [{ type: 'acknowledge', session }, bye];
  }

  protected failureOf(reason: LegEndReason): CallFailure {
    const wasInvited = this.#attempt?.invited === true;
    return callFailureOfEnd(
      reason,
      this.answered !== undefined ? 'answered' : wasInvited ? 'invited' : 'none',
    );
  }

  /** The next plan, or the end when there is none. */
  #tryNext(nowMs: MonotonicMs, utcMs: UtcMs, failure: CallFailure | undefined): readonly CallEffect[] {
    const number = this.#attempt === undefined ? 0 : this.#attempt.number + 1;
    const plan = this.facts.plans[number];
    if (plan === undefined) return this.#fail(failure ?? NO_CIRCUIT, nowMs, utcMs);
    this.#attempt = { number, plan, media: this.facts.offerAnswer(plan), invited: false };
    return [{ type: 'enter-trunk', plan, unreachable: this.#unreachable }];
  }

  #onProgress(status: number, sdp: string | undefined): readonly CallEffect[] {
    if (status < 180) return [];
    const applied = sdp === undefined ? undefined : this.media?.applyAnswer(sdp);
    const before = this.#progress;
    // A description that cannot be used leaves the call ringing: the 200 may bring a better one.
    if (applied?.ok === true) this.#progress = 'early';
    else if (before === 'none') this.#progress = 'ringing';
    const effects: CallEffect[] = [];
    if (applied?.ok === true)
      effects.push(mixer({ type: 'update-leg', leg: this.leg, media: applied.value }));
    if (this.#progress !== before) effects.push({ type: 'ringing', early: this.#progress === 'early' });
    return effects;
  }

  #onAnswered(
    { sdp, dialog }: Extract<SipEvent, { type: 'answered' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    this.markAnswered(nowMs, utcMs);
    const applied = sdp === undefined ? [] : this.applyAnswer(sdp, nowMs, utcMs);
    if (this.isOver) return applied;
    const attempt = this.#attempt;
    // Neither the 200 nor an 18x has told where the peer is.
    if (attempt?.media.media === undefined) return this.end('rejected', nowMs, utcMs);
    const { plan, media } = attempt;
    const times = { ringMs: this.#ringUtcMs ?? utcMs, answerMs: utcMs };
    return [...applied, this.storeOpened(openedOut(this.facts, plan, dialog, media.media, times))];
  }

  /** Every end of an INVITE that was not answered. */
  #onRefused(
    event: Extract<SipEvent, { type: 'ended' }>,
    nowMs: MonotonicMs,
    utcMs: UtcMs,
  ): readonly CallEffect[] {
    // A limit of our own: another trunk would not help, and this one is not to blame.
    if (event.by === 'no-room') return this.#fail(NO_CIRCUIT, nowMs, utcMs);
    const rang = this.#progress !== 'none';
    const status = event.status ?? 0;
    const failure = callFailureOf({ status, q850Cause: event.cause?.cause, rang });
    // A 503 whose cause speaks of the called party is the trunk's answer [C14].
    this.#unreachable =
      !rang && failure.result === 'congested' && (status === 0 || status === 408 || status === 503);
    // No other trunk after 4xx or 6xx, whatever its cause, nor once anything rang [C4].
    const mayTryNext = !rang && (status < 400 || status === 408 || (status >= 500 && status < 600));
    if (mayTryNext && failure.result === 'congested') return this.#tryNext(nowMs, utcMs, failure);
    return this.#fail(failure, nowMs, utcMs);
  }

  #fail(failure: CallFailure, atMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const { sipStatus: status, q850Cause: cause } = failure;
    return this.close({
      reason: 'rejected',
      hungUpBy: 'peer',
      status,
      cause,
      lost: false,
      failure,
      atMs,
      utcMs,
    });
  }

  #onRingLimit(atMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const { status, cause } = NO_ANSWER;
    const failure: CallFailure = { result: 'no-answer', sipStatus: status, q850Cause: cause };
    return this.endWith({
      ...NO_ANSWER,
      reason: 'cancelled',
      hungUpBy: 'us',
      lost: false,
      failure,
      atMs,
      utcMs,
    });
  }

  #acknowledge(): CallEffect {
    this.#answerWasAcked = true;
    return { type: 'sip', command: { type: 'acknowledge', session: this.session } };
  }

  #ready(): readonly CallEffect[] {
    this.go('up');
    return [{ type: 'ready' }];
  }
}

/** One session for each attempt; nobody else names sessions so. */
const sessionOf = (leg: LegId, attempt: number): SessionId => `${leg}/${attempt}` as SessionId;

/** [S40] From the answer to the first digit. */
const EXTENSION_MS = 2_000;

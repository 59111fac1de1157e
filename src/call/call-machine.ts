import type { LegId } from '../base/ids.js';
import { later, type MonotonicMs, type UtcMs } from '../base/units.js';
import type { IncomingInvite, SessionId, SipCommand } from '../sip/endpoint-api.js';
import type { CallEffect, SessionEvent } from './call-io.js';
import type { CallRoute } from './call-router.js';
import { refusalSignal, type EndSignal, type RefusalCode } from './end-reason.js';
import { LegMachine, mixer } from './leg-machine.js';
import { openedIn } from './leg-opened.js';
import type { OfferAnswer } from './offer-answer.js';

export interface CallFacts {
  readonly leg: LegId;
  readonly session: SessionId;
  readonly invite: IncomingInvite;
  readonly route: CallRoute;
  readonly node: string;
  readonly epoch: number;
  /** From the ACK to `ready`, so that the first syllable is not cut [C23]. */
  readonly firstPromptDelayMs: number;
}

/** A call that comes in: opening, recording, answered, settling, up. */
export class CallMachine extends LegMachine {
  readonly facts: CallFacts;
  protected readonly session: SessionId;
  protected readonly media: OfferAnswer;
  #ringUtcMs: UtcMs | undefined;
  #answerSdp = '';
  #readyAtMs: MonotonicMs | undefined;

  constructor(facts: CallFacts, media: OfferAnswer) {
    super(facts.leg);
    this.facts = facts;
    this.session = facts.session;
    this.media = media;
  }

  /** From our 200 OK to the end. */
  get isAnswered(): boolean {
    return this.state === 'answered' || this.state === 'settling' || this.state === 'up';
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.state === 'settling' ? this.#readyAtMs : undefined;
  }

  describe(): string {
    const { service, trunk } = this.facts.route;
    return `call ${this.leg} ${service.service} on ${trunk}: ${this.state}`;
  }

  protected start(_nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.#ringUtcMs = utcMs;
    const { session, leg } = this;
    return [
      { type: 'sip', command: { type: 'progress', session, status: 180 } },
      mixer({ type: 'open-leg', leg, media: this.media.media }),
    ];
  }

  protected onLegOpened(port: number, _nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.#answerSdp = this.media.describe(port);
    const times = { ringMs: this.#ringUtcMs ?? utcMs, answerMs: utcMs };
    return [this.storeOpened(openedIn(this.facts, this.media.media, times))];
  }

  protected onDurable(nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    this.go('answered');
    this.markAnswered(nowMs, utcMs);
    const { session } = this;
    return [{ type: 'sip', command: { type: 'accept', session, sdp: this.#answerSdp } }];
  }

  protected onSignal(event: SessionEvent, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (event.type === 'confirmed') return this.#onConfirmed(event.sdp, nowMs, utcMs);
    return event.type === 'ended' ? this.endedByPeer(event, nowMs, utcMs) : [];
  }

  protected onSound(): readonly CallEffect[] {
    return [];
  }

  protected onTimer(nowMs: MonotonicMs): readonly CallEffect[] {
    if (this.state !== 'settling' || this.#readyAtMs === undefined || nowMs < this.#readyAtMs) return [];
    this.go('up');
    return [{ type: 'ready' }];
  }

  protected refuse(code: RefusalCode, atMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    const signal = refusalSignal(code);
    const failure = undefined;
    return this.endWith({ ...signal, reason: 'rejected', hungUpBy: 'us', lost: false, failure, atMs, utcMs });
  }

  /** BYE when it was answered, a final refusal before. */
  protected hangUp({ status, cause }: EndSignal): readonly SipCommand[] {
    const { session } = this;
    return this.answered === undefined
      ? [{ type: 'reject', session, status, cause: { cause } }]
      : [{ type: 'bye', session, cause: { cause } }];
  }

  protected failureOf(): undefined {
    return undefined;
  }

  #onConfirmed(sdp: string | undefined, nowMs: MonotonicMs, utcMs: UtcMs): readonly CallEffect[] {
    if (this.state !== 'answered') return [];
    this.markAcknowledged();
    this.go('settling');
    this.#readyAtMs = later(nowMs, this.facts.firstPromptDelayMs);
    if (sdp !== undefined) return this.applyAnswer(sdp, nowMs, utcMs);
    // RFC 3261 §13.2.2.4: the ACK had to bring the answer to our offer. There is nobody to send media to.
    return this.media.media === undefined ? this.end('rejected', nowMs, utcMs) : [];
  }
}

import { token, type Random } from '../../../src/base/random.js';
import { later, type MonotonicMs } from '../../../src/base/units.js';
import type { CallState, HostPort } from './sip-call.js';
import { bodyOf, headerOf, headersOf } from './sip-text.js';

/** What somebody does whose telephone rings. */
export interface AnswerPlan {
  /** From the INVITE to the answer; undefined: it rings until the caller gives up. */
  readonly answersAfterMs?: number;
  /** Refused instead of answered, after as long. */
  readonly refusesWith?: number;
  /** 183 with a session description instead of 180: the network speaks before the answer. */
  readonly earlyMedia?: boolean;
  /** Not even a 100: the whole exchange is dead. */
  readonly dead?: boolean;
  /** From the answer to a BYE. */
  readonly hangsUpAfterMs?: number;
}

export interface AnsweringCallOptions {
  readonly invite: string;
  readonly local: HostPort;
  readonly sdp: string;
  readonly plan: AnswerPlan;
  readonly random: Random;
  readonly t1Ms: number;
}

interface Repeated {
  readonly text: string;
  readonly untilMs: MonotonicMs;
  nextMs: MonotonicMs;
  intervalMs: number;
}

/**
 * One incoming call of a test phone: the signalling of a UAS, written from RFC 3261 §8.2, §13.3 and §15
 * without a line of the server's own stack. Pure: time is an argument.
 */
export class AnsweringCall {
  readonly callId: string;
  readonly calledNumber: string;
  readonly callerNumber: string;
  readonly invite: string;
  readonly #options: AnsweringCallOptions;
  readonly #localTag: string;
  #state: CallState = 'ringing';
  #answerAtMs: MonotonicMs | undefined;
  #hangUpAtMs: MonotonicMs | undefined;
  /** A final response until its ACK, or our BYE until its answer. */
  #repeated: Repeated | undefined;
  #lastResponse = '';
  #cseq = 0;
  finalStatus = 0;
  acknowledged = false;
  cancelled = false;
  endReason: string | undefined;
  endedBy: 'peer' | 'us' | undefined;
  readonly invitedMs: MonotonicMs;
  answeredMs: MonotonicMs | undefined;

  constructor(options: AnsweringCallOptions, nowMs: MonotonicMs) {
    const { invite, plan, random } = options;
    this.#options = options;
    this.invite = invite;
    this.callId = headerOf(invite, 'Call-ID') ?? '';
    this.#localTag = token(random, 8);
    this.calledNumber = /^INVITE (?:sip|tel):\+?([^@;\s]+)/.exec(invite)?.[1] ?? '';
    this.callerNumber = /sip:\+?([^@;>\s]+)/.exec(headerOf(invite, 'From') ?? '')?.[1] ?? '';
    this.invitedMs = nowMs;
    this.#answerAtMs = plan.answersAfterMs === undefined ? undefined : later(nowMs, plan.answersAfterMs);
  }

  get state(): CallState {
    return this.#state;
  }

  get remoteSdp(): string {
    return bodyOf(this.invite);
  }

  nextDeadline(): MonotonicMs | undefined {
    const deadlines = [this.#answerAtMs, this.#hangUpAtMs, this.#repeated?.nextMs].filter(
      (ms) => ms !== undefined,
    );
    return deadlines.length === 0 ? undefined : deadlines.reduce((a, b) => (a < b ? a : b));
  }

  /** The first answers to the INVITE. */
  begin(): readonly string[] {
    const { plan } = this.#options;
    if (plan.dead === true) return [];
    const ringing = plan.earlyMedia === true ? this.#response(183, true) : this.#response(180);
    this.#lastResponse = ringing;
    return [this.#response(100), ringing];
  }

  onTimer(nowMs: MonotonicMs): readonly string[] {
    if (this.#answerAtMs !== undefined && nowMs >= this.#answerAtMs) return this.#answer(nowMs);
    if (this.#hangUpAtMs !== undefined && nowMs >= this.#hangUpAtMs) return this.hangUp(nowMs);
    const repeated = this.#repeated;
    if (repeated === undefined || nowMs < repeated.nextMs) return [];
    if (nowMs >= repeated.untilMs) {
      this.#repeated = undefined;
      this.#state = 'over';
      return [];
    }
    repeated.intervalMs = Math.min(repeated.intervalMs * 2, 8 * this.#options.t1Ms);
    repeated.nextMs = later(nowMs, repeated.intervalMs);
    return [repeated.text];
  }

  onMessage(text: string, nowMs: MonotonicMs): readonly string[] {
    const status = /^SIP\/2\.0 (\d{3})/.exec(text);
    if (status !== null) return this.#onResponse(Number(status[1]), text);
    switch (text.slice(0, text.indexOf(' '))) {
      case 'INVITE':
        // A retransmission, or a re-INVITE, which gets the same description.
        if (headerOf(text, 'CSeq') === headerOf(this.invite, 'CSeq')) return [this.#lastResponse];
        return [this.#responseTo(text, 200, true)];
      case 'ACK':
        this.acknowledged = true;
        this.#repeated = undefined;
        if (this.finalStatus >= 300) this.#over('us');
        return [];
      case 'CANCEL':
        return this.#onCancel(text, nowMs);
      case 'BYE':
        this.#over('peer', headerOf(text, 'Reason'));
        return [this.#responseTo(text, 200)];
      default:
        return [this.#responseTo(text, 200)];
    }
  }

  /** With a `cause` other than 16 the call was not ended by its person (RFC 3326). */
  hangUp(nowMs: MonotonicMs, cause?: number): readonly string[] {
    if (this.#state !== 'up') return this.#state === 'ringing' ? this.#refuse(603, nowMs) : [];
    this.#hangUpAtMs = undefined;
    this.#state = 'ending';
    this.endedBy = 'us';
    return [this.#repeat(this.#bye(cause), nowMs)];
  }

  /** Begins nothing by itself any more: it neither answers nor hangs up. */
  rest(): void {
    this.#answerAtMs = undefined;
    this.#hangUpAtMs = undefined;
  }

  #answer(nowMs: MonotonicMs): readonly string[] {
    const { plan } = this.#options;
    this.#answerAtMs = undefined;
    if (plan.refusesWith !== undefined) return this.#refuse(plan.refusesWith, nowMs);
    this.#state = 'up';
    this.answeredMs = nowMs;
    this.finalStatus = 200;
    if (plan.hangsUpAfterMs !== undefined) this.#hangUpAtMs = later(nowMs, plan.hangsUpAfterMs);
    this.#lastResponse = this.#response(200, true);
    return [this.#repeat(this.#lastResponse, nowMs)];
  }

  /** Sent again until it is acknowledged (timer G, RFC 3261 §17.2.1). */
  #refuse(status: number, nowMs: MonotonicMs): readonly string[] {
    this.finalStatus = status;
    this.#lastResponse = this.#response(status);
    this.#over('us');
    this.#state = 'ending';
    return [this.#repeat(this.#lastResponse, nowMs)];
  }

  #onCancel(cancel: string, nowMs: MonotonicMs): readonly string[] {
    const confirmed = this.#responseTo(cancel, 200);
    if (this.#state !== 'ringing') return [confirmed];
    this.cancelled = true;
    this.endedBy = 'peer';
    return [confirmed, ...this.#refuse(487, nowMs)];
  }

  #onResponse(status: number, text: string): readonly string[] {
    if (/BYE/.test(headerOf(text, 'CSeq') ?? '') && status >= 200) {
      this.#repeated = undefined;
      this.#state = 'over';
    }
    return [];
  }

  #over(by: 'peer' | 'us', reason?: string): void {
    this.#state = 'over';
    this.#answerAtMs = undefined;
    this.#hangUpAtMs = undefined;
    this.#repeated = undefined;
    this.endedBy ??= by;
    this.endReason = reason;
  }

  #repeat(text: string, nowMs: MonotonicMs): string {
    const { t1Ms } = this.#options;
    this.#repeated = {
      text,
      untilMs: later(nowMs, 64 * t1Ms),
      nextMs: later(nowMs, t1Ms),
      intervalMs: t1Ms,
    };
    return text;
  }

  #response(status: number, withSdp = false): string {
    return this.#responseTo(this.invite, status, withSdp);
  }

  #responseTo(request: string, status: number, withSdp = false): string {
    const { local, sdp } = this.#options;
    const copied = ['Via', 'Record-Route', 'From', 'Call-ID', 'CSeq'].flatMap((name) =>
      headersOf(request, name).map((value) => `${name}: ${value}`),
    );
    const to = headerOf(request, 'To') ?? '';
    const tag = /;tag=/.test(to) || status === 100 ? '' : `;tag=${this.#localTag}`;
    const lines = [
      `SIP/2.0 ${status} ${status < 300 ? 'OK' : 'No'}`,
      ...copied,
      `To: ${to}${tag}`,
      `Contact: <sip:phone@${local.host}:${local.port}>`,
      ...(withSdp ? ['Content-Type: application/sdp'] : []),
      `Content-Length: ${withSdp ? Buffer.byteLength(sdp) : 0}`,
    ];
    return `${lines.join('\r\n')}\r\n\r\n${withSdp ? sdp : ''}`;
  }

  #bye(cause: number | undefined): string {
    const { local, random } = this.#options;
    const target = /<([^>]+)>/.exec(headerOf(this.invite, 'Contact') ?? '')?.[1] ?? '';
    this.#cseq += 1;
    const lines = [
      `BYE ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local.host}:${local.port};branch=z9hG4bK${token(random, 12)};rport`,
      'Max-Forwards: 70',
      `From: ${headerOf(this.invite, 'To') ?? ''};tag=${this.#localTag}`,
      `To: ${headerOf(this.invite, 'From') ?? ''}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${this.#cseq} BYE`,
      ...(cause === undefined ? [] : [`Reason: Q.850;cause=${cause}`]),
      'Content-Length: 0',
    ];
    return `${lines.join('\r\n')}\r\n\r\n`;
  }
}

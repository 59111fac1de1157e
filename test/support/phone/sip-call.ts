import { token, type Random } from '../../../src/base/random.js';
import { later, monotonicMs, type MonotonicMs } from '../../../src/base/units.js';
import { bodyOf, headerOf, headersOf } from './sip-text.js';

/**
 * One outgoing call of a test phone: the signalling of a UAC, written from RFC 3261 §13, §15 and §17.1 without
 * a line of the server's own stack, so that a mistake there is not repeated here. Pure: time is an argument.
 */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

export type CallState = 'idle' | 'calling' | 'ringing' | 'up' | 'ending' | 'over';

export interface SipCallOptions {
  readonly local: HostPort;
  readonly server: HostPort;
  readonly called: string;
  readonly caller: string;
  /** The session description of the INVITE; undefined: a late offer. */
  readonly sdp: string | undefined;
  /** Carried by the ACK when the offer was late. */
  readonly lateAnswer?: string;
  readonly random: Random;
  readonly t1Ms: number;
}

interface Pending {
  readonly method: 'INVITE' | 'BYE';
  readonly bytes: string;
  readonly startedMs: MonotonicMs;
  nextMs: MonotonicMs;
  intervalMs: number;
}

export class SipCall {
  readonly callId: string;
  readonly #options: SipCallOptions;
  readonly #localTag: string;
  #state: CallState = 'idle';
  #cseq = 1;
  #inviteBranch = '';
  #toHeader: string;
  #remoteTarget: string;
  /** CSeq of the last INVITE or re-INVITE. */
  #inviteCSeq = 1;
  /** What each 2xx was acknowledged with, by its CSeq: each copy of a 2xx gets the same ACK (§13.2.2.4). */
  readonly #acks = new Map<number, string>();
  #pending: Pending | undefined;
  /** Status of the final response to the INVITE; 0 while there is none. */
  finalStatus = 0;
  /** Reason header of the BYE that ended the call, if any. */
  endReason: string | undefined;
  endedBy: 'peer' | 'us' | undefined;
  retransmissions = 0;
  /** An INVITE or re-INVITE waits for its final response. */
  inviteOpen = false;
  /** Status of the final response to the last INVITE or re-INVITE. */
  lastInviteStatus = 0;
  remoteSdp: string | undefined;
  invitedMs: MonotonicMs = monotonicMs(0);
  answeredMs: MonotonicMs | undefined;
  endedMs: MonotonicMs | undefined;

  constructor(options: SipCallOptions) {
    this.#options = options;
    this.callId = `${token(options.random, 16)}@phone`;
    this.#localTag = token(options.random, 8);
    this.#remoteTarget = `sip:${options.called}@${options.server.host}:${options.server.port}`;
    this.#toHeader = `<${this.#remoteTarget}>`;
  }

  get state(): CallState {
    return this.#state;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#pending?.nextMs;
  }

  dial(nowMs: MonotonicMs): readonly string[] {
    this.#state = 'calling';
    this.invitedMs = nowMs;
    this.#inviteBranch = this.#branch();
    this.inviteOpen = true;
    return this.#sendReliably('INVITE', this.#invite(this.#options.sdp ?? ''), nowMs);
  }

  /** A re-INVITE with another session description: hold, resume, a new address. */
  reinvite(sdp: string, nowMs: MonotonicMs): readonly string[] {
    this.#cseq++;
    this.#inviteCSeq = this.#cseq;
    this.#inviteBranch = this.#branch();
    this.inviteOpen = true;
    return this.#sendReliably('INVITE', this.#invite(sdp), nowMs);
  }

  /** With a `cause` other than 16 the call was not ended by its person (RFC 3326). */
  hangUp(nowMs: MonotonicMs, cause?: number): readonly string[] {
    if (this.#state === 'calling' || this.#state === 'ringing') {
      this.#state = 'ending';
      this.endedBy = 'us';
      return [this.#request('CANCEL', this.#inviteBranch, this.#inviteCSeq, '')];
    }
    if (this.#state !== 'up') return [];
    this.#state = 'ending';
    this.endedBy = 'us';
    this.endedMs = nowMs;
    this.#cseq++;
    const reason = cause === undefined ? [] : [`Reason: Q.850;cause=${cause}`];
    const bye = this.#request('BYE', this.#branch(), this.#cseq, '').replace(
      '\r\nContent-Length',
      [...reason, 'Content-Length'].map((line) => `\r\n${line}`).join(''),
    );
    return this.#sendReliably('BYE', bye, nowMs);
  }

  onTimer(nowMs: MonotonicMs): readonly string[] {
    const pending = this.#pending;
    if (pending === undefined || nowMs < pending.nextMs) return [];
    if (nowMs - pending.startedMs >= 64 * this.#options.t1Ms) {
      this.#pending = undefined;
      this.#over(nowMs);
      return [];
    }
    pending.intervalMs = Math.min(pending.intervalMs * 2, 8 * this.#options.t1Ms);
    pending.nextMs = later(nowMs, pending.intervalMs);
    this.retransmissions++;
    return [pending.bytes];
  }

  onMessage(text: string, nowMs: MonotonicMs): readonly string[] {
    if (!text.includes(this.callId)) return [];
    const status = /^SIP\/2\.0 (\d{3})/.exec(text);
    return status === null ? this.#onRequest(text, nowMs) : this.#onResponse(Number(status[1]), text, nowMs);
  }

  #onRequest(text: string, nowMs: MonotonicMs): readonly string[] {
    const method = text.slice(0, text.indexOf(' '));
    if (method === 'ACK') return [];
    const status = method === 'BYE' || method === 'OPTIONS' ? '200 OK' : '501 Not Implemented';
    if (method === 'BYE' && this.#state !== 'over') {
      this.endedBy ??= 'peer';
      this.endReason = headerOf(text, 'Reason');
      this.#over(nowMs);
    }
    const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) =>
      headersOf(text, name).map((value) => `${name}: ${value}`),
    );
    return [[`SIP/2.0 ${status}`, ...copied, 'Content-Length: 0', '', ''].join('\r\n')];
  }

  #onResponse(status: number, text: string, nowMs: MonotonicMs): readonly string[] {
    const [cseq, method] = headerOf(text, 'CSeq')?.split(' ') ?? [];
    if (method === 'BYE') {
      if (status >= 200 && this.#state === 'ending') this.#over(nowMs);
      return [];
    }
    if (method !== 'INVITE') return [];
    const acknowledged = this.#acks.get(Number(cseq));
    if (acknowledged !== undefined) return [acknowledged];
    if (Number(cseq) !== this.#inviteCSeq) return [];
    if (status < 200) return this.#onProvisional(status);
    this.inviteOpen = false;
    this.lastInviteStatus = status;
    return status < 300 ? this.#onAnswer(text, nowMs) : this.#onRefusal(status, text, nowMs);
  }

  #onProvisional(status: number): readonly string[] {
    // The transaction is Proceeding: no more retransmissions (§17.1.1.2).
    this.#inviteDone();
    if (status > 100 && this.#state === 'calling') this.#state = 'ringing';
    return [];
  }

  #onAnswer(text: string, nowMs: MonotonicMs): readonly string[] {
    this.#inviteDone();
    this.#toHeader = headerOf(text, 'To') ?? this.#toHeader;
    this.#remoteTarget = /<([^>]+)>/.exec(headerOf(text, 'Contact') ?? '')?.[1] ?? this.#remoteTarget;
    this.remoteSdp = bodyOf(text);
    const late = this.#options.sdp === undefined ? (this.#options.lateAnswer ?? '') : '';
    const ack = this.#request('ACK', this.#branch(), this.#inviteCSeq, late);
    this.#acks.set(this.#inviteCSeq, ack);
    if (this.answeredMs !== undefined) return [ack];
    this.finalStatus = 200;
    this.answeredMs = nowMs;
    // CANCEL and 200 crossed: the call is up and is ended at once (§15).
    const gaveUp = this.#state === 'ending' || this.#state === 'over';
    this.#state = 'up';
    return gaveUp ? [ack, ...this.hangUp(nowMs)] : [ack];
  }

  #onRefusal(status: number, text: string, nowMs: MonotonicMs): readonly string[] {
    this.#inviteDone();
    const to = headerOf(text, 'To') ?? this.#toHeader;
    const ack = this.#request('ACK', this.#inviteBranch, this.#inviteCSeq, '', to);
    // A refused re-INVITE leaves the call as it is (§14.1).
    if (this.answeredMs === undefined) {
      this.finalStatus = status;
      this.#over(nowMs);
    }
    return [ack];
  }

  #over(nowMs: MonotonicMs): void {
    this.#pending = undefined;
    this.#state = 'over';
    this.endedMs ??= nowMs;
  }

  #inviteDone(): void {
    if (this.#pending?.method === 'INVITE') this.#pending = undefined;
  }

  #invite(sdp: string): string {
    return this.#request('INVITE', this.#inviteBranch, this.#inviteCSeq, sdp);
  }

  #sendReliably(method: Pending['method'], bytes: string, nowMs: MonotonicMs): readonly string[] {
    const { t1Ms } = this.#options;
    this.#pending = { method, bytes, startedMs: nowMs, nextMs: later(nowMs, t1Ms), intervalMs: t1Ms };
    return [bytes];
  }

  #branch(): string {
    return `z9hG4bK${token(this.#options.random, 12)}`;
  }

  #request(method: string, branch: string, cseq: number, sdp: string, to = this.#toHeader): string {
    const { local, caller, server } = this.#options;
    const uri =
      method === 'CANCEL' || this.#acks.size === 0
        ? `sip:${this.#options.called}@${server.host}:${server.port}`
        : this.#remoteTarget;
    const target = method === 'ACK' || method === 'BYE' ? this.#remoteTarget : uri;
    const lines = [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local.host}:${local.port};branch=${branch};rport`,
      'Max-Forwards: 70',
      `From: <sip:${caller}@${local.host}>;tag=${this.#localTag}`,
      `To: ${to}`,
      `Call-ID: ${this.callId}`,
      `CSeq: ${cseq} ${method}`,
      `Contact: <sip:${caller}@${local.host}:${local.port}>`,
      ...(sdp === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${Buffer.byteLength(sdp)}`,
    ];
    return `${lines.join('\r\n')}\r\n\r\n${sdp}`;
  }
}

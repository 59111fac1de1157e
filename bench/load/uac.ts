import { DeadlineQueue } from '../../src/base/deadline-queue.js';
import { token, type Random } from '../../src/base/random.js';
import { later, monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import { PAYLOAD_TYPE_PCMA } from './tones.js';

/**
 * The callers' side of SIP, written apart from the server's stack on purpose: what one of them gets wrong the
 * other does not share. It places calls, acknowledges, hangs up, answers a BYE, and counts retransmissions.
 */
export type UacEvent =
  | {
      readonly type: 'answered';
      readonly call: number;
      readonly setupMs: number;
      readonly address: string;
      readonly port: number;
    }
  | { readonly type: 'failed'; readonly call: number; readonly reason: string }
  | { readonly type: 'ended'; readonly call: number; readonly by: 'caller' | 'server' };

/** `inactive`: on hold from the beginning, so that neither side sends sound (RFC 3264 §8.4). */
export type OfferedDirection = 'sendrecv' | 'inactive';

export interface UacOptions {
  readonly local: { readonly address: string; readonly port: number };
  readonly server: { readonly address: string; readonly port: number };
  readonly random: Random;
  readonly send: (text: string) => void;
  readonly onEvent: (event: UacEvent, nowMs: MonotonicMs) => void;
}

export interface UacCounts {
  /** Requests of ours sent again: timers A and E. */
  resent: number;
  /** The same 200 to INVITE again: the server missed the ACK or was slow to take it. */
  repeatedAnswers: number;
}

/** RFC 3261 §17.1.1.1: timer values over UDP. */
const T1_MS = 500;
const T2_MS = 4000;
const TRANSACTION_LIMIT_MS = 64 * T1_MS;

interface Call {
  readonly call: number;
  readonly callId: string;
  readonly from: string;
  readonly called: string;
  to: string;
  target: string;
  route: string;
  state: 'inviting' | 'ringing' | 'up' | 'ending' | 'over';
  /** What is sent again until an answer comes, since when, and the next interval. */
  pending: string;
  pendingSinceMs: MonotonicMs;
  intervalMs: number;
  branch: string;
  ack: string;
}

export class Uac {
  readonly counts: UacCounts = { resent: 0, repeatedAnswers: 0 };
  readonly #options: UacOptions;
  readonly #calls = new Map<string, Call>();
  readonly #byNumber = new Map<number, Call>();
  readonly #timers = new DeadlineQueue<Call>();

  constructor(options: UacOptions) {
    this.#options = options;
  }

  /** Calls that have begun and are not over. */
  get active(): number {
    return this.#calls.size;
  }

  invite(
    callNumber: number,
    called: string,
    mediaPort: number,
    nowMs: MonotonicMs,
    direction: OfferedDirection = 'sendrecv',
  ): void {
    const { server, random } = this.#options;
    const call: Call = {
      call: callNumber,
      callId: `${token(random, 12)}@${this.#options.local.address}`,
      from: `<sip:caller${callNumber}@${this.#options.local.address}>;tag=${token(random, 8)}`,
      called,
      to: `<sip:${called}@${server.address}>`,
      target: `sip:${called}@${server.address}:${server.port}`,
      route: '',
      state: 'inviting',
      pending: '',
      pendingSinceMs: nowMs,
      intervalMs: T1_MS,
      branch: '',
      ack: '',
    };
    this.#calls.set(call.callId, call);
    this.#byNumber.set(callNumber, call);
    this.#begin(call, 'INVITE', 1, offer(this.#options.local.address, mediaPort, direction), nowMs);
  }

  bye(callNumber: number, nowMs: MonotonicMs): void {
    const call = this.#byNumber.get(callNumber);
    if (call === undefined || call.state !== 'up') return;
    call.state = 'ending';
    this.#begin(call, 'BYE', 2, '', nowMs);
  }

  receive(text: string, nowMs: MonotonicMs): void {
    const call = this.#calls.get(header(text, 'Call-ID', 'i'));
    if (text.startsWith('SIP/2.0 ')) {
      if (call !== undefined) this.#receiveResponse(call, text, nowMs);
    } else {
      this.#receiveRequest(call, text, nowMs);
    }
  }

  /** Sends again what is due. */
  tick(nowMs: MonotonicMs): void {
    for (let call = this.#timers.take(nowMs); call !== undefined; call = this.#timers.take(nowMs)) {
      if (nowMs - call.pendingSinceMs >= TRANSACTION_LIMIT_MS) {
        this.#fail(call, `no answer to ${call.state === 'ending' ? 'BYE' : 'INVITE'}`, nowMs);
        continue;
      }
      if (call.state === 'ringing') {
        this.#timers.set(call, later(call.pendingSinceMs, TRANSACTION_LIMIT_MS));
        continue;
      }
      this.counts.resent++;
      this.#options.send(call.pending);
      // Timer A doubles without an upper bound; timer E stops at T2 (RFC 3261 §17.1.1.2, §17.1.2.2).
      call.intervalMs = call.state === 'ending' ? Math.min(2 * call.intervalMs, T2_MS) : 2 * call.intervalMs;
      const limit = later(call.pendingSinceMs, TRANSACTION_LIMIT_MS);
      this.#timers.set(call, monotonicMs(Math.min(nowMs + call.intervalMs, limit)));
    }
  }

  #begin(call: Call, method: 'INVITE' | 'BYE', sequence: number, body: string, nowMs: MonotonicMs): void {
    call.branch = `z9hG4bK${token(this.#options.random, 10)}`;
    call.pending = this.#request(call, method, sequence, body);
    call.pendingSinceMs = nowMs;
    call.intervalMs = T1_MS;
    this.#timers.set(call, later(nowMs, T1_MS));
    this.#options.send(call.pending);
  }

  #request(call: Call, method: string, sequence: number, body: string): string {
    const { local } = this.#options;
    return [
      `${method} ${call.target} SIP/2.0`,
      `Via: SIP/2.0/UDP ${local.address}:${local.port};branch=${call.branch};rport`,
      'Max-Forwards: 70',
      ...(call.route === '' ? [] : [`Route: ${call.route}`]),
      `From: ${call.from}`,
      `To: ${call.to}`,
      `Call-ID: ${call.callId}`,
      `CSeq: ${sequence} ${method}`,
      `Contact: <sip:caller${call.call}@${local.address}:${local.port}>`,
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      `Content-Length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  }

  #receiveResponse(call: Call, text: string, nowMs: MonotonicMs): void {
    const status = Number(text.slice(8, 11));
    const method = header(text, 'CSeq').split(/\s+/)[1];
    if (method === 'BYE') {
      if (status >= 200 && call.state === 'ending') this.#end(call, 'caller', nowMs);
      return;
    }
    if (status < 200) {
      // Timer A stops at the first provisional response (RFC 3261 §17.1.1.2).
      if (call.state === 'inviting') call.state = 'ringing';
      return;
    }
    if (status < 300) this.#answered(call, text, nowMs);
    else this.#refused(call, text, status, nowMs);
  }

  #answered(call: Call, text: string, nowMs: MonotonicMs): void {
    if (call.state !== 'inviting' && call.state !== 'ringing') {
      this.counts.repeatedAnswers++;
      this.#options.send(call.ack);
      return;
    }
    this.#timers.delete(call);
    call.state = 'up';
    call.to = header(text, 'To', 't');
    call.target = /<([^>]+)>/.exec(header(text, 'Contact', 'm'))?.[1] ?? call.target;
    call.route = allHeaders(text, 'Record-Route').toReversed().join(', ');
    call.branch = `z9hG4bK${token(this.#options.random, 10)}`;
    call.ack = this.#request(call, 'ACK', 1, '');
    this.#options.send(call.ack);
    const address = /^c=IN IP[46] (\S+)/m.exec(text)?.[1];
    const port = Number(/^m=audio (\d+) /m.exec(text)?.[1] ?? 0);
    const setupMs = nowMs - call.pendingSinceMs;
    if (address === undefined || port === 0) {
      this.#options.onEvent(
        { type: 'failed', call: call.call, reason: '200 without a usable answer' },
        nowMs,
      );
      return;
    }
    this.#options.onEvent({ type: 'answered', call: call.call, setupMs, address, port }, nowMs);
  }

  #refused(call: Call, text: string, status: number, nowMs: MonotonicMs): void {
    // The ACK to a failure belongs to the INVITE transaction: its branch, the To of the response (§17.1.1.3).
    call.to = header(text, 'To', 't');
    this.#options.send(this.#request(call, 'ACK', 1, ''));
    this.#fail(call, String(status), nowMs);
  }

  #receiveRequest(call: Call | undefined, text: string, nowMs: MonotonicMs): void {
    const method = header(text, 'CSeq').split(/\s+/)[1];
    // Anything that is no request at all gets no answer.
    if (method === undefined || method === 'ACK') return;
    const known = call !== undefined;
    const accepted = method === 'BYE' || method === 'OPTIONS';
    this.#options.send(
      response(
        text,
        !known ? '481 Call/Transaction Does Not Exist' : accepted ? '200 OK' : '405 Method Not Allowed',
      ),
    );
    if (known && method === 'BYE') this.#end(call, 'server', nowMs);
  }

  #fail(call: Call, reason: string, nowMs: MonotonicMs): void {
    this.#forget(call);
    this.#options.onEvent({ type: 'failed', call: call.call, reason }, nowMs);
  }

  #end(call: Call, by: 'caller' | 'server', nowMs: MonotonicMs): void {
    this.#forget(call);
    this.#options.onEvent({ type: 'ended', call: call.call, by }, nowMs);
  }

  #forget(call: Call): void {
    call.state = 'over';
    this.#timers.delete(call);
    this.#calls.delete(call.callId);
    this.#byNumber.delete(call.call);
  }
}

function offer(address: string, mediaPort: number, direction: OfferedDirection): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${address}`,
    's=-',
    `c=IN IP4 ${address}`,
    't=0 0',
    `m=audio ${mediaPort} RTP/AVP ${PAYLOAD_TYPE_PCMA}`,
    'a=ptime:20',
    `a=${direction}`,
    '',
  ].join('\r\n');
}

function response(request: string, status: string): string {
  const copied = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].flatMap((name) =>
    allHeaders(request, name).map((value) => `${name}: ${value}`),
  );
  return [`SIP/2.0 ${status}`, ...copied, 'Content-Length: 0', '', ''].join('\r\n');
}

/** The first value of a header field, also in compact form; '' when there is none. */
const header = (text: string, name: string, compact = name): string =>
  new RegExp(`^(?:${name}|${compact})[ \\t]*:[ \\t]*(.*?)[ \\t]*\\r?$`, 'im').exec(text)?.[1] ?? '';

const allHeaders = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^${name}[ \\t]*:[ \\t]*(.*?)[ \\t]*\\r?$`, 'gim'))].map((match) => match[1]!);

import { silentLog, type Log } from '../../src/base/log.js';
import { seededRandom } from '../../src/base/random.js';
import { monotonicMs, type MonotonicMs } from '../../src/base/units.js';
import type {
  SessionId,
  SipCommand,
  SipEffect,
  SipEvent,
  SipInput,
  SipLimits,
  SocketId,
} from '../../src/sip/endpoint-api.js';
import { SipEndpoint, type SipEndpointOptions } from '../../src/sip/endpoint.js';
import type { HostPort, SipMessage, SipRequest, SipResponse } from '../../src/sip/message.js';
import { parseMessage } from '../../src/sip/parser.js';
import { DEFAULT_SIP_TIMERS } from '../../src/sip/timers.js';
import type { TransactionKey } from '../../src/sip/transaction-key.js';

export const TEST_LIMITS: SipLimits = {
  messageBytesMax: 65_535,
  headerLinesMax: 200,
  viaMax: 70,
  transactionsMax: 1000,
  dialogsMax: 100,
};

export const SOCKET = 0 as SocketId;
/** Where the endpoint under test says it is. */
export const SERVER: HostPort = { host: '192.0.2.1', port: 5060 };
export const CARRIER: HostPort = { host: '198.51.100.7', port: 5062 };
export const OTHER_CARRIER: HostPort = { host: '198.51.100.8', port: 5060 };
export const STRANGER: HostPort = { host: '203.0.113.9', port: 5060 };

export const SDP =
  'v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\nm=audio 4000 RTP/AVP 8\r\n';

const TRUNKS: Readonly<Record<string, string>> = { [CARRIER.host]: 'carrier', [OTHER_CARRIER.host]: 'other' };

/** One message that the endpoint sent. */
export interface Sent {
  readonly atMs: number;
  readonly destination: HostPort;
  readonly socket: SocketId;
  readonly message: SipMessage;
  readonly text: string;
  /** What an error of sending it would name. */
  readonly transaction: TransactionKey | undefined;
}

/** An endpoint in virtual time, with everything it sent and said. */
export class EndpointBench {
  readonly endpoint: SipEndpoint;
  readonly sent: Sent[] = [];
  readonly events: SipEvent[] = [];
  nowMs: MonotonicMs = monotonicMs(0);
  /** Called for each event, as a call layer would be; its commands are carried out at once. */
  onEvent: (event: SipEvent) => SipCommand | undefined = () => undefined;

  constructor(options: Partial<SipEndpointOptions> = {}, log: Log = silentLog) {
    this.endpoint = new SipEndpoint({
      random: seededRandom(1),
      timers: DEFAULT_SIP_TIMERS,
      limits: TEST_LIMITS,
      log,
      trunksOf: ({ host }) => (TRUNKS[host] === undefined ? [] : [{ id: TRUNKS[host] }]),
      advertised: (socket) => (socket === SOCKET ? SERVER : undefined),
      userAgent: 'test',
      drainRetryAfterS: 30,
      ...options,
    });
  }

  receive(text: string | Uint8Array, source: HostPort = CARRIER): void {
    const bytes = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    this.input({ type: 'datagram', socket: SOCKET, source, bytes });
  }

  /** The socket says that this message could not be sent. */
  unsent(sent: Sent | undefined, code: string): void {
    if (sent === undefined) throw new Error('nothing was sent');
    this.input({ type: 'transport-error', transaction: sent.transaction, code });
  }

  input(input: SipInput): void {
    this.#perform(this.endpoint.handle(input, this.nowMs));
  }

  /** Lets time pass, waking the endpoint exactly when it asked for it. */
  pass(durationMs: number): void {
    const untilMs = monotonicMs(this.nowMs + durationMs);
    for (;;) {
      const nextMs = this.endpoint.nextDeadline();
      if (nextMs === undefined || nextMs > untilMs) break;
      this.nowMs = nextMs > this.nowMs ? nextMs : this.nowMs;
      this.#perform(this.endpoint.handle({ type: 'timer' }, this.nowMs));
    }
    this.nowMs = untilMs;
  }

  #perform(effects: readonly SipEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'send') this.#record(effect);
      else {
        this.events.push(effect.event);
        const command = this.onEvent(effect.event);
        if (command !== undefined) this.input(command);
      }
    }
  }

  #record({ socket, destination, bytes, transaction }: Extract<SipEffect, { type: 'send' }>): void {
    const outcome = parseMessage(bytes, TEST_LIMITS);
    if (outcome.kind !== 'message')
      throw new Error(`the endpoint sent something unreadable: ${outcome.kind}`);
    const text = Buffer.from(bytes).toString('latin1');
    this.sent.push({ atMs: this.nowMs, destination, socket, message: outcome.message, text, transaction });
  }

  /** Takes what was sent since the last time. */
  take(): Sent[] {
    return this.sent.splice(0);
  }

  /** The same as short words: '100 INVITE' for a response, 'BYE' for a request. */
  takeNames(): string[] {
    return this.take().map(({ message }) => nameOf(message));
  }

  takeEvents(): SipEvent[] {
    return this.events.splice(0);
  }

  get idle(): boolean {
    return Object.values(this.endpoint.sizes()).every((size) => size === 0);
  }
}

export const nameOf = (message: SipMessage): string =>
  message.kind === 'request'
    ? message.method
    : `${message.status} ${message.headers.first('cseq')?.split(' ')[1] ?? ''}`;

export const requestOf = (sent: Sent | undefined): SipRequest => {
  if (sent?.message.kind !== 'request') throw new Error('not a request');
  return sent.message;
};

export const responseOf = (sent: Sent | undefined): SipResponse => {
  if (sent?.message.kind !== 'response') throw new Error('not a response');
  return sent.message;
};

/** The session that an event is about. */
export const sessionOf = (event: SipEvent | undefined): SessionId => {
  if (event === undefined || event.type === 'pinged') throw new Error('not an event of a session');
  return event.session;
};

export interface RequestFields {
  readonly method: string;
  readonly branch?: string;
  /** The whole Via value in place of the usual one. */
  readonly via?: string;
  readonly requestUri?: string;
  readonly callId?: string;
  readonly cseq?: number;
  readonly fromTag?: string;
  readonly toTag?: string | undefined;
  /** Header lines without their line ends. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** The text of a request as a carrier would send it. */
export function requestText(fields: RequestFields): string {
  const { method, branch = 'z9hG4bK1', callId = 'call-1', cseq = 1, fromTag = 'from-1', body = '' } = fields;
  const { via = `SIP/2.0/UDP 198.51.100.7:5062;branch=${branch};rport` } = fields;
  const { requestUri = 'sip:4001234567@192.0.2.1', headers = [] } = fields;
  const toTag = fields.toTag === undefined ? '' : `;tag=${fields.toTag}`;
  const lines = [
    `${method} ${requestUri} SIP/2.0`,
    `Via: ${via}`,
    'Max-Forwards: 70',
    `From: "A" <sip:13800138000@198.51.100.7>;tag=${fromTag}`,
    `To: <sip:4001234567@192.0.2.1>${toTag}`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    ...headers,
    ...(body === '' ? [] : ['Content-Type: application/sdp']),
    `Content-Length: ${Buffer.byteLength(body, 'latin1')}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}

/** A caller at a carrier: knows its own dialog and writes its requests. */
export class Caller {
  readonly #fields: { callId: string; fromTag: string; branch: string };
  #cseq = 1;
  toTag: string | undefined;

  constructor(name = '1') {
    this.#fields = { callId: `call-${name}`, fromTag: `from-${name}`, branch: `z9hG4bK${name}` };
  }

  invite(more: Partial<RequestFields> = {}): string {
    const headers = ['Contact: <sip:13800138000@198.51.100.7:5062>', ...(more.headers ?? [])];
    return requestText({ method: 'INVITE', ...this.#fields, cseq: this.#cseq, body: SDP, ...more, headers });
  }

  /** To our 2xx: a transaction of its own. */
  ack(more: Partial<RequestFields> = {}): string {
    return this.inDialog('ACK', {
      cseq: this.#cseq,
      branch: `${this.#fields.branch}ack${this.#cseq}`,
      ...more,
    });
  }

  /** To a refusal: in the INVITE's transaction. */
  ackRefusal(toTag: string, more: Partial<RequestFields> = {}): string {
    return this.inDialog('ACK', { cseq: this.#cseq, branch: this.#fields.branch, toTag, ...more });
  }

  cancel(more: Partial<RequestFields> = {}): string {
    return requestText({ method: 'CANCEL', ...this.#fields, cseq: this.#cseq, ...more });
  }

  bye(more: Partial<RequestFields> = {}): string {
    return this.next('BYE', more);
  }

  reinvite(more: Partial<RequestFields> = {}): string {
    const headers = more.headers ?? ['Contact: <sip:13800138000@198.51.100.7:5062>'];
    return this.next('INVITE', { body: SDP, ...more, headers });
  }

  /** The next request of this dialog: the CSeq rises, the branch is new. */
  next(method: string, more: Partial<RequestFields> = {}): string {
    this.#cseq += 1;
    return this.inDialog(method, {
      cseq: this.#cseq,
      branch: `${this.#fields.branch}n${this.#cseq}`,
      ...more,
    });
  }

  inDialog(method: string, more: Partial<RequestFields>): string {
    return requestText({ method, ...this.#fields, toTag: this.toTag, ...more });
  }
}

export interface AnswerFields {
  /** Put into To where the request has none. */
  readonly toTag?: string;
  /** Header lines without their line ends. */
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** Our request answered by the peer. */
export function answerTo(request: SipRequest, status: number, fields: AnswerFields = {}): string {
  const { toTag, headers = [], body = '' } = fields;
  const lines = request.headers.fields
    .filter(({ name }) => ['Via', 'From', 'To', 'Call-ID', 'CSeq'].includes(name))
    .map(({ name, value }) =>
      name === 'To' && toTag !== undefined && !value.includes(';tag=')
        ? `To: ${value};tag=${toTag}`
        : `${name}: ${value}`,
    );
  const type = body === '' ? [] : ['Content-Type: application/sdp'];
  const head = [`SIP/2.0 ${status} X`, ...lines, ...headers, ...type, `Content-Length: ${body.length}`];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

export const toTagOf = (message: SipMessage): string | undefined =>
  /;tag=([^;]+)/.exec(message.headers.first('to') ?? '')?.[1];

/** A call that was answered and acknowledged; nothing of its setup is left in `sent` or `events`. */
export function establish(
  bench: EndpointBench,
  caller: Caller,
  more: Partial<RequestFields> = {},
): SessionId {
  bench.receive(caller.invite(more));
  const incoming = bench.takeEvents().find((event) => event.type === 'incoming');
  if (incoming === undefined) throw new Error('no incoming call');
  bench.input({ type: 'accept', session: incoming.session, sdp: SDP });
  caller.toTag = incoming.session;
  bench.receive(caller.ack());
  bench.take();
  bench.takeEvents();
  return incoming.session;
}

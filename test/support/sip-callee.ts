import type { OutgoingInvite, SessionId, SipEvent } from '../../src/sip/endpoint-api.js';
import type { HostPort, SipRequest } from '../../src/sip/message.js';
import {
  answerTo,
  CARRIER,
  EndpointBench,
  OTHER_CARRIER,
  requestOf,
  requestText,
  SDP,
  SOCKET,
  type AnswerFields,
  type RequestFields,
  type Sent,
} from './sip-peer.js';

export const CALL = 'call-out-1' as SessionId;
export const OFFER = SDP.replaceAll('198.51.100.7', '192.0.2.1');

/** A call of ours to the carrier, with another target behind it. */
export const outgoing = (more: Partial<OutgoingInvite> = {}): OutgoingInvite => ({
  trunk: { id: 'carrier' },
  socket: SOCKET,
  targets: [CARRIER, OTHER_CARRIER],
  firstAnswerMs: 4000,
  requestUri: 'sip:013800138000@198.51.100.7;user=phone',
  from: '"Huitong" <sip:4001234567@192.0.2.1;user=phone>',
  to: '<sip:013800138000@198.51.100.7;user=phone>',
  headers: [{ name: 'P-Asserted-Identity', value: '<sip:4001234567@192.0.2.1>' }],
  sdp: OFFER,
  credentials: undefined,
  ...more,
});

/** The last request of this method among what was sent. */
export const lastRequest = (sent: readonly Sent[], method: string): SipRequest => {
  const found = sent.findLast(({ message }) => message.kind === 'request' && message.method === method);
  return requestOf(found);
};

export const contactOf = ({ host, port }: HostPort): string => `Contact: <sip:callee@${host}:${port}>`;

/** One phone that our INVITE reaches, or one of its forks: knows its side of the dialog and writes for it. */
export class Callee {
  readonly tag: string;
  readonly address: HostPort;
  readonly #invite: SipRequest;
  #cseq = 0;

  constructor(invite: SipRequest, tag = 'callee', address = CARRIER) {
    this.#invite = invite;
    this.tag = tag;
    this.address = address;
  }

  /** A response to the INVITE. */
  answer(status: number, fields: AnswerFields = {}): string {
    const contact = status > 100 && status < 300 ? [contactOf(this.address)] : [];
    const headers = [...contact, ...(fields.headers ?? [])];
    const toTag = status === 100 ? {} : { toTag: this.tag };
    return answerTo(this.#invite, status, { ...toTag, ...fields, headers });
  }

  ok(fields: AnswerFields = {}): string {
    return this.answer(200, { body: SDP, ...fields });
  }

  /** A request of its own in the dialog. */
  request(method: string, more: Partial<RequestFields> = {}): string {
    this.#cseq += 1;
    const { headers } = this.#invite;
    const localTag = /;tag=([^;]+)/.exec(headers.first('from') ?? '')?.[1];
    return requestText({
      method,
      branch: `z9hG4bK${this.tag}${this.#cseq}`,
      callId: headers.first('call-id') ?? '',
      cseq: this.#cseq,
      fromTag: this.tag,
      toTag: localTag,
      ...more,
    });
  }
}

/** A bench with a call of ours on its way; the INVITE is taken. */
export function calling(more: Partial<OutgoingInvite> = {}) {
  const bench = new EndpointBench();
  bench.input({ type: 'invite', session: CALL, invite: outgoing(more) });
  const sent = bench.take();
  const invite = lastRequest(sent, 'INVITE');
  return { bench, invite, callee: new Callee(invite), sent };
}

/** A call of ours that was answered and acknowledged; nothing of its setup is left in `sent` or `events`. */
export function talkingOut(more: Partial<OutgoingInvite> = {}) {
  const call = calling(more);
  call.bench.receive(call.callee.ok());
  call.bench.input({ type: 'acknowledge', session: CALL });
  call.bench.take();
  call.bench.takeEvents();
  return call;
}

/** How a session ended, one word for each time it was said. */
export const endsOf = (events: readonly SipEvent[]): string[] =>
  events.filter((event) => event.type === 'ended').map(({ by, status }) => `${by} ${status ?? ''}`.trim());

import { isIP } from 'node:net';
import { parseCSeq } from './cseq.js';
import type { DialogFacts, SocketId } from './endpoint-api.js';
import { Headers, type HeaderField } from './headers.js';
import type { HostPort, LocalAddress, SipRequest, SipResponse } from './message.js';
import { parseNameAddr, type NameAddr } from './name-addr.js';
import { serializeMessage } from './serializer.js';
import { bodyBytes } from './session-description.js';
import { parseUri } from './uri.js';

const SIP_PORT = 5060;
export const MAX_FORWARDS: HeaderField = { name: 'Max-Forwards', value: '70' };
/** Requests in a dialog that were never stored, at most. CSeq may skip as long as it rises (§12.2.2). */
const UNTOLD_REQUESTS_MAX = 1_000;
/** The peer has sent no request yet (§12.1.2): any number is higher. */
const NO_CSEQ = -1;

/** What a request in a dialog needs besides the dialog itself. */
export interface RequestParts {
  readonly method: string;
  readonly branch: string;
  /** Where the peer reaches us: goes into Via [C3a]. */
  readonly via: LocalAddress;
  readonly headers: readonly HeaderField[];
  /** A byte string; its Content-Type is among the headers. */
  readonly body?: string | undefined;
}

/** A dialog (RFC 3261 §12): its identity, its route and its sequence numbers. */
export class Dialog {
  #facts: DialogFacts;

  constructor(facts: DialogFacts) {
    this.#facts = facts;
  }

  /** A dialog that a former process left, as it was last stored: what it sent since, it did not live to tell. */
  static recovered(facts: DialogFacts): Dialog {
    return new Dialog({ ...facts, localCSeq: facts.localCSeq + UNTOLD_REQUESTS_MAX });
  }

  /** As the UAS of a valid INVITE (§12.1.1). Target and route set stay byte for byte as they came [C11]. */
  static ofInvite(invite: InviteFacts): Dialog {
    const { headers } = invite.request;
    const contact = contactUri(headers);
    const routeSet = headers.list('record-route');
    return new Dialog({
      callId: headers.first('call-id') ?? '',
      localTag: invite.localTag,
      remoteTag: invite.from.tag ?? '',
      localUri: invite.to.uri,
      remoteUri: invite.from.uri,
      // A Contact is mandatory (§8.1.1.8), but not all send one; then From has to do.
      remoteTarget: contact ?? invite.from.uri,
      routeSet,
      localCSeq: 0,
      remoteCSeq: invite.cseqNumber,
      socket: invite.socket,
      ...(invite.reliable
        ? { destination: invite.source, reliable: true }
        : { destination: nextHop(routeSet, contact, invite.source) }),
    });
  }

  /** As the UAC of an INVITE, by a 2xx of it (§12.1.2). */
  static ofAnswer({ invite, response, socket, target, reliable }: AnswerFacts): Dialog {
    const from = parseNameAddr(invite.headers.first('from') ?? '');
    const to = parseNameAddr(response.headers.first('to') ?? '');
    const contact = contactUri(response.headers);
    const routeSet = response.headers.list('record-route').toReversed();
    return new Dialog({
      callId: invite.headers.first('call-id') ?? '',
      localTag: from?.tag ?? '',
      remoteTag: to?.tag ?? '',
      localUri: from?.uri ?? '',
      remoteUri: to?.uri ?? '',
      // A Contact is mandatory, but not all send one; then what was called has to do.
      remoteTarget: contact ?? invite.requestUri,
      routeSet,
      localCSeq: parseCSeq(invite.headers.first('cseq') ?? '')?.number ?? 0,
      remoteCSeq: NO_CSEQ,
      socket,
      ...(reliable
        ? { destination: target, reliable: true }
        : { destination: nextHop(routeSet, contact, target) }),
    });
  }

  get facts(): DialogFacts {
    return this.#facts;
  }

  /** Whether a request with these identifiers belongs to this dialog; our tag was looked up already (§12.2.2). */
  matches(callId: string, remoteTag: string): boolean {
    return this.#facts.callId === callId && this.#facts.remoteTag === remoteTag;
  }

  /** False if the peer's request is out of order: its number does not rise (§12.2.2) [S55]. */
  advanceRemote(cseqNumber: number): boolean {
    if (cseqNumber <= this.#facts.remoteCSeq) return false;
    this.#facts = { ...this.#facts, remoteCSeq: cseqNumber };
    return true;
  }

  /** A target refresh by the peer; the route set stays (§12.2). False if the target is what it was. */
  refreshTarget(headers: Headers): boolean {
    const remoteTarget = contactUri(headers);
    if (remoteTarget === undefined || remoteTarget === this.#facts.remoteTarget) return false;
    const { routeSet, destination, reliable } = this.#facts;
    const next = reliable === true ? destination : nextHop(routeSet, remoteTarget, destination);
    this.#facts = { ...this.#facts, remoteTarget, destination: next };
    return true;
  }

  /** What the next request names in its first line; credentials are for this URI. */
  get requestUri(): string {
    return routed(this.#facts).requestUri;
  }

  /** The next request of ours in this dialog (§12.2.1.1). */
  request(parts: RequestParts): Uint8Array {
    this.#facts = { ...this.#facts, localCSeq: this.#facts.localCSeq + 1 };
    return this.#build(parts);
  }

  /** The ACK to the 2xx of our INVITE, which was our last request (§13.2.2.4). */
  ack(parts: Omit<RequestParts, 'method'>): Uint8Array {
    return this.#build({ ...parts, method: 'ACK' });
  }

  #build(parts: RequestParts): Uint8Array {
    const facts = this.#facts;
    const { requestUri, routes } = routed(facts);
    const fields: HeaderField[] = [
      viaOf(parts),
      ...routes.map((value) => ({ name: 'Route', value })),
      MAX_FORWARDS,
      { name: 'From', value: `<${facts.localUri}>;tag=${facts.localTag}` },
      { name: 'To', value: `<${facts.remoteUri}>${facts.remoteTag === '' ? '' : `;tag=${facts.remoteTag}`}` },
      { name: 'Call-ID', value: facts.callId },
      { name: 'CSeq', value: `${facts.localCSeq} ${parts.method}` },
      ...parts.headers,
    ];
    return serializeMessage({
      kind: 'request',
      method: parts.method,
      requestUri,
      version: 'SIP/2.0',
      headers: new Headers(fields),
      body: bodyBytes(parts.body),
    });
  }

  describe(): string {
    const { callId, localTag, remoteTag, localCSeq, remoteCSeq } = this.#facts;
    return `dialog ${callId} local=${localTag}/${localCSeq} remote=${remoteTag}/${remoteCSeq}`;
  }
}

export interface InviteFacts {
  readonly request: SipRequest;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly cseqNumber: number;
  readonly localTag: string;
  readonly socket: SocketId;
  readonly source: HostPort;
  readonly reliable: boolean;
}

export interface AnswerFacts {
  readonly invite: SipRequest;
  readonly response: SipResponse;
  readonly socket: SocketId;
  /** Where the INVITE went. */
  readonly target: HostPort;
  /** Over a connection of the peer's. */
  readonly reliable: boolean;
}

export const viaOf = ({ via, branch }: Pick<RequestParts, 'via' | 'branch'>): HeaderField => ({
  name: 'Via',
  value: `SIP/2.0/${via.transport ?? 'UDP'} ${hostPortText(via)};branch=${branch};rport`,
});

export const hostPortText = ({ host, port }: HostPort): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

const contactUri = (headers: Headers): string | undefined => {
  const contact = headers.list('contact')[0];
  return contact === undefined ? undefined : parseNameAddr(contact)?.uri;
};

/** Request-URI and Route: a first route without `lr` is a strict router and wants to see itself (§12.2.1.1). */
function routed(facts: DialogFacts): { requestUri: string; routes: readonly string[] } {
  const { remoteTarget, routeSet } = facts;
  const first = routeSet[0];
  if (first === undefined || isLooseRouter(first)) return { requestUri: remoteTarget, routes: routeSet };
  const strict = parseNameAddr(first)?.uri ?? remoteTarget;
  return { requestUri: strict, routes: [...routeSet.slice(1), `<${remoteTarget}>`] };
}

function isLooseRouter(route: string): boolean {
  const uri = parseUri(parseNameAddr(route)?.uri ?? '');
  return uri === undefined || uri.scheme === 'other' || uri.params.has('lr');
}

/**
 * Where the first route or else the target says to send, if that is a numeric address of the family that the
 * peer has used so far; else `known`: a socket has one family, and names are not looked up.
 */
function nextHop(routeSet: readonly string[], target: string | undefined, known: HostPort): HostPort {
  const route = routeSet[0];
  const text = route === undefined ? target : parseNameAddr(route)?.uri;
  const uri = text === undefined ? undefined : parseUri(text);
  if (uri === undefined || uri.scheme === 'tel' || uri.scheme === 'other') return known;
  // Nothing can be sent to port 0.
  if (isIP(uri.host) !== isIP(known.host) || uri.port === 0) return known;
  return { host: uri.host, port: uri.port ?? SIP_PORT };
}

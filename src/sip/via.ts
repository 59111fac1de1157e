import { decimal, isToken, trimBlanks } from './grammar.js';
import { Headers, splitCommaList, type HeaderField } from './headers.js';
import type { HostPort } from './message.js';
import { parseParams, type Params } from './params.js';
import { parseHostPort } from './uri.js';

/** One Via value (RFC 3261 §20.42). */
export interface Via {
  /** 'SIP/2.0'; other protocols are kept as they are. */
  readonly protocol: string;
  /** Upper case: 'UDP', 'TCP', 'TLS', 'WS', 'WSS', or unknown to us. */
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly branch: string | undefined;
  readonly received: string | undefined;
  /** 'asked': the client wants to be answered where it sent from (RFC 3581). */
  readonly rport: number | 'asked' | undefined;
  readonly maddr: string | undefined;
  readonly params: Params;
}

const SIP_PORT = 5060;
/** sent-protocol allows whitespace around its slashes: `SIP / 2.0 / UDP host`. */
const SENT_PROTOCOL = /^([^ \t/]+)[ \t]*\/[ \t]*([^ \t/]+)[ \t]*\/[ \t]*([^ \t/]+)[ \t]+/;

/** One element of the list (see Headers.list). Undefined if it is malformed. */
export function parseVia(value: string): Via | undefined {
  const match = SENT_PROTOCOL.exec(value);
  if (match === null) return undefined;
  const [sentProtocol, name = '', version = '', transport = ''] = match;
  const rest = value.slice(sentProtocol.length);
  const semicolon = rest.indexOf(';');
  const sentBy = parseSentBy(semicolon < 0 ? rest : rest.slice(0, semicolon));
  const params = parseParams(semicolon < 0 ? '' : trimBlanks(rest.slice(semicolon)));
  if (sentBy === undefined || params === undefined) return undefined;
  if (!isToken(name) || !isToken(version) || !isToken(transport)) return undefined;
  const rport = params.get('rport');
  return {
    protocol: `${name}/${version}`.toUpperCase(),
    transport: transport.toUpperCase(),
    ...sentBy,
    branch: params.get('branch'),
    received: params.get('received'),
    rport: rport === '' ? 'asked' : decimal(rport ?? '', 65_535),
    maddr: params.get('maddr'),
    params,
  };
}

/** Whitespace may stand around the colon before the port (RFC 3261 §25.1, COLON). */
function parseSentBy(text: string): { host: string; port: number | undefined } | undefined {
  const colon = text.lastIndexOf(':');
  if (colon < 0 || text.includes(']', colon)) return parseHostPort(trimBlanks(text));
  return parseHostPort(`${trimBlanks(text.slice(0, colon))}:${trimBlanks(text.slice(colon + 1))}`);
}

/** The topmost Via, undefined if there is none or it is malformed. */
export function topVia(headers: Headers): Via | undefined {
  const line = headers.first('via');
  const value = line === undefined ? undefined : splitCommaList(line)[0];
  return value === undefined ? undefined : parseVia(value);
}

/**
 * The headers with the source of the request written into the topmost Via: `received` always, `rport` where
 * it was asked for (RFC 3261 §18.2.1, RFC 3581 §4) [C2]. What the sender wrote there itself is not believed.
 */
export function withSource(headers: Headers, source: HostPort): Headers {
  const index = headers.indexOf('via');
  const line = headers.fields[index];
  if (line === undefined) return headers;
  const [top = '', ...others] = splitCommaList(line.value);
  const stamped: HeaderField = { name: line.name, value: [stampVia(top, source), ...others].join(', ') };
  return new Headers(headers.fields.with(index, stamped));
}

function stampVia(value: string, source: HostPort): string {
  const cleaned = value.replace(/;[ \t]*received[ \t]*=[^;]*/gi, '');
  const answered = cleaned.replace(/;[ \t]*rport[ \t]*(=[^;]*)?(?=;|$)/i, `;rport=${source.port}`);
  return `${answered};received=${source.host}`;
}

/**
 * Where the response to a request from `source` goes over UDP (RFC 3261 §18.2.2, RFC 3581 §4). `maddr` is
 * not followed: it would let a sender aim our retransmissions at anybody. A malformed Via leaves the source.
 */
export function responseDestination(via: Via | undefined, source: HostPort): HostPort {
  if (via === undefined || via.rport !== undefined) return source;
  return { host: source.host, port: via.port ?? SIP_PORT };
}

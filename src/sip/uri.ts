import { decimal } from './grammar.js';
import { NO_PARAMS, type Params } from './params.js';

/** sip: and sips: (RFC 3261 §19.1). All parts are verbatim, with their escapes. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** A name, an IPv4 address, or an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
  /** What follows the question mark, '' if nothing does. */
  readonly headers: string;
}

/** tel: (RFC 3966). */
export interface TelUri {
  readonly scheme: 'tel';
  /** Verbatim, with visual separators. */
  readonly number: string;
  readonly params: Params;
}

/** A URI of a scheme that is not ours to read. */
export interface OpaqueUri {
  readonly scheme: 'other';
  /** Lower case. */
  readonly schemeName: string;
  readonly opaque: string;
}

export type Uri = SipUri | TelUri | OpaqueUri;

const SCHEME = /^[A-Za-z][A-Za-z0-9+\-.]*$/;
/** What no URI may contain unescaped: controls, space, quotes, angle brackets. Bytes over 0x7F are tolerated. */
const FORBIDDEN = /[^!-~\x80-\xff]|["<>]/;
const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9\-._]*[A-Za-z0-9.])?$/;
const IPV6 = /^[0-9A-Fa-f:.]+$/;
const TEL_NUMBER = /^\+?[0-9A-Fa-f*#\-.()]+$/;

/** Undefined if the text is no URI at all or breaks the rules of its scheme. */
export function parseUri(text: string): Uri | undefined {
  const colon = text.indexOf(':');
  if (colon <= 0 || FORBIDDEN.test(text)) return undefined;
  const schemeName = text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  switch (schemeName) {
    case 'sip':
    case 'sips':
      return parseSipUri(schemeName, rest);
    case 'tel':
      return parseTelUri(rest);
    default:
      return SCHEME.test(schemeName) ? { scheme: 'other', schemeName, opaque: rest } : undefined;
  }
}

function parseSipUri(scheme: 'sip' | 'sips', rest: string): SipUri | undefined {
  // '@' must be escaped everywhere else, but ';' and '?' may stand in the user part (RFC 3261 §25.1, user-unreserved).
  const at = rest.indexOf('@');
  const userInfo = at < 0 ? undefined : splitOnce(rest.slice(0, at), ':');
  if (userInfo?.[0] === '') return undefined;
  const [beforeHeaders, headers = ''] = splitOnce(rest.slice(at + 1), '?');
  const [hostPart, paramPart] = splitOnce(beforeHeaders, ';');
  const hostPort = parseHostPort(hostPart);
  const params = paramPart === undefined ? NO_PARAMS : parseUriParams(paramPart);
  if (hostPort === undefined || params === undefined) return undefined;
  return { scheme, user: userInfo?.[0], password: userInfo?.[1], ...hostPort, params, headers };
}

function parseTelUri(rest: string): TelUri | undefined {
  const [number, paramPart] = splitOnce(rest, ';');
  const params = paramPart === undefined ? NO_PARAMS : parseUriParams(paramPart);
  if (!TEL_NUMBER.test(number) || params === undefined) return undefined;
  return { scheme: 'tel', number, params };
}

/** `host[:port]`, IPv6 in brackets (RFC 3261 §25.1 hostport). */
export function parseHostPort(text: string): { host: string; port: number | undefined } | undefined {
  const bracket = text.startsWith('[') ? text.indexOf(']') : -1;
  const host = bracket < 0 ? splitOnce(text, ':')[0] : text.slice(1, bracket);
  const portText = text.slice(bracket < 0 ? host.length : bracket + 1);
  if (!(bracket < 0 ? HOST_NAME : IPV6).test(host)) return undefined;
  if (portText === '') return { host, port: undefined };
  const port = portText.startsWith(':') ? decimal(portText.slice(1), 65_535) : undefined;
  return port === undefined ? undefined : { host, port };
}

function parseUriParams(text: string): Params | undefined {
  const params = new Map<string, string>();
  for (const part of text.split(';')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    if (name === '') return undefined;
    if (!params.has(name)) params.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return params;
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}

/** Resolves %HH; a % that starts no escape stays (RFC 3261 §19.1.2). The result is a byte string and may hold NUL. */
export const unescapeUri = (text: string): string =>
  text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * The dialled digits a URI names: the tel number or the user part, unescaped, without visual separators
 * (RFC 3966 §3) and without `;` parameters in the user part (RFC 3261 §19.1.6). Undefined if it names none.
 */
export function telephoneNumber(uri: Uri): string | undefined {
  if (uri.scheme === 'other') return undefined;
  const subscriber = uri.scheme === 'tel' ? uri.number : unescapeUri(splitOnce(uri.user ?? '', ';')[0]);
  const digits = subscriber.replace(/[-.()]/g, '');
  return /^\+?[0-9A-Da-d*#]+$/.test(digits) ? digits : undefined;
}

import { parseCSeq } from './cseq.js';
import { decimal, isToken } from './grammar.js';
import type { HeaderField, Headers } from './headers.js';
import type { SipRequest, SipResponse } from './message.js';
import { parseNameAddr } from './name-addr.js';
import { contentLength, type ParseLimits } from './parser.js';
import { mediaType } from './session-description.js';
import { parseUri } from './uri.js';
import { topVia } from './via.js';

/** What this endpoint can do, as far as it decides whether a request is taken. */
export interface Capabilities {
  /** Methods that are acted on; they go into Allow. */
  readonly methods: readonly string[];
  /** Option tags that are understood in Require, lower case. */
  readonly extensions: readonly string[];
  /** Media types of bodies that are understood, lower case; the first is what we send. */
  readonly contentTypes: readonly string[];
}

/** Why a request is not acted on: the response it is owed, or silence for a stated reason. */
export type RequestFault =
  | {
      readonly action: 'answer';
      readonly status: number;
      readonly reason: string;
      readonly headers: readonly HeaderField[];
    }
  | { readonly action: 'drop'; readonly reason: string };

type Refusal = Extract<RequestFault, { action: 'answer' }>;
type Check = (request: SipRequest, capabilities: Capabilities) => Refusal | undefined;

const SIP_VERSION = 'SIP/2.0';
const MAX_FORWARDS_MAX = 255;
/** Of a Call-ID and of a branch, which are kept for as long as the call; RFC 4475 §3.1.1.7 has some 200. */
const IDENTIFIER_CHARS_MAX = 1_024;
/** Methods of the IANA registry: refused with 405 rather than 501 where they are not ours. */
const REGISTERED_METHODS: ReadonlySet<string> = new Set(
  'ACK BYE CANCEL INFO INVITE MESSAGE NOTIFY OPTIONS PRACK PUBLISH REFER REGISTER SUBSCRIBE UPDATE'.split(
    ' ',
  ),
);

/** In the order of RFC 3261 §8.2: can it be read, do we know the method, is the rest for us. The first fault counts. */
const CHECKS: readonly Check[] = [
  checkVersion,
  checkRequestLine,
  checkMethodKnown,
  checkHeaderLines,
  checkSingleHeaders,
  checkVia,
  checkCSeq,
  checkAddresses,
  checkMaxForwards,
  checkContentLength,
  checkMethodAllowed,
  checkScheme,
  checkRequire,
  checkBodyType,
  checkAccept,
];

/** Undefined if the request may be acted on. */
export function validateRequest(request: SipRequest, capabilities: Capabilities): RequestFault | undefined {
  // Without a Via no response finds its way, and an ACK is never answered (RFC 3261 §17.1.1.3).
  if (!request.headers.has('via')) return { action: 'drop', reason: 'no Via' };
  for (const check of CHECKS) {
    const refusal = check(request, capabilities);
    if (refusal === undefined) continue;
    return request.method === 'ACK' ? { action: 'drop', reason: refusal.reason } : refusal;
  }
  return undefined;
}

/** What a request that exceeds a limit of the parser is owed [C8]. */
export function overLimitFault(request: SipRequest, limit: keyof ParseLimits): RequestFault {
  if (request.method === 'ACK' || !request.headers.has('via')) return { action: 'drop', reason: limit };
  switch (limit) {
    case 'messageBytesMax':
      return refusal(513, 'Message Too Large');
    case 'headerLinesMax':
      return badRequest('Too Many Header Fields');
    case 'viaMax':
      // The response would have to carry them all (RFC 3261 §8.2.6.2).
      return { action: 'drop', reason: limit };
  }
}

/** Undefined if the response may be matched to a transaction, else why it is discarded. */
export function validateResponse(response: SipResponse): string | undefined {
  const { headers } = response;
  if (response.version.toUpperCase() !== SIP_VERSION) return 'unknown version';
  if (response.status < 100 || response.status > 699) return 'status out of range';
  // More than one Via: it was meant for somebody else (RFC 3261 §8.1.3.3).
  if (headers.list('via').length !== 1) return 'not exactly one Via';
  if (topVia(headers) === undefined) return 'malformed Via';
  const single = SINGLE_HEADERS.find(([name, , required]) => !occursOnce(headers, name, required));
  if (single !== undefined) return `${single[1]} missing or repeated`;
  if (parseCSeq(headers.first('cseq') ?? '') === undefined) return 'malformed CSeq';
  const malformed = ADDRESS_HEADERS.find(([name]) => !isAddress(headers.first(name) ?? ''));
  if (malformed !== undefined) return `malformed ${malformed[1]}`;
  // A body that is shorter than it says (RFC 3261 §18.3).
  return contentLengthFault(response.headers, response.body);
}

function checkVersion({ version }: SipRequest): Refusal | undefined {
  if (version.toUpperCase() === SIP_VERSION) return undefined;
  return /^SIP\/[0-9]+\.[0-9]+$/i.test(version)
    ? refusal(505, 'Version Not Supported')
    : badRequest('Malformed Request-Line');
}

/** Spaces, angle brackets (RFC 4475 §3.1.2.7–10) and embedded headers (RFC 3261 §19.1.1) have no place here. */
function checkRequestLine({ method, requestUri }: SipRequest): Refusal | undefined {
  if (!isToken(method)) return badRequest('Malformed Method');
  const uri = parseUri(requestUri);
  if (uri === undefined) return badRequest('Malformed Request-URI');
  return 'headers' in uri && uri.headers !== '' ? badRequest('Headers in Request-URI') : undefined;
}

/** An unknown method may come with rules of its own, so nothing else of it is judged (RFC 4475 §3.1.2.18). */
function checkMethodKnown({ method }: SipRequest, capabilities: Capabilities): Refusal | undefined {
  if (REGISTERED_METHODS.has(method) || capabilities.methods.includes(method)) return undefined;
  return refusal(501, 'Not Implemented', allow(capabilities));
}

function checkHeaderLines({ headers }: SipRequest): Refusal | undefined {
  // A CR that ends no line is framing to some and not to others.
  const malformed = headers.fields.some(({ name, value }) => !isToken(name) || value.includes('\r'));
  return malformed ? badRequest('Malformed Header Line') : undefined;
}

/** Canonical name, name in the RFC's spelling, whether it must be there. Max-Forwards may miss (RFC 2543). */
const SINGLE_HEADERS: readonly (readonly [name: string, label: string, required: boolean])[] = [
  ['from', 'From', true],
  ['to', 'To', true],
  ['call-id', 'Call-ID', true],
  ['cseq', 'CSeq', true],
  ['max-forwards', 'Max-Forwards', false],
];

function occursOnce(headers: Headers, name: string, required: boolean): boolean {
  const index = headers.indexOf(name);
  return index < 0 ? !required : !headers.names.includes(name, index + 1);
}

function checkSingleHeaders({ headers }: SipRequest): Refusal | undefined {
  for (const [name, label, required] of SINGLE_HEADERS) {
    if (occursOnce(headers, name, required)) continue;
    return badRequest(headers.has(name) ? `Repeated ${label} Header Field` : `Missing ${label} Header Field`);
  }
  const callId = headers.first('call-id') ?? '';
  if (callId.length > IDENTIFIER_CHARS_MAX) return badRequest('Call-ID Too Long');
  return /^[^ \t]+$/.test(callId) ? undefined : badRequest('Malformed Call-ID');
}

function checkVia({ headers }: SipRequest): Refusal | undefined {
  const via = topVia(headers);
  if (via === undefined) return badRequest('Malformed Via');
  return (via.branch ?? '').length > IDENTIFIER_CHARS_MAX ? badRequest('Branch Too Long') : undefined;
}

function checkCSeq({ method, headers }: SipRequest): Refusal | undefined {
  const cseq = parseCSeq(headers.first('cseq') ?? '');
  if (cseq === undefined) return badRequest('Malformed CSeq');
  return cseq.method === method ? undefined : badRequest('CSeq Method Mismatch');
}

const ADDRESS_HEADERS = [
  ['from', 'From'],
  ['to', 'To'],
] as const;

/** These have no use for a Contact (RFC 3261 table 2): no call shall stay up because of one. */
const CONTACT_UNUSED: ReadonlySet<string> = new Set(['ACK', 'BYE', 'CANCEL']);

/** From and To may be of any scheme (RFC 4475 §3.3.4); a Contact we may have to send to must be whole. */
function checkAddresses({ method, headers }: SipRequest): Refusal | undefined {
  for (const [name, label] of ADDRESS_HEADERS) {
    if (!isAddress(headers.first(name) ?? '')) return badRequest(`Malformed ${label}`);
  }
  if (CONTACT_UNUSED.has(method)) return undefined;
  // `*` is for REGISTER alone (RFC 3261 §20.10).
  const isContact = (contact: string): boolean =>
    isAddress(contact) || (contact === '*' && method === 'REGISTER');
  const contactsWhole = headers.list('contact').every(isContact);
  return contactsWhole ? undefined : badRequest('Malformed Contact');
}

function isAddress(value: string): boolean {
  const address = parseNameAddr(value);
  return address !== undefined && parseUri(address.uri) !== undefined;
}

function checkMaxForwards({ headers }: SipRequest): Refusal | undefined {
  const value = headers.first('max-forwards');
  if (value === undefined || decimal(value, MAX_FORWARDS_MAX) !== undefined) return undefined;
  return badRequest('Malformed Max-Forwards');
}

function checkContentLength({ headers, body }: SipRequest): Refusal | undefined {
  const fault = contentLengthFault(headers, body);
  return fault === undefined ? undefined : badRequest(fault);
}

function contentLengthFault(headers: Headers, body: Uint8Array): string | undefined {
  const length = contentLength(headers);
  if (length === 'malformed') return 'Malformed Content-Length';
  return length !== undefined && length > body.length ? 'Body Shorter Than Content-Length' : undefined;
}

function checkMethodAllowed({ method }: SipRequest, capabilities: Capabilities): Refusal | undefined {
  return capabilities.methods.includes(method)
    ? undefined
    : refusal(405, 'Method Not Allowed', allow(capabilities));
}

/** RFC 3261 §8.2.2.1. */
function checkScheme({ requestUri }: SipRequest): Refusal | undefined {
  return /^(?:sips?|tel):/i.test(requestUri) ? undefined : refusal(416, 'Unsupported URI Scheme');
}

/** RFC 3261 §8.2.2.3: ignored in ACK and CANCEL; Proxy-Require is no business of a user agent. */
function checkRequire({ method, headers }: SipRequest, capabilities: Capabilities): Refusal | undefined {
  if (method === 'ACK' || method === 'CANCEL') return undefined;
  const unsupported = headers
    .list('require')
    .filter((tag) => !capabilities.extensions.includes(tag.toLowerCase()));
  if (unsupported.length === 0) return undefined;
  return refusal(420, 'Bad Extension', [{ name: 'Unsupported', value: unsupported.join(', ') }]);
}

/** RFC 3261 §8.2.3, for the bodies that would be session descriptions. */
function checkBodyType(
  { method, headers, body }: SipRequest,
  capabilities: Capabilities,
): Refusal | undefined {
  if (!describesSession(method) || body.length === 0 || isOptionalBody(headers)) return undefined;
  const type = mediaType(headers.first('content-type') ?? '');
  if (type === '') return badRequest('Missing Content-Type');
  const encoding = headers.first('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return refusal(415, 'Unsupported Media Type', [{ name: 'Accept-Encoding', value: 'identity' }]);
  }
  if (capabilities.contentTypes.includes(type)) return undefined;
  return refusal(415, 'Unsupported Media Type', [
    { name: 'Accept', value: capabilities.contentTypes.join(', ') },
  ]);
}

/** We answer with a session description; whoever cannot take one gets 406 (RFC 4475 §3.3.15). */
function checkAccept({ method, headers }: SipRequest, capabilities: Capabilities): Refusal | undefined {
  if (!describesSession(method) || !headers.has('accept')) return undefined;
  const type = capabilities.contentTypes[0] ?? '';
  const acceptable = ['*/*', type.replace(/\/.*/, '/*'), type];
  const isAcceptable = headers.list('accept').some((range) => acceptable.includes(mediaType(range)));
  return isAcceptable ? undefined : refusal(406, 'Not Acceptable');
}

const describesSession = (method: string): boolean => method === 'INVITE' || method === 'UPDATE';

const isOptionalBody = (headers: Headers): boolean =>
  /;[ \t]*handling[ \t]*=[ \t]*optional/i.test(headers.first('content-disposition') ?? '');

const allow = (capabilities: Capabilities): HeaderField[] => [
  { name: 'Allow', value: capabilities.methods.join(', ') },
];

/** The reason phrase names the fault (RFC 3261 §21.4.1). */
const badRequest = (fault: string): Refusal => refusal(400, fault);

const refusal = (status: number, reason: string, headers: readonly HeaderField[] = []): Refusal => ({
  action: 'answer',
  status,
  reason,
  headers,
});

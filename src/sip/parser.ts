import type { SipLimits } from './endpoint-api.js';
import { decimal, isBlank, trimBlanks } from './grammar.js';
import { Headers, type HeaderField } from './headers.js';
import type { SipMessage, SipRequest, SipResponse } from './message.js';

export type ParseLimits = Pick<SipLimits, 'messageBytesMax' | 'headerLinesMax' | 'viaMax'>;

/**
 * What a datagram turned out to be. Only what cannot be framed is refused here; whether a message is valid,
 * and which status it is owed if not, is said by validate.ts, because what was not parsed cannot be answered.
 */
export type ParseOutcome =
  | { readonly kind: 'message'; readonly message: SipMessage }
  /** Nothing but line ends or nothing at all: a keep-alive (RFC 5626 §3.5.1). */
  | { readonly kind: 'keep-alive' }
  | { readonly kind: 'unframable'; readonly reason: UnframableReason }
  /** A limit of ours is exceeded. `message` holds what was read up to it: enough to answer. */
  | { readonly kind: 'over-limit'; readonly limit: keyof ParseLimits; readonly message: SipMessage };

export type UnframableReason =
  /** The first line is neither a request line nor a status line. */
  | 'not-sip'
  /** The datagram ends inside the start line or a header line. */
  | 'truncated';

const LF = 0x0a;
const CR = 0x0d;
/** More digits than any status ever had, and still exact as a number (RFC 4475 §3.1.2.19 sends ten). */
const STATUS_MAX = Number.MAX_SAFE_INTEGER;

/** Parses one datagram. The body of the message is a view on `bytes`. Cost is linear in its length. */
export function parseMessage(bytes: Uint8Array, limits: ParseLimits): ParseOutcome {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const start = skipLineEnds(text);
  if (start === text.length) return { kind: 'keep-alive' };
  const lineFeed = text.indexOf('\n', start);
  if (lineFeed < 0) return { kind: 'unframable', reason: looksLikeSip(text) ? 'truncated' : 'not-sip' };
  const startLine = readStartLine(text.slice(start, lineEnd(text, start, lineFeed)));
  if (startLine === undefined) return { kind: 'unframable', reason: 'not-sip' };
  const section = readHeaderLines(text, lineFeed + 1, limits.headerLinesMax);
  if (section === undefined) return { kind: 'unframable', reason: 'truncated' };
  const headers = new Headers(section.fields);
  const message = assemble(startLine, headers, readBody(bytes, section.bodyStart, headers));
  const limit = exceededLimit(bytes, section, headers, limits);
  return limit === undefined ? { kind: 'message', message } : { kind: 'over-limit', limit, message };
}

/** Line ends before the start line are ignored (RFC 3261 §7.5). */
function skipLineEnds(text: string): number {
  let start = 0;
  while (start < text.length && (text.charCodeAt(start) === CR || text.charCodeAt(start) === LF)) start++;
  return start;
}

/** Where the content of a line ends: before CRLF, or before a bare LF, which is tolerated. */
const lineEnd = (text: string, start: number, lineFeed: number): number =>
  lineFeed > start && text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed;

const looksLikeSip = (text: string): boolean => /^[\r\n]*(?:SIP\/|[A-Z]+ sips?:)/i.test(text);

type RequestLine = Pick<SipRequest, 'kind' | 'method' | 'requestUri' | 'version'>;
type StatusLine = Pick<SipResponse, 'kind' | 'version' | 'status' | 'reason'>;

/** Member by member: to spread the start line was a third of the cost of parsing. */
function assemble(line: RequestLine | StatusLine, headers: Headers, body: Uint8Array): SipMessage {
  if (line.kind === 'request') {
    const { method, requestUri, version } = line;
    return { kind: 'request', method, requestUri, version, headers, body };
  }
  const { version, status, reason } = line;
  return { kind: 'response', version, status, reason, headers, body };
}

function readStartLine(line: string): RequestLine | StatusLine | undefined {
  if (/^SIP\//i.test(line)) return readStatusLine(line);
  // What stands between the first space and the version is the Request-URI, even with spaces in it: such a
  // request is malformed (RFC 4475 §3.1.2.8), but it is framed and can be answered.
  const methodEnd = line.indexOf(' ');
  const uriEnd = line.toLowerCase().lastIndexOf(' sip/');
  if (methodEnd <= 0 || uriEnd <= methodEnd) return undefined;
  return {
    kind: 'request',
    method: line.slice(0, methodEnd),
    requestUri: line.slice(methodEnd + 1, uriEnd),
    version: line.slice(uriEnd + 1),
  };
}

function readStatusLine(line: string): StatusLine | undefined {
  const match = /^([^ ]+) ([0-9]+)(?: (.*))?$/s.exec(line);
  const status = decimal(match?.[2] ?? '', STATUS_MAX);
  if (match === null || status === undefined) return undefined;
  return { kind: 'response', version: match[1] ?? '', status, reason: match[3] ?? '' };
}

interface HeaderSection {
  readonly fields: readonly HeaderField[];
  readonly bodyStart: number;
  /** More lines follow than may be read. */
  readonly cut: boolean;
}

/** Undefined if the text ends inside a line. A missing empty line at the end is tolerated. */
function readHeaderLines(text: string, start: number, linesMax: number): HeaderSection | undefined {
  const fields: HeaderField[] = [];
  let position = start;
  while (position < text.length) {
    const lineFeed = text.indexOf('\n', position);
    if (lineFeed < 0) return undefined;
    const end = lineEnd(text, position, lineFeed);
    if (end === position) return { fields, bodyStart: lineFeed + 1, cut: false };
    if (fields.length === linesMax) return { fields, bodyStart: text.length, cut: true };
    const line = text.slice(position, end);
    position = lineFeed + 1;
    if (position < text.length && isBlank(text.charCodeAt(position))) {
      const folded = readFolded(text, line, position);
      if (folded === undefined) return undefined;
      fields.push(readField(folded.line));
      position = folded.next;
    } else fields.push(readField(line));
  }
  return { fields, bodyStart: text.length, cut: false };
}

/** A line and its continuations, each fold one space (RFC 3261 §7.3.1). */
function readFolded(text: string, first: string, start: number): { line: string; next: number } | undefined {
  const parts = [first];
  let next = start;
  while (next < text.length && isBlank(text.charCodeAt(next))) {
    const lineFeed = text.indexOf('\n', next);
    if (lineFeed < 0) return undefined;
    parts.push(trimBlanks(text.slice(next, lineEnd(text, next, lineFeed))));
    next = lineFeed + 1;
  }
  return { line: parts.filter((part) => part !== '').join(' '), next };
}

/** A line that is no `name: value` is kept with an empty name, for validation to find. */
function readField(line: string): HeaderField {
  const colon = line.indexOf(':');
  if (colon < 0 || isBlank(line.charCodeAt(0))) return { name: '', value: trimBlanks(line) };
  return { name: trimBlanks(line.slice(0, colon)), value: trimBlanks(line.slice(colon + 1)) };
}

/**
 * What Content-Length says, if it says something possible; else all the rest (RFC 3261 §18.3). Octets after
 * the stated length are no part of the message. A length that is wrong is for validation to refuse.
 */
function readBody(bytes: Uint8Array, start: number, headers: Headers): Uint8Array {
  const rest = bytes.length - start;
  const length = contentLength(headers);
  return bytes.subarray(start, start + (typeof length === 'number' && length <= rest ? length : rest));
}

/** The stated length of the body; undefined if none is stated; 'malformed' if it is no number or stated twice. */
export function contentLength(headers: Headers): number | 'malformed' | undefined {
  const index = headers.indexOf('content-length');
  if (index < 0) return undefined;
  if (headers.names.includes('content-length', index + 1)) return 'malformed';
  return decimal(headers.fields[index]!.value, Number.MAX_SAFE_INTEGER) ?? 'malformed';
}

function exceededLimit(
  bytes: Uint8Array,
  section: HeaderSection,
  headers: Headers,
  limits: ParseLimits,
): keyof ParseLimits | undefined {
  if (bytes.length > limits.messageBytesMax) return 'messageBytesMax';
  if (section.cut) return 'headerLinesMax';
  return viaCountOver(headers, limits.viaMax) ? 'viaMax' : undefined;
}

/** Splitting costs time, so it is done only where commas could make the difference. */
function viaCountOver(headers: Headers, viaMax: number): boolean {
  const lines = headers.lines('via');
  if (lines.length > viaMax) return true;
  const bound = lines.reduce((sum, line) => sum + line.split(',').length, 0);
  return bound > viaMax && headers.list('via').length > viaMax;
}

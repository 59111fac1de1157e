import type { Headers } from './headers.js';
import { parseParams, type Params } from './params.js';
import { quotedStringEnd, trimBlanks, unquote } from './grammar.js';

/** One value of From, To, Contact, Route, P-Asserted-Identity … (RFC 3261 §20.10). */
export interface NameAddr {
  /** Without its quotes and escapes; '' if there is none. A byte string: utf8() makes it readable. */
  readonly displayName: string;
  /** Byte for byte as it stood. */
  readonly uri: string;
  readonly params: Params;
  readonly tag: string | undefined;
}

/**
 * Unquoted display names are tokens by the grammar; bytes over 0x7F and stray punctuation are tolerated, but
 * not what would make the value ambiguous. An unquoted comma is a list separator (RFC 4475 §3.1.2.15).
 */
const UNQUOTED_NAME = /^[^",;:<>@\\]*$/;

/** Undefined if the value is neither a name-addr nor an addr-spec followed by parameters. */
export function parseNameAddr(value: string): NameAddr | undefined {
  let displayName = '';
  let rest = trimBlanks(value);
  if (rest.startsWith('"')) {
    const end = quotedStringEnd(rest, 0);
    if (end < 0) return undefined;
    displayName = unquote(rest.slice(0, end));
    rest = trimBlanks(rest.slice(end));
    if (!rest.startsWith('<')) return undefined;
  }
  const open = rest.indexOf('<');
  return open < 0 ? parseAddrSpec(rest) : parseBracketed(displayName, rest, open);
}

function parseBracketed(quotedName: string, rest: string, open: number): NameAddr | undefined {
  const unquotedName = trimBlanks(rest.slice(0, open));
  const close = rest.indexOf('>', open);
  if (close < 0 || !UNQUOTED_NAME.test(unquotedName)) return undefined;
  return nameAddr(quotedName || unquotedName, rest.slice(open + 1, close), rest.slice(close + 1));
}

/** Without brackets, all that follows the first semicolon belongs to the header, and ',' and '?' are forbidden (RFC 3261 §20.10). */
function parseAddrSpec(text: string): NameAddr | undefined {
  const semicolon = text.indexOf(';');
  const uri = trimBlanks(semicolon < 0 ? text : text.slice(0, semicolon));
  if (/[,?]/.test(uri)) return undefined;
  return nameAddr('', uri, semicolon < 0 ? '' : text.slice(semicolon));
}

function nameAddr(displayName: string, uri: string, paramText: string): NameAddr | undefined {
  const params = parseParams(trimBlanks(paramText));
  if (params === undefined || uri === '') return undefined;
  return { displayName, uri, params, tag: params.get('tag') };
}

/** The tag of the peer in a response to us; '' from one that knows no tags (RFC 2543). */
export const toTagOf = (headers: Headers): string => parseNameAddr(headers.first('to') ?? '')?.tag ?? '';

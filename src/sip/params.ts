import { isToken, splitTopLevel, trimBlanks } from './grammar.js';

/**
 * `;name=value` parameters by lower-case name. A parameter without a value is present with ''. Values are
 * verbatim: a quoted one still wears its quotes (see unquote()).
 */
export type Params = ReadonlyMap<string, string>;

export const NO_PARAMS: Params = new Map();

/**
 * Header parameters (generic-param, RFC 3261 §25.1): `text` starts at the first semicolon or is empty.
 * Undefined if a name or value is missing or a name is no token. Of a repeated parameter the first counts.
 */
export function parseParams(text: string): Params | undefined {
  if (text === '') return NO_PARAMS;
  if (!text.startsWith(';')) return undefined;
  const params = new Map<string, string>();
  for (const part of splitTopLevel(text.slice(1), ';')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : trimBlanks(part.slice(0, equals));
    const value = equals < 0 ? '' : trimBlanks(part.slice(equals + 1));
    if (!isToken(name) || (equals >= 0 && !isParamValue(value))) return undefined;
    const key = name.toLowerCase();
    if (!params.has(key)) params.set(key, value);
  }
  return params;
}

/** A token, a host, or a quoted string; more liberal than the grammar, but never with whitespace outside quotes. */
function isParamValue(value: string): boolean {
  if (value.startsWith('"')) return value.length > 1 && value.endsWith('"');
  return value !== '' && !/[ \t"<>,]/.test(value);
}

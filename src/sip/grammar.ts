/**
 * The lexical rules that all SIP headers share (RFC 3261 §25.1). They work on byte strings, so whitespace is
 * SP and HT alone: String.trim() and \s would also eat 0xA0, which is half of many UTF-8 characters.
 */

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;
const SP = 0x20;
const HT = 0x09;

export const isToken = (text: string): boolean => TOKEN.test(text);

export const isBlank = (code: number): boolean => code === SP || code === HT;

/** Without the linear whitespace at both ends; folds are gone by then. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charCodeAt(start))) start++;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** The index after the closing quote of the quoted string that opens at `open`, or -1 if it never closes. */
export function quotedStringEnd(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') i++;
    else if (char === '"') return i + 1;
  }
  return -1;
}

/** The content of a quoted string with its escapes resolved; text that is not quoted is given back. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text;
  const inner = text.slice(1, -1);
  return inner.includes('\\') ? inner.replace(/\\(.)/gs, '$1') : inner;
}

/** A quoted string. CR and LF cannot be carried even escaped, so they become spaces. */
export const quote = (text: string): string => `"${text.replace(/[\r\n]/g, ' ').replace(/["\\]/g, '\\$&')}"`;

/** The number written in `text`, decimal digits only, if it is at most `max`; leading zeros are allowed. */
export function decimal(text: string, max: number): number | undefined {
  if (text.length === 0 || text.length > 64) return undefined;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
    if (value > max) return undefined;
  }
  return value;
}

/** Splits at `separator` where it stands outside quoted strings and angle brackets; trims, keeps empty parts. */
export function splitTopLevel(text: string, separator: ',' | ';'): string[] {
  if (!text.includes(separator)) return [trimBlanks(text)];
  const parts: string[] = [];
  let start = 0;
  let bracketed = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"' && !bracketed) {
      const end = quotedStringEnd(text, i);
      if (end < 0) break;
      i = end - 1;
    } else if (char === '<') bracketed = true;
    else if (char === '>') bracketed = false;
    else if (char === separator && !bracketed) {
      parts.push(trimBlanks(text.slice(start, i)));
      start = i + 1;
    }
  }
  parts.push(trimBlanks(text.slice(start)));
  return parts;
}

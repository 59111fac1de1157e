import { decimal, trimBlanks } from './grammar.js';
import type { SipRequest } from './message.js';
import { mediaType } from './session-description.js';

/** A key pressed, as told by INFO [C26]. */
export interface InfoDigit {
  readonly key: string;
  readonly durationMs: number;
}

/** Bodies that are understood in INFO. */
export const DTMF_TYPES: readonly string[] = ['application/dtmf-relay', 'application/dtmf'];

/** For a key that does not say how long it was held. */
const DURATION_MS = 160;
const DURATION_MS_MAX = 60_000;
/** Some write the event codes of RFC 4733 in place of the keys. */
const KEY_BY_CODE = new Map(['*', '#', 'A', 'B', 'C', 'D'].map((key, i) => [`${10 + i}`, key]));

/**
 * `unsupported`: a body of another type. `none`: nothing that is a key, such as a hook flash or no body at
 * all. dtmf-relay has `Signal=` and `Duration=` lines; dtmf the key alone, though some write the lines there.
 */
export function infoDigit({ headers, body }: SipRequest): InfoDigit | 'none' | 'unsupported' {
  if (body.length === 0) return 'none';
  if (!DTMF_TYPES.includes(mediaType(headers.first('content-type') ?? ''))) return 'unsupported';
  const text = Buffer.from(body).toString('latin1');
  const key = keyOf(field(text, 'signal') ?? trimBlanks(text.split(/[\r\n]/, 1)[0] ?? ''));
  if (key === undefined) return 'none';
  return { key, durationMs: decimal(field(text, 'duration') ?? '', DURATION_MS_MAX) ?? DURATION_MS };
}

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^[ \\t]*${name}[ \\t]*=[ \\t]*([^ \\t\\r\\n]*)`, 'im').exec(text)?.[1];

function keyOf(signal: string): string | undefined {
  const key = KEY_BY_CODE.get(signal) ?? signal.toUpperCase();
  return /^[0-9*#A-D]$/.test(key) ? key : undefined;
}

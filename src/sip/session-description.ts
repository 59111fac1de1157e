import { unquote } from './grammar.js';
import type { HeaderField } from './headers.js';
import type { SipMessage } from './message.js';
import { parseParams } from './params.js';

export const SDP_TYPE = 'application/sdp';

/**
 * The session description in the body, as a byte string; undefined if there is none. Of a multipart body it
 * is the first part of that type (RFC 5621 §3.1).
 */
export function sessionDescription(message: SipMessage): string | undefined {
  if (message.body.length === 0) return undefined;
  const { buffer, byteOffset, byteLength } = message.body;
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
  return descriptionIn(message.headers.first('content-type') ?? SDP_TYPE, text);
}

function descriptionIn(contentType: string, text: string): string | undefined {
  const semicolon = contentType.indexOf(';');
  const type = mediaType(contentType);
  if (type === SDP_TYPE) return text;
  if (!type.startsWith('multipart/')) return undefined;
  const boundary = parseParams(semicolon < 0 ? '' : contentType.slice(semicolon))?.get('boundary');
  if (boundary === undefined || boundary === '') return undefined;
  return partOfType(text, unquote(boundary));
}

/** RFC 2046 §5.1.1: parts stand between lines that begin with `--boundary`. Parts of parts are not searched. */
function partOfType(text: string, boundary: string): string | undefined {
  const delimiter = `\n--${boundary}`;
  const parts = `\n${text}`.split(delimiter).slice(1);
  for (const part of parts) {
    if (part.startsWith('--')) return undefined;
    const headEnd = /\r?\n\r?\n/.exec(part);
    if (headEnd === null) continue;
    const head = part.slice(0, headEnd.index);
    const type = /^content-type[ \t]*:[ \t]*([^;\s]+)/im.exec(head)?.[1]?.toLowerCase();
    if (type === SDP_TYPE) return part.slice(headEnd.index + headEnd[0].length).replace(/\r$/, '');
  }
  return undefined;
}

/** `type/subtype` in lower case, without parameters and without the blanks allowed around the slash. */
export const mediaType = (value: string): string =>
  (value.split(';')[0] ?? '').replace(/[ \t]/g, '').toLowerCase();

/** The header that goes with a session description of ours. */
export const sdpHeaders = (sdp: string | undefined): readonly HeaderField[] =>
  sdp === undefined ? [] : [{ name: 'Content-Type', value: SDP_TYPE }];

export const bodyBytes = (text: string | undefined): Uint8Array => Buffer.from(text ?? '', 'latin1');

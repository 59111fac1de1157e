import { Headers, type HeaderField } from './headers.js';
import type { SipRequest } from './message.js';
import { reasonPhrase } from './reason-phrases.js';
import { bodyBytes, sdpHeaders } from './session-description.js';
import { serializeMessage } from './serializer.js';

export interface ResponseOptions {
  readonly status: number;
  readonly reason?: string;
  /** Added to To when the request had none there (RFC 3261 §8.2.6.2). */
  readonly toTag?: string;
  /** After the headers that are copied from the request. */
  readonly headers?: readonly HeaderField[];
  readonly sdp?: string | undefined;
}

const EMPTY: readonly HeaderField[] = [];

/**
 * The response to a request whose top Via already carries its source (RFC 3261 §8.2.6). What the request
 * lacks is left out: a malformed request is answered with what it has.
 */
export function buildResponse(request: SipRequest, options: ResponseOptions): Uint8Array {
  const { status, reason = reasonPhrase(status), toTag, headers = EMPTY, sdp } = options;
  const fields: HeaderField[] = [];
  const { names } = request.headers;
  for (const [index, field] of request.headers.fields.entries()) {
    switch (names[index]) {
      case 'via':
      case 'from':
      case 'call-id':
      case 'cseq':
        fields.push(field);
        break;
      case 'to':
        fields.push(
          toTag === undefined || status === 100
            ? field
            : { name: field.name, value: withTag(field.value, toTag) },
        );
        break;
      case 'record-route':
        // §12.1.1: responses that form a dialog.
        if (request.method === 'INVITE' && status > 100 && status < 300) fields.push(field);
        break;
      case 'timestamp':
        // §8.2.6.1.
        if (status === 100) fields.push(field);
        break;
      default:
    }
  }
  fields.push(...headers, ...sdpHeaders(sdp));
  return serializeMessage({
    kind: 'response',
    version: 'SIP/2.0',
    status,
    reason,
    headers: new Headers(fields),
    body: bodyBytes(sdp),
  });
}

const TAG = /;[ \t]*tag[ \t]*=/i;

const withTag = (to: string, tag: string): string =>
  TAG.test(to.slice(to.lastIndexOf('>') + 1)) ? to : `${to};tag=${tag}`;

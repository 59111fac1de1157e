import type { SipMessage } from './message.js';

/** What would end a line, and what is no byte: cut to eight bits, U+010A would end one too. */
const UNSAFE = /[\r\n\u0100-\uffff]/g;

/**
 * The message as bytes. Headers go out as they stand, except Content-Length: it is written here, as the last
 * line, and always tells the true length of the body (RFC 3261 §18.3).
 */
export function serializeMessage(message: SipMessage): Uint8Array {
  const { headers, body } = message;
  let head = line(startLine(message));
  headers.fields.forEach(({ name, value }, i) => {
    if (headers.names[i] !== 'content-length') head += line(`${name}: ${value}`);
  });
  head += `Content-Length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, 'latin1');
  bytes.set(body, head.length);
  return bytes;
}

const startLine = (message: SipMessage): string =>
  message.kind === 'request'
    ? `${message.method} ${message.requestUri} ${message.version}`
    : `${message.version} ${message.status} ${message.reason}`;

const line = (content: string): string => `${content.replace(UNSAFE, ' ')}\r\n`;

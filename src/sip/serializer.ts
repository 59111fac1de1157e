import type { SipMessage } from './message.js';

/**
 * The message as bytes. Headers go out as they stand, except Content-Length: it is written here, as the last
 * line, and always tells the true length of the body (RFC 3261 §18.3).
 */
export function serializeMessage(message: SipMessage): Uint8Array {
  const { headers, body } = message;
  let head = startLine(message);
  headers.fields.forEach(({ name, value }, i) => {
    if (headers.names[i] !== 'content-length') head += `${name}: ${value}\r\n`;
  });
  head += `Content-Length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.allocUnsafe(head.length + body.length);
  bytes.write(head, 0, 'latin1');
  bytes.set(body, head.length);
  return bytes;
}

const startLine = (message: SipMessage): string =>
  message.kind === 'request'
    ? `${message.method} ${message.requestUri} ${message.version}\r\n`
    : `${message.version} ${message.status} ${message.reason}\r\n`;

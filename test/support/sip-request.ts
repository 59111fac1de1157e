import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { secureRandom, token } from '../../src/base/random.js';
import type { HostPort } from './phone/sip-call.js';

const ANSWER_MS_MAX = 1_000;

export interface SipRequestOptions {
  readonly to: HostPort;
  /** The local address that it comes from. */
  readonly from?: string;
  readonly called?: string;
  /** Header lines in place of the made ones of the same name. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request over UDP and returns the first final response as text; undefined: silence. */
export async function sipRequest(
  method: 'OPTIONS' | 'INVITE' | 'BYE',
  { to, from = '127.0.0.1', called = '4006701018', headers = {} }: SipRequestOptions,
): Promise<string | undefined> {
  const socket = createSocket('udp4').bind(0, from);
  await once(socket, 'listening');
  try {
    const response = finalResponse(socket);
    const lines = {
      Via: `SIP/2.0/UDP ${from}:${socket.address().port};branch=z9hG4bK${word()};rport`,
      'Max-Forwards': '70',
      From: `<sip:tester@${from}>;tag=${word()}`,
      To: `<sip:${called}@${to.host}>`,
      'Call-ID': word(),
      CSeq: `1 ${method}`,
      Contact: `<sip:tester@${from}:${socket.address().port}>`,
      'Content-Length': '0',
      ...headers,
    };
    const head = Object.entries(lines).map(([name, value]) => `${name}: ${value}`);
    const text = [`${method} sip:${called}@${to.host}:${to.port} SIP/2.0`, ...head, '', ''].join('\r\n');
    socket.send(text, to.port, to.host);
    return await response;
  } finally {
    socket.close();
  }
}

const word = (): string => token(secureRandom(), 12);

function finalResponse(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    const silence = setTimeout(() => resolve(undefined), ANSWER_MS_MAX);
    socket.on('message', (bytes) => {
      const text = bytes.toString('latin1');
      if (!/^SIP\/2\.0 [2-6]/.test(text)) return;
      clearTimeout(silence);
      resolve(text);
    });
  });
}

import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { hostPortText } from '../../sip/dialog.js';
import type { HostPort } from '../../sip/message.js';

/** Asked again while nothing comes: a packet may be lost (RFC 3261 §17.1.2). */
const SEND_AT_MS = [0, 500, 1_500];
const WAIT_MS = 2_500;

export interface PingFrom {
  readonly bind: string;
  /** Our address as the peer sees it. */
  readonly advertise: string;
}

/** The status with which a peer answers one OPTIONS, such as `200`; undefined: it keeps silent. Any answer is a sign of life. */
export async function answersOptions(target: HostPort, from: PingFrom): Promise<string | undefined> {
  const socket = createSocket(isIPv6(from.bind) ? 'udp6' : 'udp4');
  const timers: NodeJS.Timeout[] = [];
  try {
    socket.bind(0, from.bind);
    await once(socket, 'listening');
    const callId = randomBytes(12).toString('hex');
    const request = Buffer.from(
      optionsRequest(target, { host: from.advertise, port: socket.address().port }, callId),
    );
    return await new Promise((resolve) => {
      socket.on('message', (bytes) => {
        const text = bytes.toString('latin1');
        const status = /^SIP\/2\.0 (\d{3}) /.exec(text)?.[1];
        if (status !== undefined && text.includes(callId)) resolve(status);
      });
      socket.on('error', () => resolve(undefined));
      for (const afterMs of SEND_AT_MS)
        timers.push(
          setTimeout(() => socket.send(request, target.port, target.host, () => undefined), afterMs),
        );
      timers.push(setTimeout(() => resolve(undefined), WAIT_MS));
    });
  } catch {
    return undefined;
  } finally {
    for (const timer of timers) clearTimeout(timer);
    socket.close();
  }
}

function optionsRequest(target: HostPort, own: HostPort, callId: string): string {
  const to = `sip:${hostPortText(target)}`;
  const us = `sip:doctor@${hostPortText(own)}`;
  return [
    `OPTIONS ${to} SIP/2.0`,
    `Via: SIP/2.0/UDP ${hostPortText(own)};branch=z9hG4bK${callId};rport`,
    'Max-Forwards: 70',
    `From: <${us}>;tag=${callId}`,
    `To: <${to}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 OPTIONS',
    `Contact: <${us}>`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

import type { Server } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Upgrade } from './services.js';

/** What asks for another protocol; without them the request is one like all others. */
const OF_THE_UPGRADE: ReadonlySet<string> = new Set(['upgrade', 'connection', 'http2-settings']);

/**
 * RFC 9110 §7.8: an offer of a protocol that we do not have is not taken, and the request is answered all the same;
 * Java's client offers HTTP/2 with each. Node asks nobody whether it shall take it, so the request begins anew.
 */
export function answerOverHttp(server: Server, { request, socket, head }: Upgrade): void {
  const { method = 'GET', url = '/', rawHeaders } = request;
  const lines: string[] = [`${method} ${url} HTTP/1.1`];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!;
    if (!OF_THE_UPGRADE.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[i + 1]!}`);
  }
  const start = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  socket.unshift(Buffer.concat([start, head]));
  server.emit(socket instanceof TLSSocket ? 'secureConnection' : 'connection', socket);
}

export const isWebSocket = ({ request }: Upgrade): boolean =>
  request.headers.upgrade?.toLowerCase() === 'websocket';

import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { messageOf } from '../base/errors.js';
import { silentLog, type Log } from '../base/log.js';
import type { Api } from './app.js';
import { answerOverHttp, isWebSocket } from './phone/still-http.js';
import { Certificate, type CertificateFiles, type CertificatePem } from './certificate.js';

export interface HttpAddress {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** PEM files; without them plain HTTP. */
  readonly tls?: CertificateFiles | undefined;
}

export interface HttpServer {
  /** The one that was bound. */
  readonly port: number;
  /** Takes the certificate as its files are now; what cannot be used changes nothing. */
  reload(): void;
  /** The same, if the files were written since. */
  reloadChanged(): void;
  /** Ends the event streams, lets requests that run finish for a moment, and frees the port. */
  stop(): Promise<void>;
}

/** The port cannot be bound, or HTTPS not be spoken there; the message is meant for the person who starts the server. */
export class HttpListenError extends Error {
  override readonly name = 'HttpListenError';
}

const CONNECTIONS_MAX = 4_000;
/** So long a client may take for its headers, and for the whole request. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** So long requests that run may go on when the server stops. */
const STOP_MS = 2_000;
const SWEEP_MS = 20;

/** Once seen over HTTPS, a browser asks for nothing else for half a year. */
const STRICT_TRANSPORT = 'max-age=15552000';

/** Binds the API to a port. Rejects with HttpListenError when that cannot be. */
export async function startHttp(
  api: Api,
  { host, port, tls }: HttpAddress,
  log: Log = silentLog,
): Promise<HttpServer> {
  const certificate = tls && openCertificate(tls, log);
  const server = createAdaptorServer({
    fetch: certificate === undefined ? api.app.fetch : strictly(api.app.fetch),
    createServer: certificate === undefined ? createServer : createTlsServer,
    serverOptions: { ...certificate?.pem, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS },
  }) as Server;
  server.maxConnections = CONNECTIONS_MAX;
  server.on('drop', () => api.counters.add('connectionsDropped'));
  server.on('upgrade', (request, socket, head) => {
    const upgrade = { request, socket, head };
    if (isWebSocket(upgrade)) api.phones.onUpgrade(upgrade);
    else answerOverHttp(server, upgrade);
  });
  await listen(server, host, port);
  const use = (pem: CertificatePem | undefined): void => {
    if (pem !== undefined) (server as TlsServer).setSecureContext(pem);
  };
  return {
    port: (server.address() as AddressInfo).port,
    reload: () => use(certificate?.read()),
    reloadChanged: () => use(certificate?.readChanged()),
    stop: () => stop(api, server),
  };
}

const strictly =
  (fetch: Api['app']['fetch']): Api['app']['fetch'] =>
  async (...request) => {
    const answer = await fetch(...request);
    answer.headers.set('strict-transport-security', STRICT_TRANSPORT);
    return answer;
  };

function openCertificate(files: CertificateFiles, log: Log): Certificate {
  try {
    return new Certificate(files, log);
  } catch (thrown) {
    throw new HttpListenError(
      `the certificate of HTTPS cannot be used: ${messageOf(thrown)}. Name a PEM certificate and its key by http.tls.`,
    );
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const advice = 'Set HUITONG_HTTP_BIND or HUITONG_HTTP_PORT.';
      reject(new HttpListenError(`cannot listen on HTTP ${host}:${port}: ${reasonOf(error)}. ${advice}`));
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function reasonOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return 'the port is taken (EADDRINUSE)';
    case 'EACCES':
      return 'not permitted (EACCES)';
    case 'EADDRNOTAVAIL':
      return 'this machine does not have that address (EADDRNOTAVAIL)';
    default:
      return error.message;
  }
}

function stop(api: Api, server: Server): Promise<void> {
  api.close();
  return new Promise((resolve) => {
    // A connection that a request has just left is kept alive for the next one: look for such again.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    const cut = setTimeout(() => server.closeAllConnections(), STOP_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

/** A request that has come, its body read. */
export interface Received {
  readonly id: string;
  readonly path: string;
  readonly host: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

type Respond = (response: ServerResponse, received: Received) => void;

const WAIT_MS_MAX = 20_000;

/** Somebody's endpoint on loopback, which answers as the test says. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  respond: Respond = (response) => void response.writeHead(204).end();
  readonly #server: Server | TlsServer;

  private constructor(server: Server | TlsServer) {
    this.#server = server;
  }

  /** With a certificate it speaks HTTPS. */
  static async open(tls?: Pick<ServerOptions, 'cert' | 'key'>): Promise<WebhookReceiver> {
    const take = (request: IncomingMessage, response: ServerResponse): void =>
      void receiver.#take(request, response);
    const server = tls === undefined ? createServer(take) : createTlsServer(tls, take);
    const receiver = new WebhookReceiver(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  answers(status: number, headers: Record<string, string> = {}): void {
    this.respond = (response) => void response.writeHead(status, headers).end();
  }

  /** Takes requests and keeps silent. */
  holds(): void {
    this.respond = () => undefined;
  }

  /** What came to an address that ends so. */
  at(path: string): readonly Received[] {
    return this.received.filter((received) => received.path.endsWith(path));
  }

  /** The payloads, to an address that ends so, whose signature by this secret is right; others throw. */
  verified(
    secret: string,
    path = '',
  ): readonly { readonly type: string; readonly data: Record<string, unknown> }[] {
    const verifier = new Webhook(secret);
    return this.at(path).map(({ body, headers }) => verifier.verify(body, headers) as never);
  }

  async until(what: string, isSo: (received: readonly Received[]) => boolean): Promise<void> {
    const endMs = performance.now() + WAIT_MS_MAX;
    while (!isSo(this.received)) {
      if (performance.now() > endMs) throw new Error(`not received: ${what}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
  }

  /** Ends every connection without an answer. */
  cut(): void {
    this.#server.closeAllConnections();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += String(chunk);
    const headers = request.headers as Record<string, string>;
    const { host = '', 'webhook-id': id = '' } = headers;
    const received = { id, path: request.url ?? '', host, headers, body };
    this.received.push(received);
    this.respond(response, received);
  }
}

import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

/** What is sent, and the only addresses that it may go to. */
export interface PinnedRequest {
  readonly url: URL;
  readonly addresses: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Nobody reads more of an answer. */
const ANSWER_BYTES_MAX = 4_096;
const DISCARD_MS_MAX = 5_000;

/**
 * POSTs to one of these addresses, whatever the name of the URL leads to meanwhile; Host and SNI say that
 * name. Resolves to the status, rejects when there is none. A redirect is a status like any other.
 */
export function postPinned({ url, addresses, headers, body, signal }: PinnedRequest): Promise<number> {
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    // A connection that was kept could lead to an address that nobody has checked for this delivery.
    agent: false,
    lookup: pinnedTo(addresses),
    signal,
  };
  return new Promise((resolve, reject) => {
    const request: ClientRequest = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options);
    request.on('error', reject);
    // An answer that is none, such as 101, ends the connection and no more is heard of it.
    request.on('close', () => reject(new Error('the connection ended without an answer')));
    request.on('response', (response) => {
      resolve(response.statusCode ?? 0);
      discard(response, request);
    });
    request.end(body);
  });
}

/** So that a short answer ends its connection in order, and a long one does not cost us. */
function discard(response: IncomingMessage, request: ClientRequest): void {
  let bytes = 0;
  const timer = setTimeout(() => request.destroy(), DISCARD_MS_MAX);
  response.on('close', () => clearTimeout(timer));
  response.on('error', () => request.destroy());
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX) request.destroy();
  });
}

const pinnedTo = (addresses: readonly string[]): LookupFunction => {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, done) => {
    if (options.all === true) done(null, found);
    else done(null, found[0]!.address, found[0]!.family);
  };
};

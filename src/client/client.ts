import createFetchClient, { type Client } from 'openapi-fetch';
import type { Paths } from './api-types.js';
import { liveEvents, type EventsOptions, type LiveEvent } from './live-events.js';
import { ProblemError } from './problem-error.js';
import { DEFAULT_RETRY, retrying, type Fetch, type RetryOptions } from './retry.js';

const API = '/api/v1';

export interface ClientOptions {
  /** Like `https://huitong.example`; empty: the server that the page comes from. */
  readonly baseUrl: string;
  /** Without a key the cookie of a session is sent, as a browser has it. */
  readonly apiKey?: string;
  readonly retry?: Partial<RetryOptions>;
  /** Instead of the global one. */
  readonly fetch?: Fetch;
}

/**
 * The API with the types of its description: `GET`, `POST`, `PUT`, `PATCH` and `DELETE` by path. Answers that are
 * not 2xx reject with a ProblemError.
 */
export interface HuitongClient extends Client<Paths> {
  events(options?: EventsOptions): AsyncGenerator<LiveEvent, void, undefined>;
}

export function createClient({ baseUrl, apiKey, retry, fetch }: ClientOptions): HuitongClient {
  // Looked up at each call, so that it can be replaced meanwhile.
  const send: Fetch = fetch ?? ((request) => globalThis.fetch(request));
  // A page of another site cannot set the second one.
  const login =
    apiKey === undefined ? { 'x-requested-with': 'huitong' } : { authorization: `Bearer ${apiKey}` };
  const credentials = apiKey === undefined ? 'same-origin' : 'omit';
  const root = `${baseUrl.replace(/\/+$/, '')}${API}`;
  const client = createFetchClient<Paths>({
    baseUrl: root,
    headers: login,
    credentials,
    fetch: retrying(send, { ...DEFAULT_RETRY, ...retry }),
  });
  client.use({
    onResponse: async ({ response }) => {
      if (!response.ok) throw await ProblemError.of(response);
    },
  });
  const events = (options: EventsOptions = {}) => {
    const query =
      options.conference === undefined ? '' : `?conference=${encodeURIComponent(options.conference)}`;
    const open = (headers: Record<string, string>, signal: AbortSignal): Request =>
      new Request(`${root}/events${query}`, { headers: { ...login, ...headers }, credentials, signal });
    return liveEvents(open, send, options);
  };
  return Object.assign(client, { events });
}

/** The body of the answer: `await done(huitong.GET('/rooms'))`. */
export async function done<Body>(
  asked: Promise<{ readonly data?: Body; readonly response: Response }>,
): Promise<Exclude<Body, undefined>> {
  const { data } = await asked;
  return data as Exclude<Body, undefined>;
}

/** Headers for what costs or calls: a fresh key, kept over all tries of this request. */
export function once(): { 'idempotency-key': string } {
  // `randomUUID` is kept from pages that come without TLS.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { 'idempotency-key': Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
}

import type { ApiContext } from '../context.js';

/** Another site cannot set it without asking us first, and we never allow it. */
const OWN_HEADER = 'x-requested-with';

/**
 * Whether a browser says that the request comes from a page of ours; undefined when nothing is said, as by a
 * program. A page cannot forge either header (Fetch Metadata, RFC 6454).
 */
export function saysSameOrigin(c: ApiContext): boolean | undefined {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('origin');
  return origin === undefined ? undefined : isOwnOrigin(origin, c.req.header('host'));
}

/** What a request that changes something must show when a cookie lets it in [S53]. */
export const isOwnRequest = (c: ApiContext): boolean =>
  saysSameOrigin(c) ?? c.req.header(OWN_HEADER) !== undefined;

/** `host`: the one that was asked. */
export const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin !== undefined && hostOf(origin) === host;

const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

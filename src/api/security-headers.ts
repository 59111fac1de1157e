import type { MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import { withAnswerHeaders } from './answer-headers.js';
import type { ApiEnv } from './context.js';
import { ASSETS } from './portal-files.js';

/** What the answers of the API may do in a browser, the printable statement among them: nothing but show. */
const OF_API = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const OF_PAGES: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    // Ant Design writes its styles into the page at run time, under the nonce that the page was sent with.
    styleSrc: ["'self'", NONCE],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // Whoever ends TLS in front of us decides about that.
  strictTransportSecurity: false,
};

/**
 * A page is made of dozens of parts: what speaks of documents alone is left out of them. The policy is that of the
 * script which runs as a worker.
 */
const OF_PARTS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: { defaultSrc: ["'self'"] },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** How strict browsers are to be with an answer. `base`: the path of the API. */
export function securedAnswers(base: string) {
  const ofApi = withAnswerHeaders(OF_API);
  const ofPages = secureHeaders(OF_PAGES);
  const ofParts = secureHeaders(OF_PARTS);
  const fitting = (path: string): MiddlewareHandler<ApiEnv> =>
    path.startsWith(base) ? ofApi : path.startsWith(ASSETS) ? ofParts : ofPages;
  return createMiddleware<ApiEnv>((c, next) => fitting(c.req.path)(c, next));
}

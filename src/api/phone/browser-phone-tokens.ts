import { createHash, randomBytes } from 'node:crypto';
import { BoundedMap } from '../../base/bounded-map.js';
import { later, type MonotonicMs } from '../../base/units.js';
import type { BrowserRight } from '../../call/browser-line.js';

const TOKEN_BYTES = 32;
const TOKENS_MAX = 10_000;

/** So long a browser may take from the token to the connection. */
export const BROWSER_PHONE_TOKEN_MS = 30_000;

interface Issued {
  readonly right: BrowserRight;
  readonly untilMs: MonotonicMs;
}

/**
 * What opens one connection of a browser phone, once. A browser cannot send a header with a WebSocket, and its SIP
 * stack knows no digest but MD5: so the right is shown in the URL, and is worth nothing to who reads it in a log.
 */
export class BrowserPhoneTokens {
  readonly #issued = new BoundedMap<string, Issued>(TOKENS_MAX);
  /** In the order in which they expire. */
  readonly #digests: { readonly digest: string; readonly untilMs: MonotonicMs }[] = [];

  /** Undefined: too many wait to be used. */
  issue(right: BrowserRight, nowMs: MonotonicMs): string | undefined {
    this.#forgetExpired(nowMs);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const digest = digestOf(token);
    const untilMs = later(nowMs, BROWSER_PHONE_TOKEN_MS);
    if (!this.#issued.set(digest, { right, untilMs })) return undefined;
    this.#digests.push({ digest, untilMs });
    return token;
  }

  /** What it opens; undefined: nothing, or nothing any more. */
  use(token: string, nowMs: MonotonicMs): BrowserRight | undefined {
    const digest = digestOf(token);
    const issued = this.#issued.get(digest);
    if (issued === undefined) return undefined;
    this.#issued.delete(digest);
    return nowMs < issued.untilMs ? issued.right : undefined;
  }

  #forgetExpired(nowMs: MonotonicMs): void {
    while (this.#digests[0] !== undefined && this.#digests[0].untilMs <= nowMs) {
      this.#issued.delete(this.#digests.shift()!.digest);
    }
  }
}

const digestOf = (token: string): string => createHash('sha256').update(token).digest('base64');

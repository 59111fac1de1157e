import { retryAfterOf } from './problem-error.js';
import { pause } from './pause.js';

export type Fetch = (request: Request) => Promise<Response>;

export interface RetryOptions {
  /** Tries in all; 1: none again. */
  readonly triesMax: number;
  /** Before the second try; doubled for each further one. */
  readonly firstWaitMs: number;
  /** Longer the server may ask to wait, but it is not waited for. */
  readonly waitMsMax: number;
}

export const DEFAULT_RETRY: RetryOptions = { triesMax: 4, firstWaitMs: 250, waitMsMax: 30_000 };

/** Too many requests, and what proxies and servers that start or stop say. */
const PASSING = new Set([429, 502, 503, 504]);

/**
 * Sends again what may be sent again: what only reads, and what carries an Idempotency-Key – always the same one,
 * so that it is done once even when the first answer was lost (draft-ietf-httpapi-idempotency-key-header).
 */
export function retrying(fetch: Fetch, { triesMax, firstWaitMs, waitMsMax }: RetryOptions): Fetch {
  return async (request) => {
    const maySendAgain = request.method === 'GET' || request.headers.has('idempotency-key');
    for (let tries = 1; ; tries++) {
      const isLast = !maySendAgain || tries >= triesMax;
      const response = await attempt(fetch, isLast ? request : request.clone(), isLast);
      if (response !== undefined && (isLast || !(await isPassing(response)))) return response;
      const wantedMs = 1_000 * ((response && retryAfterOf(response)) ?? 0);
      if (response !== undefined && wantedMs > waitMsMax) return response;
      await response?.body?.cancel();
      await pause(Math.max(wantedMs, firstWaitMs * 2 ** (tries - 1)), request.signal);
    }
  };
}

/** Undefined: the network failed, and it may be tried again. */
async function attempt(fetch: Fetch, request: Request, isLast: boolean): Promise<Response | undefined> {
  try {
    return await fetch(request);
  } catch (thrown) {
    if (isLast || request.signal.aborted) throw thrown;
    return undefined;
  }
}

async function isPassing(response: Response): Promise<boolean> {
  if (PASSING.has(response.status)) return true;
  if (response.status !== 409) return false;
  // The first try of this key still runs.
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string };
  return body.code === 'IDEMPOTENCY_IN_PROGRESS';
}

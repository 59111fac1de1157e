import { createHash } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import type { StatusCode } from 'hono/utils/http-status';
import { utcMs } from '../../base/units.js';
import {
  IdempotencyRepository,
  type KeyedRequest,
  type StoredAnswer,
} from '../../store/repositories/idempotency-repository.js';
import { unit } from '../../store/statement.js';
import { commitOrRefused } from '../commit.js';
import type { ApiContext, ApiEnv, OnceOnly } from '../context.js';
import { Problem } from '../problem.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { opened, sealed, sealingKey } from './sealed-text.js';

/** A request that has no answer after so long has died with its process; it may be made again. */
const ABANDONED_MS = 120_000;
const KEPT_MS = 86_400_000;
/** What a repetition needs of the headers. */
const KEPT_HEADERS = ['content-type', 'etag', 'location'];

type Claim = Omit<KeyedRequest, 'answer'>;
type IdempotencyServices = Pick<ApiServices, 'store' | 'clock' | 'log'>;

/** What costs or calls is done once for an Idempotency-Key, and answered again with the first answer. */
export const idempotent = createMiddleware<ApiEnv>(async (c, next) => {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return next();
  if (!/^[\x20-\x7e]{1,200}$/.test(key))
    throw fieldInvalid('Idempotency-Key', 'WRONG_FORMAT', 'must be 1 to 200 printable ASCII characters');
  return c.get('idempotency').once(c, key, next);
});

/**
 * Remembers requests by account and key before they are done, so that none is done twice [S54]. The key is kept as
 * its hash, and the answer sealed by key and request: only who sends both again can open it.
 */
export class Idempotency implements OnceOnly {
  readonly #services: IdempotencyServices;
  readonly #requests: IdempotencyRepository;

  constructor(services: IdempotencyServices) {
    this.#services = services;
    this.#requests = new IdempotencyRepository(services.store);
  }

  async once(c: ApiContext, key: string, next: () => Promise<void>): Promise<Response | undefined> {
    const request = `${c.req.method} ${c.req.path}`;
    const whole = `${request}\n${new URL(c.req.url).search}\n${await c.req.text()}`;
    const { id: account } = c.get('principal').account;
    const claim: Claim = {
      account,
      keyHash: sha256(key),
      request,
      requestHash: sha256(whole),
      claimedMs: this.#services.clock.utcNow(),
    };
    // An answer may hold what is told once, and numbers of people: who reads the database cannot read it.
    const seal = sealingKey([account, key, whole], 'answer for an Idempotency-Key');
    const former = await this.#claim(claim);
    if (former !== undefined) return replay(c, { ...former, body: opened(former.body, seal) });
    await next();
    await this.#settle(claim, c.res.clone(), seal);
    return undefined;
  }

  /** Forgets keys that are older than a day. */
  async purge(): Promise<void> {
    const beforeMs = utcMs(this.#services.clock.utcNow() - KEPT_MS);
    await this.#services.store.commit(unit(this.#requests.removeBefore(beforeMs)));
  }

  /** Gives the answer of the first request; undefined: this is the first one. */
  async #claim(claim: Claim): Promise<StoredAnswer | undefined> {
    const refused = await commitOrRefused(this.#services.store, this.#requests.claim(claim));
    if (refused === undefined) return undefined;
    const known = await this.#requests.find(claim.account, claim.keyHash);
    const ageMs = known === undefined ? 0 : claim.claimedMs - known.claimedMs;
    if (known !== undefined && ageMs < KEPT_MS) {
      if (known.requestHash !== claim.requestHash)
        throw new Problem('IDEMPOTENCY_MISMATCH', { detail: `the key stands for ${known.request}` });
      if (known.answer !== undefined) return known.answer;
    }
    const isFree = known !== undefined && ageMs >= ABANDONED_MS;
    const taken = isFree
      ? await commitOrRefused(this.#services.store, this.#requests.claimAgain(claim, known.claimedMs))
      : refused;
    if (taken !== undefined) throw new Problem('IDEMPOTENCY_IN_PROGRESS', { retryAfterS: 1 });
    return undefined;
  }

  /** A refusal has done nothing, so the key is free again; what was done, or failed halfway, is kept. */
  async #settle(claim: Claim, response: Response, seal: Uint8Array): Promise<void> {
    const wasRefused = (response.status >= 400 && response.status < 500) || response.status === 503;
    const statement = wasRefused
      ? this.#requests.release(claim)
      : this.#requests.answered(claim, {
          status: response.status,
          headers: Object.fromEntries(
            KEPT_HEADERS.flatMap((name) => {
              const value = response.headers.get(name);
              return value === null ? [] : [[name, value]];
            }),
          ),
          body: sealed(await response.text(), seal),
        });
    const outcome = await this.#services.store.commit(unit(statement));
    // It is done and answered: a repetition is told that it is in progress, and after a while done again.
    if (!outcome.ok)
      this.#services.log.warn({ code: outcome.error.code, request: claim.request }, 'an answer was not kept');
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

function replay(c: ApiContext, { status, headers, body }: StoredAnswer): Response {
  c.header('idempotency-replayed', 'true');
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
  c.status(status as StatusCode);
  return body === '' ? c.body(null) : c.body(body);
}

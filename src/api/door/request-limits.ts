import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Counters } from '../../base/counters.js';
import { setAnswerHeader } from '../answer-headers.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { networkOf } from './client.js';
import { Problem } from '../problem.js';
import type { Principal } from './principal.js';
import type { RequestLimitsOptions } from './services.js';

const WINDOW_S = 60;

/** How often somebody may ask [S53]. Each answer says how much is left. */
export class RequestLimits {
  readonly counters = new Counters(['callerLimited', 'addressLimited']);
  readonly #callers: RateLimiterMemory | undefined;
  readonly #addresses: RateLimiterMemory | undefined;

  constructor({ perCaller, perAddress }: RequestLimitsOptions) {
    this.#callers = limiterOf(perCaller);
    this.#addresses = limiterOf(perAddress);
  }

  /**
   * Before anybody has said who he is. Who has brought something that opens is counted by that alone: many people
   * share the address of an office.
   */
  readonly ofAddress = createMiddleware<ApiEnv>(async (c, next) => {
    let taken: Promise<void> | undefined;
    const count = (): Promise<void> =>
      (taken ??= this.#take(c, this.#addresses, networkOf(c), 'addressLimited'));
    c.set('countAddress', count);
    const bringsNothing = c.req.header('authorization') === undefined && c.req.header('cookie') === undefined;
    if (bringsNothing) await count();
    await next();
    const isKnown = (c.get('principal') as Principal | undefined) !== undefined;
    if (!isKnown) await count();
  });

  readonly ofCaller = createMiddleware<ApiEnv>(async (c, next) => {
    await this.#take(c, this.#callers, c.get('principal').actor.id, 'callerLimited');
    return next();
  });

  async #take(
    c: ApiContext,
    limiter: RateLimiterMemory | undefined,
    key: string,
    limit: 'callerLimited' | 'addressLimited',
  ): Promise<void> {
    if (limiter === undefined) return;
    const { left, resetS, isOver } = await taken(limiter, key);
    setAnswerHeader(c, 'ratelimit-limit', String(limiter.points));
    setAnswerHeader(c, 'ratelimit-remaining', String(left));
    setAnswerHeader(c, 'ratelimit-reset', String(resetS));
    if (!isOver) return;
    this.counters.add(limit);
    throw new Problem('RATE_LIMITED', { retryAfterS: resetS });
  }
}

/** For a route where nothing that is brought opens anything: counted before it is done, not when it has failed. */
export const countedByAddress = createMiddleware<ApiEnv>(async (c, next) => {
  await c.get('countAddress')();
  await next();
});

const limiterOf = (points: number): RateLimiterMemory | undefined =>
  points === 0 ? undefined : new RateLimiterMemory({ points, duration: WINDOW_S });

async function taken(limiter: RateLimiterMemory, key: string) {
  try {
    return standing(await limiter.consume(key), false);
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return standing(refused, true);
  }
}

const standing = ({ remainingPoints, msBeforeNext }: RateLimiterRes, isOver: boolean) => ({
  left: Math.max(0, remainingPoints),
  resetS: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
  isOver,
});

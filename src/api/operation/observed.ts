import { createMiddleware } from 'hono/factory';
import type { Clock } from '../../base/clock.js';
import type { ApiContext, ApiEnv } from '../context.js';

/** Notes a request that has been answered. `tookMs`: until the head of its answer; streams go on. */
export type Observer = (c: ApiContext, tookMs: number) => void;

/** One middleware for all that only look: each one more would cost every request some microseconds. */
export const observed = (clock: Pick<Clock, 'now'>, ...observers: readonly Observer[]) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const startMs = clock.now();
    await next();
    const tookMs = clock.now() - startMs;
    for (const observe of observers) observe(c, tookMs);
  });

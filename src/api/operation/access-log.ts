import { createMiddleware } from 'hono/factory';
import type { Clock } from '../../base/clock.js';
import type { Log } from '../../base/log.js';
import { addressOf, type ApiEnv } from '../context.js';

const PATH_CHARS_MAX = 200;
/** Asked every few seconds by machines. */
const QUIET = new Set(['/livez', '/readyz', '/metrics']);

/** One line for each request: path without query, no header, no body, so no secret and no number. */
export const accessLog = (log: Log, clock: Clock) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const startMs = clock.now();
    await next();
    const fields = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path.slice(0, PATH_CHARS_MAX),
      status: c.res.status,
      durationMs: Math.round(clock.now() - startMs),
      address: addressOf(c),
      account: (c.get('principal') as ApiEnv['Variables']['principal'] | undefined)?.account.number,
    };
    if (QUIET.has(c.req.path)) log.debug(fields, 'request');
    else log.info(fields, 'request');
  });

import type { Log } from '../../base/log.js';
import { addressOf, type ApiEnv } from '../context.js';
import type { Observer } from './observed.js';

const PATH_CHARS_MAX = 200;
/** Asked every few seconds by machines. */
const QUIET = new Set(['/livez', '/readyz', '/metrics']);

/** One line for each request: path without query, no header, no body, so no secret and no number. */
export const accessLog =
  (log: Log): Observer =>
  (c, tookMs) => {
    const fields = {
      requestId: c.get('requestId'),
      method: c.req.method,
      path: c.req.path.slice(0, PATH_CHARS_MAX),
      status: c.res.status,
      durationMs: Math.round(tookMs),
      address: addressOf(c),
      account: (c.get('principal') as ApiEnv['Variables']['principal'] | undefined)?.account.number,
    };
    if (QUIET.has(c.req.path)) log.debug(fields, 'request');
    else log.info(fields, 'request');
  };

import { HTTPException } from 'hono/http-exception';
import { stackOf } from '../base/errors.js';
import type { Log } from '../base/log.js';
import { StoreReadError } from '../store/store.js';
import type { ApiContext } from './context.js';
import { Problem, PROBLEMS } from './problem.js';
import type { ProblemView } from './problem-schema.js';

/** Whatever a route throws, as a problem. What is neither a problem nor an outage is a fault of ours. */
export function failure(thrown: unknown, c: ApiContext, log: Log): Response {
  const requestId = c.get('requestId');
  const problem = problemOf(thrown);
  if (problem.code === 'INTERNAL')
    log.error({ requestId, path: c.req.path, error: stackOf(thrown) }, 'request failed');
  if (problem.code === 'STORE_UNAVAILABLE')
    log.warn({ requestId, code: problem.details.detail }, 'request failed');
  return respond(problem, c);
}

/** RFC 9457. The request id is the one in the log. */
export function respond({ code, details }: Problem, c: ApiContext): Response {
  const [status, title] = PROBLEMS[code];
  const { detail, errors, existing, retryAfterS } = details;
  const body: ProblemView = {
    type: `urn:huitong:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail,
    code,
    errors,
    existing,
    requestId: c.get('requestId'),
  };
  if (retryAfterS !== undefined) c.header('retry-after', String(retryAfterS));
  if (status === 401) c.header('www-authenticate', 'Bearer realm="huitong"');
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json' });
}

function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof StoreReadError) return new Problem('STORE_UNAVAILABLE', { detail: thrown.code });
  // The framework's own: its validator has these two.
  if (thrown instanceof HTTPException && thrown.status === 400) return new Problem('BODY_NOT_JSON');
  if (thrown instanceof HTTPException && thrown.status === 415) return new Problem('MEDIA_TYPE_UNSUPPORTED');
  return new Problem('INTERNAL');
}

import { createMiddleware } from 'hono/factory';
import type { IdMaker } from '../base/ids.js';
import type { ApiContext, ApiEnv } from './context.js';

/** What a client may give as the id of its request. */
const REQUEST_ID = /^[\w=-]{1,255}$/;

/**
 * A header of whatever answer there will be; one of the same name in the answer itself goes before it. It is told to
 * Node, where there is a connection: a context that keeps it makes a Headers object for the answer, which costs more
 * than all other middleware.
 */
export function setAnswerHeader(c: ApiContext, name: string, value: string): void {
  const outgoing = c.env?.outgoing;
  if (outgoing === undefined) c.header(name, value);
  else outgoing.setHeader(name, value);
}

export const withAnswerHeaders = (headers: Readonly<Record<string, string>>) => {
  const entries = Object.entries(headers);
  return createMiddleware<ApiEnv>((c, next) => {
    for (const [name, value] of entries) setAnswerHeader(c, name, value);
    return next();
  });
};

/** The client's own, or a new one. */
export const requestIds = (ids: IdMaker) =>
  createMiddleware<ApiEnv>((c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : ids.next();
    c.set('requestId', requestId);
    setAnswerHeader(c, 'x-request-id', requestId);
    return next();
  });

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { access, PUBLIC } from '../access.js';
import { personIn, type Auth } from './auth.js';
import { Problem } from '../problem.js';
import type { ApiEnv } from '../context.js';
import type { Principal } from './principal.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import { problemResponses } from '../problem-schema.js';
import { loginBody, sessionListSchema, sessionSchema, type SessionView } from './session-schema.js';

const path = '/session';
const tags = ['session'];
const answer = (description: string) => ({ description, content: jsonOf(sessionSchema) });

const login = createRoute({
  method: 'post',
  path,
  tags,
  ...PUBLIC,
  request: { body: jsonBody(loginBody) },
  responses: { 201: answer('Logged in, with a cookie'), ...problemResponses(400, 401, 403, 429, 503) },
});
const get = createRoute({
  method: 'get',
  path,
  tags,
  responses: { 200: answer('Who asks'), ...problemResponses(401, 503) },
});
const listOwn = createRoute({
  method: 'get',
  path: '/sessions',
  tags,
  ...access('account:read'),
  responses: {
    200: { description: 'Where the person is logged in', content: jsonOf(sessionListSchema) },
    ...problemResponses(401, 403, 503),
  },
});
const endOthers = createRoute({
  method: 'delete',
  path: '/sessions',
  tags,
  ...access('account:write'),
  responses: {
    204: { description: 'All other sessions of the person are over' },
    ...problemResponses(401, 403, 503),
  },
});
const endOne = createRoute({
  method: 'delete',
  path: '/sessions/{sessionId}',
  tags,
  ...access('account:write'),
  request: { params: z.object({ sessionId: idSchema }) },
  responses: { 204: { description: 'It is over' }, ...problemResponses(400, 401, 403, 404, 503) },
});
const logout = createRoute({
  method: 'delete',
  path,
  tags,
  responses: { 204: { description: 'Logged out' }, ...problemResponses(401, 403, 503) },
});

/** The one route that anybody may call; it stands before the demand for a login. */
export function loginRoute(app: OpenAPIHono<ApiEnv>, auth: Auth): void {
  app.openapi(login, async (c) => {
    const { login, password } = c.req.valid('json');
    return c.json(sessionView(await auth.login(c, login, password)), 201);
  });
}

export function sessionRoutes(app: OpenAPIHono<ApiEnv>, auth: Auth): void {
  app.openapi(get, (c) => c.json(sessionView(c.get('principal')), 200));
  app.openapi(logout, async (c) => {
    await auth.logout(c);
    return c.body(null, 204);
  });
  app.openapi(listOwn, async (c) => {
    const { session, user } = personIn(c);
    const items = (await auth.sessions.ofUser(user.id)).map((stored) => ({
      id: stored.id,
      current: stored.id === session.id,
      address: stored.address,
      userAgent: stored.userAgent,
      createdMs: stored.createdMs,
      usedMs: stored.usedMs,
      expiresMs: stored.endMs,
    }));
    return c.json({ items }, 200);
  });
  app.openapi(endOthers, async (c) => {
    await auth.sessions.closeOthers(personIn(c).session);
    return c.body(null, 204);
  });
  app.openapi(endOne, async (c) => {
    const { sessionId } = c.req.valid('param');
    const own = await auth.sessions.ofUser(personIn(c).user.id);
    const ended = own.find(({ id }) => id === sessionId);
    if (ended === undefined) throw new Problem('SESSION_NOT_FOUND');
    await auth.sessions.close(ended.id);
    return c.body(null, 204);
  });
}

export const sessionView = ({ account, role, scopes, session, user }: Principal): SessionView => ({
  login: session?.login ?? null,
  helpSeen: user === undefined ? null : (user.helpSeen ?? false),
  passwordTemporary: user === undefined ? null : (user.passwordTemporary ?? false),
  role,
  scopes: [...scopes],
  account: {
    id: account.id,
    number: account.number,
    name: account.name,
    tier: account.tier,
    language: account.language,
    timeZone: account.timeZone,
  },
  expiresMs: session?.expiresMs ?? null,
});

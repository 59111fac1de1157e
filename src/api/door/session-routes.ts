import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Auth } from './auth.js';
import type { ApiEnv } from '../context.js';
import type { Principal } from './principal.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import { problemResponses } from '../problem-schema.js';
import { loginBody, sessionSchema, type SessionView } from './session-schema.js';

const path = '/session';
const tags = ['session'];
const answer = (description: string) => ({ description, content: jsonOf(sessionSchema) });

const login = createRoute({
  method: 'post',
  path,
  tags,
  security: [],
  request: { body: jsonBody(loginBody) },
  responses: { 201: answer('Logged in, with a cookie'), ...problemResponses(400, 401, 403, 429, 503) },
});
const get = createRoute({
  method: 'get',
  path,
  tags,
  responses: { 200: answer('Who asks'), ...problemResponses(401, 503) },
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
    return c.json(view(await auth.login(c, login, password)), 201);
  });
}

export function sessionRoutes(app: OpenAPIHono<ApiEnv>, auth: Auth): void {
  app.openapi(get, (c) => c.json(view(c.get('principal')), 200));
  app.openapi(logout, async (c) => {
    await auth.logout(c);
    return c.body(null, 204);
  });
}

const view = ({ account, role, scopes, session }: Principal): SessionView => ({
  login: session?.login ?? null,
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

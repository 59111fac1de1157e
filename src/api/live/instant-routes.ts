import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { setCookie } from 'hono/cookie';
import type { ConferenceId } from '../../base/ids.js';
import { accessOnce, PUBLIC } from '../access.js';
import type { ApiEnv } from '../context.js';
import type { Auth } from '../door/auth.js';
import { networkOf } from '../door/client.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { CONTROL_COOKIE } from './control-tokens.js';
import { InstantDesk } from './instant-desk.js';
import { instantBody, instantSchema, publicInstantBody } from './instant-schema.js';

const tags = ['instant conferences'];
const started = (description: string) => ({ description, content: jsonOf(instantSchema) });

const start = createRoute({
  ...accessOnce('conferences:write'),
  tags,
  method: 'post',
  path: '/instant-conferences',
  request: { body: jsonBody(instantBody) },
  responses: { 201: started('The host is being rung'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const startWithoutLogin = createRoute({
  ...PUBLIC,
  tags,
  method: 'post',
  path: '/public/instant-conferences',
  description:
    'Begins a conference of an activated number without a login. The cookie that comes with the answer controls ' +
    'this conference and nothing else.',
  request: { body: jsonBody(publicInstantBody) },
  responses: {
    201: started('The host is being rung, and this browser controls the call'),
    ...problemResponses(400, 403, 404, 409, 429, 503),
  },
});

/** 我的即时通话 [S35] */
export function instantRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new InstantDesk(services);
  app.openapi(start, async (c) => {
    const answer = await desk.start(c.get('principal'), c.req.valid('json'));
    c.header('location', `/api/v1/conferences/${answer.conference.id}`);
    return c.json(answer, 201);
  });
}

/** 立即使用 [S34]; it stands before the demand for a login. */
export function publicInstantRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, auth: Auth): void {
  const desk = new InstantDesk(services);
  app.openapi(startWithoutLogin, async (c) => {
    const { account, ...answer } = await desk.startWithoutLogin(c.req.valid('json'), networkOf(c));
    const token = auth.controlTokens.issue(answer.conference.id as ConferenceId, account.id);
    setCookie(c, CONTROL_COOKIE, token, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/api/v1',
      secure: c.get('client').encrypted,
    });
    return c.json(answer, 201);
  });
}

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { PUBLIC } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import { codeBody, waitQuery } from './number-schema.js';
import type { RegistrationDesk } from './registration-desk.js';
import { registrationCreateSchema, registrationSchema } from './registration-schema.js';
import { sessionView } from './session-routes.js';
import { sessionSchema } from './session-schema.js';

const path = '/registrations';
const onePath = `${path}/{registrationId}` as const;
const tags = ['registration'];
const params = z.object({ registrationId: idSchema });
const answer = (description: string) => ({ description, content: jsonOf(registrationSchema) });

const create = createRoute({
  method: 'post',
  path,
  tags,
  ...PUBLIC,
  request: { body: jsonBody(registrationCreateSchema) },
  responses: {
    201: answer('The number is called with a code, or has to call the instant service first'),
    ...problemResponses(400, 409, 429, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: onePath,
  tags,
  ...PUBLIC,
  request: { params, query: waitQuery },
  responses: { 200: answer('How it stands'), ...problemResponses(400, 404) },
});

const again = createRoute({
  method: 'post',
  path: `${onePath}/calls`,
  tags,
  ...PUBLIC,
  request: { params },
  responses: {
    202: answer('Called again, or awaiting the activation again'),
    ...problemResponses(400, 404, 429, 503),
  },
});

const confirm = createRoute({
  method: 'post',
  path: `${onePath}/confirmation`,
  tags,
  ...PUBLIC,
  request: { params, body: jsonBody(codeBody) },
  responses: {
    201: { description: 'Registered and logged in, with a cookie', content: jsonOf(sessionSchema) },
    ...problemResponses(400, 403, 404, 409, 429, 503),
  },
});

export function registrationRoutes(app: OpenAPIHono<ApiEnv>, desk: RegistrationDesk): void {
  app.openapi(create, async (c) => c.json(await desk.begin(c, c.req.valid('json')), 201));
  app.openapi(read, async (c) => {
    const { wait, progress } = c.req.valid('query');
    const waiting = { waitMs: wait * 1_000, progress, gone: c.req.raw.signal };
    return c.json(await desk.wait(c.req.valid('param').registrationId, waiting), 200);
  });
  app.openapi(again, async (c) => c.json(await desk.again(c.req.valid('param').registrationId), 202));
  app.openapi(confirm, async (c) => {
    const { registrationId } = c.req.valid('param');
    return c.json(sessionView(await desk.confirm(c, registrationId, c.req.valid('json').code)), 201);
  });
}

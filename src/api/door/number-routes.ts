import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { NumberDesk } from './number-desk.js';
import { codeBody, numberCreateSchema, numberListSchema, numberSchema, waitQuery } from './number-schema.js';

const path = '/numbers';
const onePath = `${path}/{numberId}` as const;
const tags = ['numbers'];
const params = z.object({ numberId: idSchema });
const answer = (description: string) => ({ description, content: jsonOf(numberSchema) });

const list = createRoute({
  method: 'get',
  path,
  tags,
  ...access('account:read'),
  responses: {
    200: {
      description: 'The numbers of the account, those that wait for their code included',
      content: jsonOf(numberListSchema),
    },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path,
  tags,
  ...accessOnce('account:write'),
  request: { body: jsonBody(numberCreateSchema) },
  responses: {
    202: answer('The number is being called, and hears a code'),
    ...problemResponses(400, 401, 403, 409, 429, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: onePath,
  tags,
  ...access('account:read'),
  request: { params, query: waitQuery },
  responses: { 200: answer('The number'), ...problemResponses(400, 401, 403, 404, 503) },
});

const confirm = createRoute({
  method: 'post',
  path: `${onePath}/confirmation`,
  tags,
  ...access('account:write'),
  request: { params, body: jsonBody(codeBody) },
  responses: {
    200: answer('It belongs to the account now, and to no other one'),
    ...problemResponses(400, 401, 403, 404, 409, 429, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: onePath,
  tags,
  ...access('account:write'),
  request: { params },
  responses: {
    204: { description: 'It belongs to nobody' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function numberRoutes(app: OpenAPIHono<ApiEnv>, desk: NumberDesk): void {
  app.openapi(list, async (c) => c.json({ items: [...(await desk.list(c.get('principal').account))] }, 200));
  app.openapi(create, async (c) => {
    const number = await desk.begin(c.req.valid('json'), c.get('principal').account);
    c.set('auditDetail', { number: number.number, kind: number.kind });
    c.header('location', `/api/v1/numbers/${number.id}`);
    return c.json(number, 202);
  });
  app.openapi(read, async (c) => {
    const { wait, progress } = c.req.valid('query');
    const waiting = { waitMs: wait * 1_000, progress, gone: c.req.raw.signal };
    const { numberId } = c.req.valid('param');
    return c.json(await desk.wait(numberId, c.get('principal').account, waiting), 200);
  });
  app.openapi(confirm, async (c) => {
    const { numberId } = c.req.valid('param');
    return c.json(await desk.confirm(numberId, c.req.valid('json').code, c.get('principal').account), 200);
  });
  app.openapi(remove, async (c) => {
    await desk.remove(c.req.valid('param').numberId, c.get('principal').account);
    return c.body(null, 204);
  });
}

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { TariffDesk } from './tariff-desk.js';
import {
  priceQuery,
  priceSchema,
  tariffCreateSchema,
  tariffListSchema,
  tariffSchema,
  versionParams,
} from './tariff-schema.js';

const list = createRoute({
  method: 'get',
  path: '/admin/tariffs',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'Every version, the newest first', content: jsonOf(tariffListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/admin/tariffs',
  tags: ['admin'],
  ...accessOnce('admin'),
  request: { body: jsonBody(tariffCreateSchema) },
  responses: {
    201: { description: 'The new version; it is never changed', content: jsonOf(tariffSchema) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/admin/tariffs/{version}',
  tags: ['admin'],
  ...access('admin'),
  request: { params: versionParams },
  responses: {
    200: { description: 'The version with its prices', content: jsonOf(tariffSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const price = createRoute({
  method: 'get',
  path: '/admin/tariffs/{version}/price',
  tags: ['admin'],
  ...access('admin'),
  request: { params: versionParams, query: priceQuery },
  responses: {
    200: { description: 'What such a leg costs by this version', content: jsonOf(priceSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const current = createRoute({
  method: 'get',
  path: '/tariff',
  tags: ['billing'],
  ...access('billing:read'),
  responses: {
    200: { description: 'The tariff in force', content: jsonOf(tariffSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const currentPrice = createRoute({
  method: 'get',
  path: '/tariff/price',
  tags: ['billing'],
  ...access('billing:read'),
  request: { query: priceQuery },
  responses: {
    200: { description: 'What such a leg costs now', content: jsonOf(priceSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

export function tariffRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new TariffDesk(services);

  app.openapi(list, (c) => c.json({ items: desk.list().map((tariff) => desk.summary(tariff)) }, 200));

  app.openapi(create, async (c) => {
    const tariff = await desk.create(c.req.valid('json'));
    c.header('location', `/api/v1/admin/tariffs/${tariff.version}`);
    return c.json(desk.view(tariff), 201);
  });

  app.openapi(read, (c) => c.json(desk.view(desk.find(c.req.valid('param').version)), 200));

  app.openapi(price, (c) => {
    const tariff = desk.find(c.req.valid('param').version);
    return c.json(desk.price(tariff, c.req.valid('query')), 200);
  });

  app.openapi(current, (c) => c.json(desk.view(desk.current()), 200));

  app.openapi(currentPrice, (c) => c.json(desk.price(desk.current(), c.req.valid('query')), 200));
}

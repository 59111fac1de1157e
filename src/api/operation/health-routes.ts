import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Registry } from 'prom-client';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { jsonOf } from '../schema-parts.js';
import { debugSchema, livenessSchema, readinessSchema } from './health-schema.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices } from '../services.js';

const open = { tags: ['operation'], security: [], method: 'get' as const };

const livez = createRoute({
  ...open,
  path: '/livez',
  responses: { 200: { description: 'The process answers', content: jsonOf(livenessSchema) } },
});
const readyz = createRoute({
  ...open,
  path: '/readyz',
  responses: {
    200: { description: 'New calls are taken', content: jsonOf(readinessSchema) },
    503: { description: 'New calls are refused', content: jsonOf(readinessSchema) },
  },
});
const metrics = createRoute({
  ...open,
  path: '/metrics',
  responses: {
    200: { description: 'For Prometheus', content: { 'text/plain': { schema: z.string() } } },
  },
});
const debug = createRoute({
  method: 'get',
  path: '/debug',
  tags: ['operation'],
  ...access('admin'),
  responses: {
    200: { description: 'What runs, a line each', content: jsonOf(debugSchema) },
    ...problemResponses(401, 403),
  },
});

/** What supervisors and Prometheus ask; without a key, as it tells counts and nothing of anybody. */
export function healthRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, registry: Registry): void {
  app.openapi(livez, (c) => c.json({ alive: true as const }, 200));

  app.openapi(readyz, (c) => {
    const reasons = [...services.notReady(), ...(services.store.writable ? [] : ['store-not-writable'])];
    return reasons.length === 0
      ? c.json({ ready: true, reasons }, 200)
      : c.json({ ready: false, reasons }, 503);
  });

  app.openapi(metrics, async (c) => {
    const text = await registry.metrics();
    return c.text(text, 200, { 'content-type': registry.contentType });
  });
}

/** Lines that one component may show. */
const LINES_MAX = 10_000;

export function debugRoute(app: OpenAPIHono<ApiEnv>, { descriptions }: ApiServices): void {
  app.openapi(debug, (c) => {
    const lines = descriptions.map(({ name, describe }) => [name, describe().slice(0, LINES_MAX)]);
    return c.json({ components: Object.fromEntries(lines) as Record<string, string[]> }, 200);
  });
}

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { jsonOf } from '../schema-parts.js';
import { problemResponses } from '../problem-schema.js';
import { serviceNumberListSchema } from './service-number-schema.js';
import type { ApiServices } from '../services.js';

const list = createRoute({
  method: 'get',
  path: '/service-numbers',
  tags: ['rooms'],
  ...access('rooms:read'),
  responses: {
    200: { description: 'The numbers that callers dial', content: jsonOf(serviceNumberListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

/** As they stand; administrators change them. */
export function serviceNumberRoutes(app: OpenAPIHono<ApiEnv>, { serviceNumbers }: ApiServices): void {
  app.openapi(list, (c) => c.json({ items: [...serviceNumbers()] }, 200));
}

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { access, PUBLIC } from '../access.js';
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

const listPublic = createRoute({
  method: 'get',
  path: '/public/service-numbers',
  tags: ['rooms'],
  ...PUBLIC,
  responses: {
    200: {
      description: 'What anybody may dial, for who has no login yet',
      content: jsonOf(serviceNumberListSchema),
    },
    ...problemResponses(429, 503),
  },
});

/** Whoever registers has to call one of them first [S32]; it stands before the demand for a login. */
export function publicServiceNumberRoutes(
  app: OpenAPIHono<ApiEnv>,
  { serviceNumbers }: Pick<ApiServices, 'serviceNumbers'>,
): void {
  app.openapi(listPublic, (c) =>
    c.json({ items: serviceNumbers().filter(({ service }) => service !== 'test') }, 200),
  );
}

/** As they stand; administrators change them. */
export function serviceNumberRoutes(app: OpenAPIHono<ApiEnv>, { serviceNumbers }: ApiServices): void {
  app.openapi(list, (c) => c.json({ items: [...serviceNumbers()] }, 200));
}

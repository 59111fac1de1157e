import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { webhookDeliveryRoutes } from './webhook-delivery-routes.js';
import { webhookRoutes } from './webhook-routes.js';

/** Who is told of events over HTTP [S54]. */
export function noticesRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  webhookRoutes(app, services);
  webhookDeliveryRoutes(app, services);
}

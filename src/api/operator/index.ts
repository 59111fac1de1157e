import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { customerRoutes } from './customer-routes.js';
import { operatorAdminRoutes } from './operator-routes.js';
import { queueRoutes } from './queue-routes.js';

/** The help queue and who answers it [S44]. */
export function operatorRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  operatorAdminRoutes(app, services);
  queueRoutes(app, services);
  customerRoutes(app, services);
}

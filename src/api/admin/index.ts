import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { accountRoutes } from './account-routes.js';
import { accountUserRoutes } from './account-user-routes.js';

/** What administrators turn [S45]. */
export function adminRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  accountRoutes(app, services);
  accountUserRoutes(app, services);
}

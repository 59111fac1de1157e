import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';

export function adminRoutes(_app: OpenAPIHono<ApiEnv>, _services: ApiServices): void {}

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { callRecordRoutes } from './call-record-routes.js';
import { conferenceRecordRoutes } from './conference-record-routes.js';
import { recordTotalRoutes } from './record-total-routes.js';

export function recordsRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  conferenceRecordRoutes(app, services);
  callRecordRoutes(app, services);
  recordTotalRoutes(app, services);
}

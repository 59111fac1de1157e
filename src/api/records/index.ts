import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { balanceRoutes } from './balance-routes.js';
import { callRecordRoutes } from './call-record-routes.js';
import { conferenceRecordRoutes } from './conference-record-routes.js';
import { ledgerRoutes } from './ledger-routes.js';
import { recordTotalRoutes } from './record-total-routes.js';
import { recordingFileRoutes } from './recording-file-routes.js';
import { recordingRoutes } from './recording-routes.js';
import { recordingShareRoutes } from './recording-share-routes.js';
import { statementRoutes } from './statement-routes.js';

export function recordsRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  conferenceRecordRoutes(app, services);
  callRecordRoutes(app, services);
  recordTotalRoutes(app, services);
  balanceRoutes(app, services);
  ledgerRoutes(app, services);
  statementRoutes(app, services);
  recordingRoutes(app, services);
  recordingFileRoutes(app, services);
  recordingShareRoutes(app, services);
}

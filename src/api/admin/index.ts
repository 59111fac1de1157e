import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { Auth } from '../door/auth.js';
import type { ApiServices } from '../services.js';
import { accountRoutes } from './account-routes.js';
import { accountUserRoutes } from './account-user-routes.js';
import { boundNumberRoutes } from './bound-number-routes.js';
import { callTraceRoutes } from './call-trace-routes.js';
import { captureRoutes } from './capture-routes.js';
import { chargeFileRoutes } from './charge-file-routes.js';
import { listedNumberRoutes } from './listed-number-routes.js';
import { promptRoutes } from './prompt-routes.js';
import { systemRoutes } from './system-routes.js';
import { tariffRoutes } from './tariff-routes.js';
import { trunkRoutes } from './trunk-routes.js';

/** What administrators turn [S45]. */
export function adminRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, auth: Auth): void {
  accountRoutes(app, services, auth);
  accountUserRoutes(app, services, auth);
  listedNumberRoutes(app, services);
  tariffRoutes(app, services);
  trunkRoutes(app, services);
  boundNumberRoutes(app, services);
  promptRoutes(app, services);
  systemRoutes(app, services);
  callTraceRoutes(app, services);
  captureRoutes(app, services);
  chargeFileRoutes(app, services);
}

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { apiKeyRoutes } from './api-key-routes.js';
import { auditLogRoutes } from './audit-log-routes.js';
import type { Auth } from './auth.js';
import { NumberDesk } from './number-desk.js';
import { numberRoutes } from './number-routes.js';
import { passwordRoutes } from './password-routes.js';
import { profileRoutes } from './profile-routes.js';
import { RegistrationDesk } from './registration-desk.js';
import { registrationRoutes } from './registration-routes.js';
import { loginRoute, sessionRoutes } from './session-routes.js';
import { SpokenCodes } from './spoken-codes.js';

/** What one does before one has a login; these routes stand before the demand for one. */
export function publicDoorRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  auth: Auth,
  codes: SpokenCodes,
): void {
  loginRoute(app, auth);
  registrationRoutes(app, new RegistrationDesk(services, auth, codes));
}

export function doorRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  auth: Auth,
  codes: SpokenCodes,
): void {
  sessionRoutes(app, auth);
  passwordRoutes(app, services, auth);
  profileRoutes(app, services, auth.passwords);
  numberRoutes(app, new NumberDesk(services, codes));
  apiKeyRoutes(app, services);
  auditLogRoutes(app, services);
}

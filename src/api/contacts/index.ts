import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { contactExportRoute } from './contact-export-route.js';
import { contactGroupRoutes } from './contact-group-routes.js';
import { contactImportRoutes } from './contact-import-routes.js';
import { contactRoutes } from './contact-routes.js';

export function contactsRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  // Before /contacts/{contactId}, which would take it for an id.
  contactExportRoute(app, services);
  contactRoutes(app, services);
  contactGroupRoutes(app, services);
  contactImportRoutes(app, services);
}

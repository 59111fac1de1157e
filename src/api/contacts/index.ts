import type { OpenAPIHono } from '@hono/zod-openapi';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from '../context.js';
import type { ApiServices } from '../services.js';
import { contactExportRoute } from './contact-export-route.js';
import { contactGroupRoutes } from './contact-group-routes.js';
import { contactImportRoutes } from './contact-import-routes.js';
import { contactRoutes } from './contact-routes.js';

export function contactsRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  for (const path of CHANGED_BY) app.use(path, tellsChanges(services));
  // Before /contacts/{contactId}, which would take it for an id.
  contactExportRoute(app, services);
  contactRoutes(app, services);
  contactGroupRoutes(app, services);
  contactImportRoutes(app, services);
}

/** By requests to these the contacts become others. */
const CHANGED_BY = ['/contacts', '/contacts/:contactId', '/contact-imports/:importId/confirmation'];

/** One place for all of them: whoever shows contacts, and the running conferences, read them anew. */
const tellsChanges = ({ live }: Pick<ApiServices, 'live'>) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    await next();
    if (c.req.method === 'GET' || !c.res.ok) return;
    live.news.tell(c.get('principal').account.id, { type: 'contacts-changed' });
  });

import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import { docsPage } from './docs-page.js';
import { docsStyle } from './docs-style.js';
import { openApiDocument, registerComponents, type OpenApiDocument } from './openapi-document.js';

/** The description of the API for programs and as pages to read; made once, at the first request. */
export function openApiRoute(app: OpenAPIHono<ApiEnv>): void {
  registerComponents(app);
  let made: OpenApiDocument | undefined;
  const document = (): OpenApiDocument => (made ??= openApiDocument(app));
  let page: string | undefined;
  app.get('/openapi.json', (c) => c.json(document()));
  app.get('/docs', (c) => c.html((page ??= docsPage(document()))));
  app.get('/docs/style.css', (c) => c.text(docsStyle, 200, { 'content-type': 'text/css; charset=utf-8' }));
}

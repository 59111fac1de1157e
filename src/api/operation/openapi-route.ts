import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnv } from '../context.js';
import { SCOPES } from '../door/principal.js';
import { changeEventSchema, snapshotEventSchema } from '../live/live-event-schema.js';

const VERSION = '1';

/** The description of every route that has one; made once, at the first request. */
export function openApiRoute(app: OpenAPIHono<ApiEnv>): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: `An API key, with all scopes or some of: ${SCOPES.join(', ')}`,
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'huitong_session',
    description: 'What changes something needs a same-origin request or the header X-Requested-With',
  });
  // Sent over the event stream, so no route names them as its answer.
  app.openAPIRegistry.register('SnapshotEvent', snapshotEventSchema);
  app.openAPIRegistry.register('ChangeEvent', changeEventSchema);
  let document: object | undefined;
  app.get('/openapi.json', (c) => {
    document ??= app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Huitong',
        version: VERSION,
        description: 'Telephone conferences. Failures are RFC 9457.',
      },
      security: [{ key: [] }, { session: [] }],
    });
    return c.json(document);
  });
}

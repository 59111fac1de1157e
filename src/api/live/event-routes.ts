import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { demands } from '../door/auth.js';
import type { ApiEnv } from '../context.js';
import type { EventHub } from './event-hub.js';
import { isAdmin } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';

const events = createRoute({
  method: 'get',
  path: '/events',
  tags: ['events'],
  middleware: demands('conferences:read'),
  description:
    'Server-sent events: first `snapshot` (SnapshotEvent), then `change` (ChangeEvent) with rising ids. ' +
    'With Last-Event-ID what was missed comes instead of the snapshot, as far as it is still known.',
  request: { headers: z.object({ 'last-event-id': z.string().optional() }) },
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problemResponses(401, 403, 429, 503),
  },
});

export function eventRoutes(app: OpenAPIHono<ApiEnv>, hub: EventHub): void {
  app.openapi(events, (c) => {
    const principal = c.get('principal');
    const listener = {
      account: principal.account.id,
      seesAll: isAdmin(principal),
      isOver: () => principal.session?.isOver() ?? false,
    };
    const stream = hub.open(listener, c.req.valid('header')['last-event-id'], () => {
      c.env?.outgoing?.destroy();
    });
    if (stream === undefined) throw new Problem('STREAM_LIMIT', { retryAfterS: 10 });
    return c.body(stream, 200, {
      'content-type': 'text/event-stream',
      // nginx would hold events back until its buffer is full.
      'x-accel-buffering': 'no',
    });
  });
}

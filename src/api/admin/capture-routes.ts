import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { LegId } from '../../base/ids.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { auditRead } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { captureCreateSchema, captureListSchema, captureSchema, type CaptureView } from './capture-schema.js';
import type { Capture } from './captures.js';

const params = z.object({ captureId: idSchema });
const answer = (description: string) => ({ description, content: jsonOf(captureSchema) });

const create = createRoute({
  method: 'post',
  path: '/admin/captures',
  tags: ['admin'],
  ...access('admin'),
  request: { body: jsonBody(captureCreateSchema) },
  responses: { 201: answer('It runs'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const list = createRoute({
  method: 'get',
  path: '/admin/captures',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'Those that are kept, the newest first', content: jsonOf(captureListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/admin/captures/{captureId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: { 200: answer('How it stands'), ...problemResponses(400, 401, 403, 404, 503) },
});

const download = createRoute({
  method: 'get',
  path: '/admin/captures/{captureId}/packets',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: {
    200: {
      description: 'The packets both ways, as a pcap file',
      content: {
        'application/vnd.tcpdump.pcap': { schema: { type: 'string' as const, format: 'binary' } },
      },
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/admin/captures/{captureId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: { 204: { description: 'It is gone' }, ...problemResponses(400, 401, 403, 404, 503) },
});

/** The packets of a call, for a time and a reason [S45]: who asks and who reads stands in the audit log. */
export function captureRoutes(app: OpenAPIHono<ApiEnv>, { admin }: ApiServices): void {
  const { captures, traces } = admin;

  app.openapi(create, async (c) => {
    const { call, reason, seconds } = c.req.valid('json');
    const leg = traces.find(call)?.call.leg ?? (call as LegId);
    const { actor } = c.get('principal');
    const started = await captures.start({ leg, reason, seconds, by: actor.name });
    if (!started.ok) throw new Problem(started.error.code);
    auditRead(c, { leg, reason, seconds, capture: started.value.id });
    c.header('location', `/api/v1/admin/captures/${started.value.id}`);
    return c.json(view(started.value), 201);
  });

  app.openapi(list, async (c) => c.json({ items: (await captures.list()).map(view) }, 200));

  app.openapi(read, async (c) => c.json(view(await found(c.req.valid('param').captureId)), 200));

  app.openapi(download, async (c) => {
    const { id, leg, reason, endedMs } = await found(c.req.valid('param').captureId);
    if (endedMs === undefined) throw new Problem('CAPTURE_RUNNING');
    const file = await captures.read(id);
    if (file === undefined) throw new Problem('CAPTURE_NOT_FOUND');
    auditRead(c, { leg, reason });
    c.header('content-type', 'application/vnd.tcpdump.pcap');
    c.header('content-disposition', `attachment; filename="${id}.pcap"`);
    return c.body(Uint8Array.from(file), 200);
  });

  app.openapi(remove, async (c) => {
    if (!(await captures.remove(c.req.valid('param').captureId))) throw new Problem('CAPTURE_NOT_FOUND');
    return c.body(null, 204);
  });

  const found = async (id: string): Promise<Capture> => {
    const capture = await captures.find(id);
    if (capture === undefined) throw new Problem('CAPTURE_NOT_FOUND');
    return capture;
  };
}

const view = (capture: Capture): CaptureView => ({ ...capture, endedMs: capture.endedMs ?? null });

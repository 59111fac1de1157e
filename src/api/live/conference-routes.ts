import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ConferenceId, RecordingId } from '../../base/ids.js';
import { microYuan } from '../../billing/money.js';
import type { CommandBody } from '../../conference/commands.js';
import { access } from '../access.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf, pageItems, pageQuery } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { ConferenceDesk } from './conference-desk.js';
import {
  conferenceListSchema,
  conferenceSchema,
  costLimitBody,
  extendBody,
  lockedBody,
  mutedBody,
  recordBody,
} from './conference-schema.js';

const params = z.object({ conferenceId: idSchema });
const path = '/conferences/{conferenceId}';

const read = { tags: ['conferences'], ...access('conferences:read') };
const write = { tags: ['conferences'], ...access('conferences:write') };
const conferenceAnswer = {
  200: { description: 'The conference as it is now', content: jsonOf(conferenceSchema) },
  ...problemResponses(400, 401, 403, 404, 409, 503),
};

const list = createRoute({
  ...read,
  method: 'get',
  path: '/conferences',
  request: { query: pageQuery },
  responses: {
    200: { description: 'The running conferences', content: jsonOf(conferenceListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});
const get = createRoute({ ...read, method: 'get', path, request: { params }, responses: conferenceAnswer });
const end = createRoute({
  ...write,
  method: 'delete',
  path,
  request: { params },
  responses: { 204: { description: 'Ended' }, ...problemResponses(400, 401, 403, 404, 409, 503) },
});
const endByPost = createRoute({ ...end, method: 'post', path: `${path}/end` });
const allowReentry = createRoute({
  ...write,
  method: 'post',
  path: `${path}/allow-reentry`,
  request: { params },
  responses: conferenceAnswer,
});
const lock = createRoute(commanding('lock', lockedBody));
const muteAll = createRoute(commanding('mute-all', mutedBody));
const extend = createRoute(commanding('extend', extendBody));
const record = createRoute(commanding('record', recordBody));
const costLimit = createRoute({
  ...write,
  method: 'put',
  path: `${path}/cost-limit`,
  description: 'When its next block would go beyond it, the conference ends with the blocks that are paid.',
  request: { params, body: jsonBody(costLimitBody) },
  responses: conferenceAnswer,
});

function commanding<Name extends string, Body extends z.ZodType>(name: Name, body: Body) {
  return {
    ...write,
    method: 'post',
    path: `${path}/${name}`,
    request: { params, body: jsonBody(body) },
    responses: conferenceAnswer,
  } as const;
}

/** What is seen and changed of a conference as a whole [S24]. `tellCost`: of what no event of its own tells. */
export function conferenceRoutes(
  app: OpenAPIHono<ApiEnv>,
  services: ApiServices,
  tellCost: (conference: ConferenceId) => void,
): void {
  const desk = new ConferenceDesk(services);
  const commanded = (c: ApiContext, id: string, body: CommandBody) =>
    c.json(desk.commanded(c.get('principal'), id, body), 200);
  const ended = (c: ApiContext, id: string): Response => {
    desk.command(c.get('principal'), id, { type: 'end' });
    return c.body(null, 204);
  };

  app.openapi(list, (c) => {
    const { limit, after } = c.req.valid('query');
    const page = desk.page(c.get('principal'), after, limit + 1);
    return c.json(
      pageItems(page, limit, (conference) => desk.views.summary(conference)),
      200,
    );
  });
  app.openapi(get, (c) => c.json(desk.view(c.get('principal'), c.req.valid('param').conferenceId), 200));
  app.openapi(end, (c) => ended(c, c.req.valid('param').conferenceId));
  app.openapi(endByPost, (c) => ended(c, c.req.valid('param').conferenceId));
  app.openapi(lock, (c) => {
    const { locked } = c.req.valid('json');
    return commanded(c, c.req.valid('param').conferenceId, { type: 'lock', locked });
  });
  app.openapi(muteAll, (c) => {
    const { muted } = c.req.valid('json');
    return commanded(c, c.req.valid('param').conferenceId, { type: 'mute-all', muted });
  });
  app.openapi(extend, (c) => {
    const { byMs } = c.req.valid('json');
    return commanded(c, c.req.valid('param').conferenceId, { type: 'extend', byMs });
  });
  app.openapi(allowReentry, (c) =>
    commanded(c, c.req.valid('param').conferenceId, { type: 'allow-reentry' }),
  );
  app.openapi(record, (c) => {
    const { on, tracks } = c.req.valid('json');
    const recording = services.ids.next<RecordingId>();
    return commanded(c, c.req.valid('param').conferenceId, { type: 'record', on, recording, tracks });
  });
  app.openapi(costLimit, (c) => {
    const { costLimitMicroYuan } = c.req.valid('json');
    const { id } = desk.find(c.get('principal'), c.req.valid('param').conferenceId);
    const costMax = costLimitMicroYuan === null ? undefined : microYuan(costLimitMicroYuan);
    if (!services.live.limitCost(id, costMax)) throw new Problem('CONFERENCE_NOT_FOUND');
    tellCost(id);
    return c.json(desk.view(c.get('principal'), id), 200);
  });
}

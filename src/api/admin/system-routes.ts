import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { AlarmRepository, type AlarmId } from '../../store/repositories/alarm-repository.js';
import { trunkRepository } from '../../store/repositories/trunk-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { ConferenceDesk } from '../live/conference-desk.js';
import { conferenceListSchema } from '../live/conference-schema.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf, pageItems, pageQuery } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import {
  alarmListSchema,
  alarmQuery,
  systemHistoryQuery,
  systemHistorySchema,
  systemSchema,
  type SystemView,
} from './system-schema.js';

const system = createRoute({
  method: 'get',
  path: '/admin/system',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'How the server stands', content: jsonOf(systemSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const history = createRoute({
  method: 'get',
  path: '/admin/system/history',
  tags: ['admin'],
  ...access('admin'),
  request: { query: systemHistoryQuery },
  responses: {
    200: {
      description: 'How it stood in the last hour, the oldest first',
      content: jsonOf(systemHistorySchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const conferences = createRoute({
  method: 'get',
  path: '/admin/conferences',
  tags: ['admin'],
  ...access('admin'),
  request: { query: pageQuery },
  responses: {
    200: { description: 'All that run, of every account', content: jsonOf(conferenceListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const alarms = createRoute({
  method: 'get',
  path: '/admin/alarms',
  tags: ['admin'],
  ...access('admin'),
  request: { query: alarmQuery },
  responses: {
    200: { description: 'What should be looked at, the newest first', content: jsonOf(alarmListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

/** How the server stands [S45]. */
export function systemRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { admin, store, reads } = services;
  const raised = new AlarmRepository(reads);
  const trunks = trunkRepository(store);
  const desk = new ConferenceDesk(services);

  app.openapi(system, async (c) => {
    const states = (await trunks.list()).map(({ rule }) => {
      const { up, callsIn, callsOut } = admin.trunks.stateOf(rule);
      return { id: rule.id, enabled: rule.enabled, up, calls: callsIn + callsOut };
    });
    return c.json(systemView(services, states), 200);
  });

  app.openapi(history, (c) => {
    const samples = admin.history.since(c.req.valid('query').sinceMs).map((sample) => ({
      ...sample,
      beatLateMsP99: sample.beatLateMsP99 ?? null,
      lossRatio: sample.lossRatio ?? null,
      mosMean: sample.mosMean ?? null,
      mosMin: sample.mosMin ?? null,
    }));
    return c.json({ stepMs: admin.history.stepMs, samples }, 200);
  });

  app.openapi(conferences, (c) => {
    const { limit, after } = c.req.valid('query');
    const running = desk.page(c.get('principal'), after, limit + 1);
    return c.json(
      pageItems(running, limit, (one) => desk.views.summary(one)),
      200,
    );
  });

  app.openapi(alarms, async (c) => {
    const { limit, after } = c.req.valid('query');
    const found = await raised.list({ after: after as AlarmId | undefined, limit: limit + 1 });
    return c.json(
      pageItems(found, limit, (alarm) => ({ ...alarm, detail: { ...alarm.detail } })),
      200,
    );
  });
}

function systemView(
  { admin, clock, conferences: { service }, notReady, store }: ApiServices,
  trunks: SystemView['trunks'],
): SystemView {
  const state = admin.system();
  const { writable, waitingUnits, lastError, counts } = state.store;
  return {
    ...state,
    workers: [...state.workers],
    uptimeMs: clock.utcNow() - state.startedMs,
    conferences: service.size,
    notReady: [...notReady(), ...(store.writable ? [] : ['store-not-writable'])],
    store: { writable, waitingUnits, lastError: lastError ?? null, stalls: counts.stalls },
    trunks,
  };
}

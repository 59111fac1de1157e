import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ConferenceId } from '../../base/ids.js';
import {
  ConferenceRepository,
  type ConferenceRecord,
} from '../../store/repositories/conference-repository.js';
import { demands } from '../door/auth.js';
import type { ApiEnv } from '../context.js';
import { isOwner } from '../door/principal.js';
import { Problem } from '../problem.js';
import { idSchema, jsonOf, pageItems, pageQuery } from '../schema-parts.js';
import {
  conferenceRecordDetailSchema,
  conferenceRecordListSchema,
  type ConferenceRecordView,
} from './conference-record-schema.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices } from '../services.js';

const common = { tags: ['history'], middleware: demands('conferences:read') };

const list = createRoute({
  ...common,
  method: 'get',
  path: '/conference-records',
  request: { query: pageQuery },
  responses: {
    200: {
      description: 'The conferences of the account, the newest first; those that run are among them',
      content: jsonOf(conferenceRecordListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const get = createRoute({
  ...common,
  method: 'get',
  path: '/conference-records/{conferenceId}',
  request: { params: z.object({ conferenceId: idSchema }) },
  responses: {
    200: { description: 'Who was in', content: jsonOf(conferenceRecordDetailSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function conferenceRecordRoutes(app: OpenAPIHono<ApiEnv>, { store }: ApiServices): void {
  const conferences = new ConferenceRepository(store);

  app.openapi(list, async (c) => {
    const { limit, after } = c.req.valid('query');
    const records = await conferences.listOfAccount(c.get('principal').account.id, {
      limit: limit + 1,
      after: after as ConferenceId | undefined,
    });
    return c.json(
      pageItems(records.map(view), limit, (record) => record),
      200,
    );
  });

  app.openapi(get, async (c) => {
    const id = c.req.valid('param').conferenceId as ConferenceId;
    const record = await conferences.find(id);
    if (record === undefined || !isOwner(c.get('principal'), record.account)) {
      throw new Problem('CONFERENCE_NOT_FOUND');
    }
    const participants = (await conferences.participants(id)).map((row) => ({
      id: row.participant,
      role: row.role,
      name: row.name,
      number: row.number,
      joinedMs: row.joinedMs,
      leftMs: row.leftMs ?? null,
    }));
    return c.json({ ...view(record), participants }, 200);
  });
}

const view = (record: ConferenceRecord): ConferenceRecordView => ({
  id: record.conference,
  room: record.room ?? null,
  roomNumber: record.roomNumber,
  startedMs: record.startedMs,
  endedMs: record.endedMs ?? null,
  endReason: record.endReason ?? null,
});

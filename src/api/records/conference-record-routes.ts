import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ConferenceId } from '../../base/ids.js';
import {
  ConferenceRecordReads,
  type ConferenceSummary,
} from '../../store/repositories/conference-record-reads.js';
import { ConferenceRepository } from '../../store/repositories/conference-repository.js';
import { LegRecordReads } from '../../store/repositories/leg-record-reads.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { isOwner } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { callRecordView } from './call-record-schema.js';
import {
  conferenceRecordDetailSchema,
  conferenceRecordListQuery,
  conferenceRecordListSchema,
  type ConferenceRecordView,
} from './conference-record-schema.js';
import { conferenceColumns } from './record-csv.js';
import { fileRoute, recordFileAnswer } from './record-file.js';
import { filterOf } from './record-query.js';
import { cursorOf, timePage } from './time-cursor.js';

const list = createRoute({
  method: 'get',
  path: '/conference-records',
  tags: ['records'],
  ...access('records:read'),
  request: { query: conferenceRecordListQuery },
  responses: {
    200: {
      description: 'The conferences of the account, the newest first; those that run are among them',
      content: jsonOf(conferenceRecordListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const file = fileRoute('/conference-records.csv');

const get = createRoute({
  method: 'get',
  path: '/conference-records/{conferenceId}',
  tags: ['records'],
  ...access('records:read'),
  request: { params: z.object({ conferenceId: idSchema }) },
  responses: {
    200: { description: 'Who was in, by which calls', content: jsonOf(conferenceRecordDetailSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function conferenceRecordRoutes(app: OpenAPIHono<ApiEnv>, { reads, clock }: ApiServices): void {
  const records = new ConferenceRecordReads(reads);
  const conferences = new ConferenceRepository(reads);
  const legs = new LegRecordReads(reads);

  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { account } = c.get('principal');
    const filter = filterOf(query, account, clock.utcNow());
    const page = { limit: query.limit + 1, before: cursorOf(query.after) };
    return c.json(timePage(await records.list(account.id, filter, page), query.limit, view, cursor), 200);
  });

  app.openapi(file, (c) =>
    recordFileAnswer(c, c.req.valid('query'), clock.utcNow(), {
      what: 'conferences',
      columns: conferenceColumns,
      list: (...about) => records.list(...about),
      cursor,
    }),
  );

  app.openapi(get, async (c) => {
    const id = c.req.valid('param').conferenceId as ConferenceId;
    const record = await records.find(id);
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
    const callRecords = (await legs.ofConference(id)).map(callRecordView);
    return c.json({ ...view(record), participants, callRecords }, 200);
  });
}

const cursor = ({ startedMs, conference }: ConferenceSummary) => ({ atMs: startedMs, id: conference });

const view = (record: ConferenceSummary): ConferenceRecordView => ({
  id: record.conference,
  room: record.room ?? null,
  roomNumber: record.roomNumber,
  roomName: record.roomName ?? null,
  startedMs: record.startedMs,
  endedMs: record.endedMs ?? null,
  endReason: record.endReason ?? null,
  durationMs: record.endedMs === undefined ? null : record.endedMs - record.startedMs,
  parties: record.parties,
  legs: record.legs,
  costMicroYuan: record.cost,
});

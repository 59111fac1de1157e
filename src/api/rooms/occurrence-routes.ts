import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Account } from '../../accounts/account.js';
import type { OccurrenceException, Room } from '../../accounts/room.js';
import { utcMs } from '../../base/units.js';
import {
  listedOccurrences,
  withOccurrence,
  type ListedOccurrence,
} from '../../booking/occurrence-changes.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { tagOf, versionOf, versionOfTag } from '../etag.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf, utcMsSchema } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { assertSchedule, recurrenceOf, recurrenceView, RoomDesk } from './room-desk.js';
import { recurrenceSchema, windowFields } from './room-schema.js';

/** A rule has no more of them, so they come without pages. */
const occurrenceSchema = z
  .object({
    plannedStartMs: utcMsSchema.openapi({ description: 'By the rule; it names the occurrence' }),
    startMs: utcMsSchema,
    endMs: utcMsSchema,
    state: z.enum(['planned', 'changed', 'cancelled']),
  })
  .openapi('Occurrence');
const occurrencesSchema = z.object({ items: z.array(occurrenceSchema) }).openapi('Occurrences');
const changedSchema = occurrencesSchema
  .extend({ version: z.number().int().openapi({ description: 'Of the room from now on' }) })
  .openapi('ChangedOccurrences');

const previewBody = z
  .strictObject({
    ...windowFields,
    recurrence: recurrenceSchema.nullable(),
  })
  .openapi('OccurrencePreview');
const insteadBody = z
  .strictObject({
    ...windowFields,
    version: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'Of the room, as read; or send it as If-Match' }),
  })
  .openapi('OccurrenceChange');

const ofRoom = z.object({ roomId: idSchema });
const one = {
  path: '/rooms/{roomId}/occurrences/{plannedStartMs}' as const,
  tags: ['rooms'],
  ...access('rooms:write'),
  responses: {
    200: { description: 'The windows of the room as they are now', content: jsonOf(changedSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
};
const params = ofRoom.extend({ plannedStartMs: z.coerce.number().int() });
const headers = z.object({ 'if-match': z.string().optional() });

const list = createRoute({
  ...access('rooms:read'),
  method: 'get',
  path: '/rooms/{roomId}/occurrences',
  tags: ['rooms'],
  request: {
    params: ofRoom,
    query: z.object({
      fromMs: z.coerce.number().int().optional().openapi({ description: 'Not over before' }),
      toMs: z.coerce.number().int().optional().openapi({ description: 'Starting before' }),
    }),
  },
  responses: {
    200: { description: 'Windows of the room, by their planned starts', content: jsonOf(occurrencesSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});
const preview = createRoute({
  ...access('rooms:read'),
  method: 'post',
  path: '/occurrence-previews',
  tags: ['rooms'],
  description: 'The windows that a rule would have; nothing is stored.',
  request: { body: jsonBody(previewBody) },
  responses: {
    200: { description: 'The windows', content: jsonOf(occurrencesSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});
const change = createRoute({
  ...one,
  method: 'put',
  description: 'With the times of the rule it is back as planned.',
  request: { params, headers, body: jsonBody(insteadBody) },
});
const cancel = createRoute({ ...one, method: 'delete', request: { params, headers } });

/** The single windows of a room that repeats [S8]. */
export function occurrenceRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new RoomDesk(services);

  app.openapi(list, async (c) => {
    const { account } = c.get('principal');
    const { fromMs = -Infinity, toMs = Infinity } = c.req.valid('query');
    const room = await desk.find(c.req.valid('param').roomId, account);
    const all = listedOccurrences(room, account.timeZone);
    const items = all.filter(({ startMs, endMs }) => startMs < toMs && endMs > fromMs);
    return c.json({ items: items.map(view) }, 200);
  });

  app.openapi(preview, (c) => {
    const { startMs, durationMs, recurrence } = c.req.valid('json');
    const { account } = c.get('principal');
    const room = { startMs: utcMs(startMs), durationMs, recurrence: recurrenceOf(recurrence) };
    assertSchedule(room, account);
    return c.json({ items: listedOccurrences(room, account.timeZone).map(view) }, 200);
  });

  const changed = async (
    account: Account,
    { roomId, plannedStartMs }: z.infer<typeof params>,
    instead: OccurrenceException['instead'],
    version: (room: Room) => number,
  ) => {
    const room = await desk.find(roomId, account);
    const { recurrence } = room;
    const planned = listedOccurrences(room, account.timeZone);
    if (recurrence === undefined || !planned.some((one) => one.plannedStartMs === utcMs(plannedStartMs)))
      throw new Problem('OCCURRENCE_NOT_FOUND');
    const rule = withOccurrence({ ...room, recurrence }, utcMs(plannedStartMs), instead, account.timeZone);
    return desk.change(roomId, { recurrence: recurrenceView(rule) }, version(room), account);
  };

  app.openapi(change, async (c) => {
    const { startMs, durationMs, version: inBody } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const instead = { startMs: utcMs(startMs), durationMs };
    const room = await changed(c.get('principal').account, c.req.valid('param'), instead, () => version);
    c.header('etag', tagOf(room));
    return c.json(changedView(room, c.get('principal').account), 200);
  });

  app.openapi(cancel, async (c) => {
    const version = versionOfTag(c.req.valid('header')['if-match']);
    const { account } = c.get('principal');
    const room = await changed(account, c.req.valid('param'), undefined, (read) => version ?? read.version);
    c.header('etag', tagOf(room));
    return c.json(changedView(room, c.get('principal').account), 200);
  });
}

const view = ({ plannedStartMs, startMs, endMs, state }: ListedOccurrence) => ({
  plannedStartMs,
  startMs,
  endMs,
  state,
});

const changedView = (room: Room, { timeZone }: Account) => ({
  version: room.version,
  items: listedOccurrences(room, timeZone).map(view),
});

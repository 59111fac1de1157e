import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Account } from '../../accounts/account.js';
import type { Room } from '../../accounts/room.js';
import type { RoomId } from '../../base/ids.js';
import { access, accessOnce } from '../access.js';
import { ConferenceViews, OWNER } from '../live/conference-view.js';
import type { ApiEnv } from '../context.js';
import { DEFAULT_INVITATIONS } from '../../notices/room-invitations.js';
import type { ListedInvitations } from '../../store/repositories/room-list-reads.js';
import { Problem } from '../problem.js';
import { tagOf, versionOf, versionOfTag } from '../etag.js';
import { RoomDesk } from './room-desk.js';
import { roomView } from './room-view.js';
import { idSchema, jsonBody, jsonOf, pageItems } from '../schema-parts.js';
import { conferenceSchema } from '../live/conference-schema.js';
import { problemResponses } from '../problem-schema.js';
import {
  roomChangeSchema,
  roomCreateSchema,
  roomListQuery,
  roomListSchema,
  roomSchema,
  type RoomView,
} from './room-schema.js';
import type { ApiServices } from '../services.js';

const params = z.object({ roomId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const roomAnswer = (description: string) => ({ description, content: jsonOf(roomSchema) });

const list = createRoute({
  method: 'get',
  path: '/rooms',
  tags: ['rooms'],
  ...access('rooms:read'),
  request: { query: roomListQuery },
  responses: {
    200: { description: 'Rooms of the account, in the order of creation', content: jsonOf(roomListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/rooms',
  tags: ['rooms'],
  ...accessOnce('rooms:write'),
  request: { body: jsonBody(roomCreateSchema) },
  responses: { 201: roomAnswer('The new room'), ...problemResponses(400, 401, 403, 409, 503) },
});

const read = createRoute({
  method: 'get',
  path: '/rooms/{roomId}',
  tags: ['rooms'],
  ...access('rooms:read'),
  request: { params },
  responses: { 200: roomAnswer('The room'), ...problemResponses(400, 401, 403, 404, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/rooms/{roomId}',
  tags: ['rooms'],
  ...access('rooms:write'),
  request: { params, headers: ifMatch, body: jsonBody(roomChangeSchema) },
  responses: { 200: roomAnswer('The changed room'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  method: 'delete',
  path: '/rooms/{roomId}',
  tags: ['rooms'],
  ...access('rooms:write'),
  request: { params, headers: ifMatch },
  responses: {
    204: { description: 'Removed; a running conference goes on' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const conference = createRoute({
  method: 'get',
  path: '/rooms/{roomId}/conference',
  tags: ['rooms'],
  ...access('conferences:read'),
  request: { params },
  responses: {
    200: { description: 'The running conference of the room', content: jsonOf(conferenceSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function roomRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new RoomDesk(services);
  const views = new ConferenceViews(services.live);
  const running = (room: Room) =>
    services.conferences.service.stateOfRoom({ room: room.id, roomNumber: room.number });
  const view = (
    room: Room,
    told: ListedInvitations,
    { timeZone }: Account,
    nowMs = services.clock.utcNow(),
  ): RoomView => {
    const state = running(room);
    const { calendar, earlyEntryMs } = services.live;
    const now = calendar.at(room, timeZone, nowMs, earlyEntryMs);
    return roomView(room, told, {
      conference: state ? { id: state.id, parties: state.participants.size } : null,
      occurrence: now ? { startMs: now.startMs, endMs: now.startMs + now.durationMs } : null,
    });
  };

  app.openapi(list, async (c) => {
    const { limit, after, window } = c.req.valid('query');
    const atMs = services.clock.utcNow();
    const { account } = c.get('principal');
    const rooms = await desk.list(
      account,
      { limit: limit + 1, after: after as RoomId | undefined },
      window && { is: window, atMs },
    );
    const shown = rooms.map(({ room, invitations }) =>
      view(room, invitations ?? DEFAULT_INVITATIONS, account, atMs),
    );
    return c.json(
      pageItems(shown, limit, (room) => room),
      200,
    );
  });

  app.openapi(create, async (c) => {
    const { account } = c.get('principal');
    const room = await desk.create(c.req.valid('json'), account);
    c.header('etag', tagOf(room));
    c.header('location', `/api/v1/rooms/${room.id}`);
    return c.json(view(room, await desk.telling.of(room), account), 201);
  });

  app.openapi(read, async (c) => {
    const { account } = c.get('principal');
    const room = await desk.find(c.req.valid('param').roomId, account);
    c.header('etag', tagOf(room));
    return c.json(view(room, await desk.telling.of(room), account), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { account } = c.get('principal');
    const room = await desk.change(c.req.valid('param').roomId, wanted, version, account);
    c.header('etag', tagOf(room));
    return c.json(view(room, await desk.telling.of(room), account), 200);
  });

  app.openapi(remove, async (c) => {
    const version = versionOfTag(c.req.valid('header')['if-match']);
    await desk.remove(c.req.valid('param').roomId, version, c.get('principal').account);
    return c.body(null, 204);
  });

  app.openapi(conference, async (c) => {
    const room = await desk.find(c.req.valid('param').roomId, c.get('principal').account);
    const state = running(room);
    const snapshot = state && services.conferences.service.snapshot(state.id);
    if (snapshot === undefined) throw new Problem('CONFERENCE_NOT_RUNNING');
    return c.json(views.conference(snapshot, OWNER), 200);
  });
}

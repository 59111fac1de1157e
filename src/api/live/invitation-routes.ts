import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { RoomDesk } from '../rooms/room-desk.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { ConferenceDesk } from './conference-desk.js';
import { InvitationDesk } from './invitation-desk.js';
import { callMeBody, invitedSchema, roomInvitationBody } from './invitation-schema.js';
import { invitationBody } from './party-schema.js';

const ofConference = z.object({ conferenceId: idSchema });
const ofRoom = z.object({ roomId: idSchema });
const calling = {
  method: 'post',
  ...accessOnce('conferences:write'),
  responses: {
    200: { description: 'Who is called, and who is not', content: jsonOf(invitedSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
} as const;

const invite = createRoute({
  ...calling,
  tags: ['conferences'],
  path: '/conferences/{conferenceId}/invitations',
  request: { params: ofConference, body: jsonBody(invitationBody) },
});
const callMe = createRoute({
  ...calling,
  tags: ['conferences'],
  path: '/conferences/{conferenceId}/call-me',
  request: { params: ofConference, body: jsonBody(callMeBody) },
});
const inviteIntoRoom = createRoute({
  ...calling,
  tags: ['rooms'],
  path: '/rooms/{roomId}/invitations',
  description: 'The first invitation starts the conference of the room.',
  request: { params: ofRoom, body: jsonBody(roomInvitationBody) },
});
const callMeIntoRoom = createRoute({
  ...calling,
  tags: ['rooms'],
  path: '/rooms/{roomId}/call-me',
  request: { params: ofRoom, body: jsonBody(callMeBody) },
});

/** 发起单人邀请, 发起多人邀请, 群呼 and 呼叫我的电话 [S24]. */
export function invitationRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const conferences = new ConferenceDesk(services);
  const desk = new InvitationDesk(services, conferences);
  const rooms = new RoomDesk(services);

  app.openapi(invite, async (c) => {
    const { conferenceId } = c.req.valid('param');
    return c.json(await desk.intoConference(c.get('principal'), conferenceId, c.req.valid('json')), 200);
  });
  app.openapi(callMe, async (c) => {
    const principal = c.get('principal');
    const { id } = conferences.find(principal, c.req.valid('param').conferenceId);
    return c.json(await desk.callMe(principal, () => id, c.req.valid('json').number), 200);
  });
  app.openapi(inviteIntoRoom, async (c) => {
    const principal = c.get('principal');
    const room = await rooms.find(c.req.valid('param').roomId, principal.account);
    return c.json(await desk.intoRoom(principal, room, c.req.valid('json')), 200);
  });
  app.openapi(callMeIntoRoom, async (c) => {
    const principal = c.get('principal');
    const room = await rooms.find(c.req.valid('param').roomId, principal.account);
    const open = () => desk.open(room, principal.account);
    return c.json(await desk.callMe(principal, open, c.req.valid('json').number), 200);
  });
}

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ParticipantId } from '../../base/ids.js';
import type { CommandBody } from '../../conference/commands.js';
import { access, accessOnce } from '../access.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { ConferenceDesk } from './conference-desk.js';
import {
  conferenceSchema,
  handBody,
  handPlaceBody,
  holdBody,
  participantMutedBody,
  participantSchema,
} from './conference-schema.js';

const params = z.object({ conferenceId: idSchema, participantId: idSchema });
const path = '/conferences/{conferenceId}/participants/{participantId}';
const write = { tags: ['conferences'], ...access('conferences:write') };
const problems = problemResponses(400, 401, 403, 404, 409, 503);

const mute = createRoute(changing('mute', participantMutedBody));
const hold = createRoute(changing('hold', holdBody));
const hand = createRoute(changing('hand', handBody));
const handPlace = createRoute(changing('hand-place', handPlaceBody));
const kick = createRoute(leaving('kick', 'Hung up; its number stays out until re-entry is allowed'));
const hangUp = createRoute(leaving('hang-up', 'Hung up, or not called any more; it may come again'));
const redialAnswer = {
  200: { description: 'The conference as it is now', content: jsonOf(conferenceSchema) },
  ...problems,
};
const redial = createRoute({
  ...accessOnce('conferences:write'),
  tags: ['conferences'],
  method: 'post',
  path: `${path}/redial`,
  description: 'Calls one who left, or never came, again.',
  request: { params },
  responses: redialAnswer,
});
const redialAll = createRoute({
  ...accessOnce('conferences:write'),
  tags: ['conferences'],
  method: 'post',
  path: '/conferences/{conferenceId}/redial',
  description: 'Calls all again whom no call has reached.',
  request: { params: params.pick({ conferenceId: true }) },
  responses: redialAnswer,
});

function changing<Name extends string, Body extends z.ZodType>(name: Name, body: Body) {
  return {
    ...write,
    method: 'post',
    path: `${path}/${name}`,
    request: { params, body: jsonBody(body) },
    responses: {
      200: { description: 'The participant as it is now', content: jsonOf(participantSchema) },
      ...problems,
    },
  } as const;
}

function leaving<Name extends string>(name: Name, description: string) {
  return {
    ...write,
    method: 'post',
    path: `${path}/${name}`,
    request: { params },
    responses: { 204: { description }, ...problems },
  } as const;
}

interface Named {
  readonly conferenceId: string;
  readonly participantId: string;
}

/** What is done to one participant [S24]. */
export function participantRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new ConferenceDesk(services);
  const changed = (c: ApiContext, named: Named, body: CommandBody) => {
    desk.command(c.get('principal'), named.conferenceId, body);
    return shown(c, named);
  };
  const shown = (c: ApiContext, named: Named) =>
    c.json(desk.participant(c.get('principal'), named.conferenceId, whom(named)), 200);
  const gone = (c: ApiContext, { conferenceId }: Named, body: CommandBody): Response => {
    desk.command(c.get('principal'), conferenceId, body);
    return c.body(null, 204);
  };

  app.openapi(mute, (c) => {
    const named = c.req.valid('param');
    const { muted, own } = c.req.valid('json');
    if (!own) return changed(c, named, { type: 'mute', participant: whom(named), muted });
    desk.muteOwn(c.get('principal'), named.conferenceId, whom(named), muted);
    return shown(c, named);
  });
  app.openapi(hold, (c) => {
    const named = c.req.valid('param');
    const { on } = c.req.valid('json');
    return changed(c, named, { type: 'hold', participant: whom(named), on });
  });
  app.openapi(hand, (c) => {
    const named = c.req.valid('param');
    const { raised } = c.req.valid('json');
    return changed(c, named, { type: 'raise-hand', participant: whom(named), raised });
  });
  app.openapi(handPlace, (c) => {
    const named = c.req.valid('param');
    const before = (c.req.valid('json').before ?? undefined) as ParticipantId | undefined;
    return changed(c, named, { type: 'place-hand', participant: whom(named), before });
  });
  app.openapi(kick, (c) => {
    const named = c.req.valid('param');
    return gone(c, named, { type: 'kick', participant: whom(named) });
  });
  app.openapi(hangUp, (c) => {
    const named = c.req.valid('param');
    return gone(c, named, { type: 'hang-up', participant: whom(named) });
  });
  app.openapi(redial, (c) => {
    const named = c.req.valid('param');
    const body: CommandBody = { type: 'redial', participant: whom(named) };
    return c.json(desk.commanded(c.get('principal'), named.conferenceId, body), 200);
  });
  app.openapi(redialAll, (c) => {
    const { conferenceId } = c.req.valid('param');
    const body: CommandBody = { type: 'redial', participant: 'all' };
    return c.json(desk.commanded(c.get('principal'), conferenceId, body), 200);
  });
}

const whom = ({ participantId }: Named): ParticipantId => participantId as ParticipantId;

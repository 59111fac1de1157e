import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ConferenceId, ParticipantId } from '../../base/ids.js';
import type { CommandBody, RefusalCode } from '../../conference/commands.js';
import type { ConferenceSnapshot } from '../../conference/snapshot.js';
import { demands } from '../door/auth.js';
import { conferenceView, participantView, summaryView, type Viewer } from './conference-view.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { isOwner, maySee } from '../door/principal.js';
import { Problem, type ProblemCode } from '../problem.js';
import { idSchema, jsonBody, jsonOf, pageItems, pageQuery } from '../schema-parts.js';
import {
  conferenceListSchema,
  conferenceSchema,
  extendBody,
  lockedBody,
  mutedBody,
  participantSchema,
} from './conference-schema.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices, Conferences } from '../services.js';

const params = z.object({ conferenceId: idSchema });
const participantParams = params.extend({ participantId: idSchema });
const path = '/conferences/{conferenceId}';
const participantPath = `${path}/participants/{participantId}` as const;

const read = { tags: ['conferences'], middleware: demands('conferences:read') };
const write = { tags: ['conferences'], middleware: demands('conferences:write') };
const conferenceAnswer = {
  200: { description: 'The conference as it is now', content: jsonOf(conferenceSchema) },
  ...problemResponses(400, 401, 403, 404, 409, 503),
};
const nothing = (description: string) => ({
  204: { description },
  ...problemResponses(400, 401, 403, 404, 409, 503),
});

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
  responses: nothing('Ended'),
});
const endByPost = createRoute({ ...end, method: 'post', path: `${path}/end` });
const lock = createRoute({
  ...write,
  method: 'post',
  path: `${path}/lock`,
  request: { params, body: jsonBody(lockedBody) },
  responses: conferenceAnswer,
});
const muteAll = createRoute({
  ...write,
  method: 'post',
  path: `${path}/mute-all`,
  request: { params, body: jsonBody(mutedBody) },
  responses: conferenceAnswer,
});
const extend = createRoute({
  ...write,
  method: 'post',
  path: `${path}/extend`,
  request: { params, body: jsonBody(extendBody) },
  responses: conferenceAnswer,
});
const allowReentry = createRoute({
  ...write,
  method: 'post',
  path: `${path}/allow-reentry`,
  request: { params },
  responses: conferenceAnswer,
});
const mute = createRoute({
  ...write,
  method: 'post',
  path: `${participantPath}/mute`,
  request: { params: participantParams, body: jsonBody(mutedBody) },
  responses: {
    200: { description: 'The participant as it is now', content: jsonOf(participantSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});
const kick = createRoute({
  ...write,
  method: 'post',
  path: `${participantPath}/kick`,
  request: { params: participantParams },
  responses: nothing('Hung up; its number stays out until re-entry is allowed'),
});

export function conferenceRoutes(app: OpenAPIHono<ApiEnv>, { conferences }: ApiServices): void {
  const desk = new ConferenceDesk(conferences);

  app.openapi(list, (c) => {
    const { limit, after } = c.req.valid('query');
    return c.json(pageItems(desk.page(c, after, limit + 1), limit, summaryView), 200);
  });
  app.openapi(get, (c) => {
    const conference = desk.find(c, c.req.valid('param').conferenceId);
    return c.json(conferenceView(conference, viewerOf(c, conference)), 200);
  });
  app.openapi(end, (c) => {
    desk.command(c, c.req.valid('param').conferenceId, { type: 'end' });
    return c.body(null, 204);
  });
  app.openapi(endByPost, (c) => {
    desk.command(c, c.req.valid('param').conferenceId, { type: 'end' });
    return c.body(null, 204);
  });
  app.openapi(lock, (c) => {
    const body: CommandBody = { type: 'lock', locked: c.req.valid('json').locked };
    return c.json(desk.commanded(c, c.req.valid('param').conferenceId, body), 200);
  });
  app.openapi(muteAll, (c) => {
    const body: CommandBody = { type: 'mute-all', muted: c.req.valid('json').muted };
    return c.json(desk.commanded(c, c.req.valid('param').conferenceId, body), 200);
  });
  app.openapi(extend, (c) => {
    const body: CommandBody = { type: 'extend', byMs: c.req.valid('json').byMs };
    return c.json(desk.commanded(c, c.req.valid('param').conferenceId, body), 200);
  });
  app.openapi(allowReentry, (c) => {
    return c.json(desk.commanded(c, c.req.valid('param').conferenceId, { type: 'allow-reentry' }), 200);
  });
  app.openapi(mute, (c) => {
    const { conferenceId, participantId } = c.req.valid('param');
    const { muted } = c.req.valid('json');
    desk.command(c, conferenceId, { type: 'mute', participant: participantId as ParticipantId, muted });
    const conference = desk.find(c, conferenceId);
    const participant = conference.participants.find(({ id }) => id === participantId);
    if (participant === undefined) throw new Problem('PARTICIPANT_NOT_FOUND');
    return c.json(participantView(participant, viewerOf(c, conference)), 200);
  });
  app.openapi(kick, (c) => {
    const { conferenceId, participantId } = c.req.valid('param');
    desk.command(c, conferenceId, { type: 'kick', participant: participantId as ParticipantId });
    return c.body(null, 204);
  });
}

/** The running conferences as far as the caller may see them. */
class ConferenceDesk {
  readonly #conferences: Conferences;

  constructor(conferences: Conferences) {
    this.#conferences = conferences;
  }

  /** In the order of opening. */
  page(c: ApiContext, after: string | undefined, limit: number): readonly ConferenceSnapshot[] {
    const seen = this.#conferences.service
      .snapshots()
      .filter(({ account }) => maySee(c.get('principal'), account));
    const following = after === undefined ? seen : seen.filter(({ id }) => id > after);
    return following.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  /** One that the caller may not see does not exist [S53]. */
  find(c: ApiContext, id: string): ConferenceSnapshot {
    const conference = this.#conferences.service.snapshot(id as ConferenceId);
    if (conference === undefined || !maySee(c.get('principal'), conference.account)) {
      throw new Problem('CONFERENCE_NOT_FOUND');
    }
    return conference;
  }

  command(c: ApiContext, id: string, body: CommandBody): void {
    const conference = this.find(c, id);
    const by = { kind: 'owner', account: conference.account } as const;
    const { result } = this.#conferences.dispatch(body, conference.id, by);
    if (!result.ok) throw refusal(result.error.code);
  }

  /** The conference after the command. */
  commanded(c: ApiContext, id: string, body: CommandBody) {
    this.command(c, id, body);
    const conference = this.find(c, id);
    return conferenceView(conference, viewerOf(c, conference));
  }
}

const viewerOf = (c: ApiContext, { account }: ConferenceSnapshot): Viewer => ({
  masked: !isOwner(c.get('principal'), account),
});

const PROBLEM_OF_REFUSAL: Partial<Record<RefusalCode, ProblemCode>> = {
  CONFERENCE_NOT_FOUND: 'CONFERENCE_NOT_FOUND',
  PARTICIPANT_NOT_FOUND: 'PARTICIPANT_NOT_FOUND',
  NO_WINDOW_TO_EXTEND: 'NO_WINDOW_TO_EXTEND',
};

const refusal = (code: RefusalCode): Problem =>
  new Problem(PROBLEM_OF_REFUSAL[code] ?? 'COMMAND_REFUSED', { detail: code });

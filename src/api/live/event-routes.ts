import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ConferenceId } from '../../base/ids.js';
import { later, type MonotonicMs } from '../../base/units.js';
import { access } from '../access.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { isAdmin, isOperator } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { ConferenceDesk } from './conference-desk.js';
import type { EventHub } from './event-hub.js';
import type { Listener } from './event-streams.js';
import {
  accountEventSchema,
  changeEventSchema,
  measuresEventSchema,
  namesEventSchema,
  operatorEventSchema,
  snapshotEventSchema,
  talkingEventSchema,
} from './live-event-schema.js';

/** So soon a stream has to show its key again, which may be revoked by then; it goes on with its last event. */
const KEY_STREAM_MS = 600_000;

const EVENTS = {
  SnapshotEvent: snapshotEventSchema,
  ChangeEvent: changeEventSchema,
  TalkingEvent: talkingEventSchema,
  MeasuresEvent: measuresEventSchema,
  NamesEvent: namesEventSchema,
  AccountEvent: accountEventSchema,
  OperatorEvent: operatorEventSchema,
};

const events = createRoute({
  ...access('conferences:read'),
  method: 'get',
  path: '/events',
  tags: ['events'],
  description:
    'Server-sent events: first `snapshot` (SnapshotEvent), then `change` (ChangeEvent), `talking` (TalkingEvent), ' +
    '`measures` (MeasuresEvent), `names` (NamesEvent), `account` (AccountEvent) and, for operators, `operator` ' +
    '(OperatorEvent). The ids are cursors that mean nothing to a client: with the last one as Last-Event-ID what ' +
    'was missed comes instead of the snapshot, as far as it is still known.',
  request: {
    headers: z.object({ 'last-event-id': z.string().optional() }),
    query: z.object({
      conference: idSchema.optional().openapi({ description: 'Only of this running conference' }),
    }),
  },
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: z.string() } } },
    ...problemResponses(400, 401, 403, 404, 429, 503),
  },
});

export function eventRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, hub: EventHub): void {
  // No route answers with them, so the description would leave them out.
  for (const [name, schema] of Object.entries(EVENTS)) app.openAPIRegistry.register(name, schema);
  const desk = new ConferenceDesk(services);
  const isRunning = (id: ConferenceId): boolean => services.conferences.service.state(id) !== undefined;
  app.openapi(events, (c) => {
    const wanted = c.req.valid('query').conference;
    const conference = wanted === undefined ? undefined : desk.find(c.get('principal'), wanted).id;
    const listener = listenerOf(c, conference, isRunning, () => services.clock.now());
    const stream = hub.open(listener, c.req.valid('header')['last-event-id'], () => {
      c.env?.outgoing?.destroy();
    });
    if (stream === undefined) throw new Problem('STREAM_LIMIT', { retryAfterS: 10 });
    return c.body(stream, 200, {
      'content-type': 'text/event-stream',
      // nginx would hold events back until its buffer is full.
      'x-accel-buffering': 'no',
    });
  });
}

function listenerOf(
  c: ApiContext,
  conference: ConferenceId | undefined,
  isRunning: (id: ConferenceId) => boolean,
  now: () => MonotonicMs,
): Listener {
  const principal = c.get('principal');
  const { session, conference: only } = principal;
  const keyUntilMs = later(now(), KEY_STREAM_MS);
  return {
    account: principal.account.id,
    seesAll: isAdmin(principal),
    isOperator: isOperator(principal),
    conference,
    isOver: () => {
      if (session !== undefined) return session.isOver();
      // Whoever controls one conference without a login has nothing to hear after it.
      return only === undefined ? now() >= keyUntilMs : !isRunning(only);
    },
  };
}

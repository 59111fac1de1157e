import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId, ParticipantId } from '../../base/ids.js';
import type { QueuedRequest } from '../../call/operator-request.js';
import { AccountRepository } from '../../store/repositories/account-repository.js';
import type { OperatorRow } from '../../store/repositories/operator-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { isAdmin, type Principal } from '../door/principal.js';
import { shownNumber } from '../shown-number.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { OperatorDesk } from './operator-desk.js';
import {
  dutyBody,
  dutySchema,
  queueSchema,
  takeBody,
  type DutyView,
  type HelpQueueView,
} from './operator-schema.js';

const tags = ['operator'];
const params = z.object({ participantId: idSchema });
const dutyAnswer = { description: 'Whether requests ring at your telephone', content: jsonOf(dutySchema) };

const readDuty = createRoute({
  ...access('operator'),
  method: 'get',
  path: '/operator/duty',
  tags,
  responses: { 200: dutyAnswer, ...problemResponses(401, 403, 404, 503) },
});

const putDuty = createRoute({
  ...access('operator'),
  method: 'put',
  path: '/operator/duty',
  tags,
  request: { body: jsonBody(dutyBody) },
  responses: { 200: dutyAnswer, ...problemResponses(400, 401, 403, 404, 503) },
});

const queue = createRoute({
  ...access('operator'),
  method: 'get',
  path: '/operator/queue',
  tags,
  responses: {
    200: { description: 'Who waits, the longest first, and who speaks', content: jsonOf(queueSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const take = createRoute({
  ...accessOnce('operator'),
  method: 'post',
  path: '/operator/queue/{participantId}/take',
  tags,
  description:
    'Your telephone rings, and 1 leads to the private line; or your browser, whose answer leads there.',
  request: { params, body: jsonBody(takeBody) },
  responses: {
    202: { description: 'It is called' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const giveBack = createRoute({
  ...access('operator'),
  method: 'post',
  path: '/operator/queue/{participantId}/return',
  tags,
  request: { params },
  responses: {
    204: { description: 'Back in the room; the operator is let go' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** The help queue, for those who answer it [S14] [S44]. */
export function queueRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { operator: running } = services;
  const desk = new OperatorDesk(services);
  const dutyView = (row: OperatorRow): DutyView => ({
    operator: row.id,
    number: row.e164,
    browser: running.roster.operatorOf(row).called.browser !== undefined,
    enabled: row.enabled,
    onDuty: row.onDuty,
    open: running.roster.isOpen(),
    hours: { hours: running.roster.hours.hours ?? null, timeZone: running.roster.hours.timeZone },
  });
  const wanted = (principal: Principal, operator: string | undefined): Promise<OperatorRow> => {
    if (operator === undefined) return desk.own(principal);
    if (!isAdmin(principal)) throw new Problem('ADMIN_ONLY');
    return desk.find(operator);
  };

  app.openapi(readDuty, async (c) => c.json(dutyView(await desk.own(c.get('principal'))), 200));

  app.openapi(putDuty, async (c) => {
    const own = await desk.own(c.get('principal'));
    return c.json(dutyView(await desk.setDuty(own, c.req.valid('json').onDuty)), 200);
  });

  app.openapi(queue, async (c) => {
    const items = await Promise.all(running.queue.requests().map((one) => requestView(one, services)));
    return c.json({ items }, 200);
  });

  app.openapi(take, async (c) => {
    const row = await wanted(c.get('principal'), c.req.valid('json').operator);
    if (!(await desk.isAble(row))) throw new Problem('OPERATOR_BUSY');
    const participant = c.req.valid('param').participantId as ParticipantId;
    switch (running.queue.take(participant, running.roster.operatorOf(row))) {
      case 'calling':
        return c.body(null, 202);
      case 'busy':
        throw new Problem('OPERATOR_BUSY');
      case 'not-waiting':
        throw new Problem('REQUEST_NOT_FOUND');
    }
  });

  app.openapi(giveBack, (c) => {
    const participant = c.req.valid('param').participantId as ParticipantId;
    if (!running.queue.giveBack(participant)) throw new Problem('REQUEST_NOT_FOUND');
    return c.body(null, 204);
  });
}

async function requestView(
  { conference, participant, askedMs, state, operator }: QueuedRequest,
  { conferences, store, clock }: ApiServices,
): Promise<HelpQueueView['items'][number]> {
  const snapshot = conferences.service.snapshot(conference);
  const party = snapshot?.participants.find(({ id }) => id === participant);
  return {
    id: participant,
    conference,
    kind: snapshot?.kind ?? null,
    room: snapshot?.roomNumber ?? null,
    conferenceName: snapshot?.name ?? null,
    account: await accountOf(snapshot?.account, new AccountRepository(store)),
    name: party?.name ?? null,
    number: party?.number === undefined ? null : shownNumber(party.number, true),
    askedMs,
    waitedMs: clock.utcNow() - askedMs,
    state,
    operator: operator ?? null,
  };
}

async function accountOf(id: AccountId | undefined, accounts: AccountRepository) {
  const account = id && (await accounts.find(id));
  return account ? { id: account.id, number: account.number, name: account.name } : null;
}

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { maskNumber } from '../../base/log.js';
import { LegRepository } from '../../store/repositories/leg-repository.js';
import type { LegRecord } from '../../store/repositories/leg-row.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { auditRead } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import {
  callIdSchema,
  callTraceListSchema,
  callTraceQuery,
  sipLadderSchema,
  type CallTraceView,
} from './call-trace-schema.js';
import type { CallTrace } from './call-traces.js';
import { maskedMessage } from './masked-message.js';

const list = createRoute({
  method: 'get',
  path: '/admin/calls',
  tags: ['admin'],
  ...access('admin'),
  request: { query: callTraceQuery },
  responses: {
    200: {
      description: 'The last calls and those that are up, the newest first',
      content: jsonOf(callTraceListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const messages = createRoute({
  method: 'get',
  path: '/admin/calls/{callId}/messages',
  tags: ['admin'],
  ...access('admin'),
  request: {
    params: z.object({
      callId: callIdSchema.openapi({ description: 'The Call-ID of its dialog, or the id of the leg' }),
    }),
  },
  responses: {
    200: { description: 'Its SIP messages, the oldest first', content: jsonOf(sipLadderSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** What was said over SIP in the last calls, and what became of them [S45]. */
export function callTraceRoutes(app: OpenAPIHono<ApiEnv>, { admin, reads }: ApiServices): void {
  const legs = new LegRepository(reads);

  app.openapi(list, async (c) => {
    const { limit, after, number, ...rest } = c.req.valid('query');
    const found = admin.traces.list({ ...rest, number: number && nationalDigits(number) }, after, limit + 1);
    const page = found.slice(0, limit);
    const items = await withRecords(page);
    const last = page.at(-1);
    return c.json({ items, next: found.length > limit && last !== undefined ? last.callId : null }, 200);
  });

  app.openapi(messages, async (c) => {
    const found = admin.traces.find(c.req.valid('param').callId);
    if (found === undefined) throw new Problem('CALL_NOT_FOUND');
    auditRead(c);
    const [call] = await withRecords([found.call]);
    const items = found.messages.map((message) => ({
      ...message,
      transport: message.transport ?? null,
      startLine: maskedMessage(message.startLine),
      text: maskedMessage(message.text),
    }));
    return c.json({ call: call!, items }, 200);
  });

  const withRecords = async (traces: readonly CallTrace[]): Promise<CallTraceView[]> => {
    const ids = traces.flatMap(({ leg }) => (leg === undefined ? [] : [leg]));
    const records = new Map((await legs.listByIds(ids)).map((record) => [record.opened.leg, record]));
    return traces.map((trace) => view(trace, trace.leg && records.get(trace.leg)));
  };
}

const view = (trace: CallTrace, record: LegRecord | undefined): CallTraceView => ({
  ...trace,
  leg: trace.leg ?? null,
  conference: record?.joined?.conference ?? null,
  endReason: record?.closed?.reason ?? null,
  described: trace.described ?? null,
  trunk: trace.trunk ?? null,
  from: maskedParty(trace.from),
  to: maskedParty(trace.to),
  endedMs: trace.endedMs ?? null,
});

/** Short numbers are services, not people. */
const maskedParty = (party: string): string =>
  /^\+?\d{7,}$/.test(party) ? maskNumber(party) : maskedMessage(party);

/** As it stands in most messages, whichever way it was typed: without the country and the leading 0. */
const nationalDigits = (typed: string): string =>
  typed
    .replace(/^\s*(?:\+|00)86/, '')
    .replaceAll(/\D/g, '')
    .replace(/^0+(?=\d{3})/, '');

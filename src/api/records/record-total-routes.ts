import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { RecordTotalsReads, type RecordTotals } from '../../store/repositories/record-totals.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf, utcMsSchema } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { rangeOf, rangeQuery } from './record-query.js';

const sum = {
  legs: z.number().int(),
  durationMs: z.number().int(),
  chargedS: z.number().int(),
  costMicroYuan: z.number().int(),
};

/** 话务统计 [S42]. */
export const recordTotalsSchema = z
  .object({
    fromMs: utcMsSchema,
    toMs: utcMsSchema,
    conferences: z.number().int(),
    ...sum,
    byDay: z
      .array(z.object({ date: z.string(), ...sum }))
      .openapi({ description: 'By local date; days without a call are left out' }),
    byKind: z
      .array(z.object({ service: z.string().nullable(), kind: z.string().nullable(), ...sum }))
      .openapi({
        description: 'kind null: legs that are still up, or that nobody pays for',
      }),
  })
  .openapi('RecordTotals');

export type RecordTotalsView = z.infer<typeof recordTotalsSchema>;

const totals = createRoute({
  method: 'get',
  path: '/record-totals',
  tags: ['records'],
  ...access('records:read'),
  request: { query: rangeQuery },
  responses: {
    200: { description: 'What the calls of a range add up to', content: jsonOf(recordTotalsSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

export function recordTotalRoutes(app: OpenAPIHono<ApiEnv>, { reads, clock }: ApiServices): void {
  const records = new RecordTotalsReads(reads);

  app.openapi(totals, async (c) => {
    const { account } = c.get('principal');
    const range = rangeOf(c.req.valid('query'), account, clock.utcNow());
    const found = await records.of(account.id, range, account.timeZone);
    return c.json({ byDay: [...found.byDay], byKind: [...found.byKind], ...range, ...sumsOf(found) }, 200);
  });
}

const sumsOf = ({ legs, durationMs, chargedS, costMicroYuan, conferences }: RecordTotals) => ({
  legs,
  durationMs,
  chargedS,
  costMicroYuan,
  conferences,
});

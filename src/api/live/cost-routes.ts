import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { estimate } from '../../billing/estimate.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { microYuanSchema } from './cost-parts.js';
import { PartyDesk } from './party-desk.js';
import { PARTIES_PER_REQUEST_MAX, partiesToCall, rejectedParty } from './party-schema.js';

const DAY_MINUTES = 24 * 60;

const body = z
  .strictObject({
    service: z.enum(['bridge', 'quick', 'instant']),
    ...partiesToCall,
    count: z
      .number()
      .int()
      .min(1)
      .max(PARTIES_PER_REQUEST_MAX)
      .optional()
      .openapi({ description: 'Instead of parties: so many in the country' }),
    minutes: z.number().int().min(1).max(DAY_MINUTES).default(60),
  })
  .openapi('CostEstimateRequest');

const view = z
  .object({
    minutes: z.number().int(),
    /** What all legs together cost a minute, and for the whole time. */
    microYuanPerMinute: microYuanSchema,
    sumMicroYuan: microYuanSchema,
    prices: z.array(
      z.object({
        microYuanPerMinute: microYuanSchema,
        zone: z.string().nullable(),
        parties: z.number().int(),
      }),
    ),
    rejected: z.array(rejectedParty),
  })
  .openapi('CostEstimate');

const estimates = createRoute({
  ...access('conferences:read'),
  method: 'post',
  path: '/cost-estimates',
  tags: ['conferences'],
  description: 'What a group call would cost by the tariff of now; the legs of who dials in come on top.',
  request: { body: jsonBody(body) },
  responses: {
    200: { description: 'Price a minute, and the sum', content: jsonOf(view) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

/** Any number in the country has the price of all. */
const SOME_NUMBER = '+8613800000000';

export function costRoutes(app: OpenAPIHono<ApiEnv>, { live }: ApiServices): void {
  const desk = new PartyDesk(live);
  app.openapi(estimates, async (c) => {
    const { service, count, minutes, ...wanted } = c.req.valid('json');
    const named = wanted.parties.length + wanted.contacts.length + wanted.groups.length;
    if (count !== undefined && named > 0)
      throw fieldInvalid('count', 'NOT_ALLOWED', 'name parties or give their count, not both');
    const principal = c.get('principal');
    const { found, rejected } =
      count === undefined ? await desk.find(principal, wanted, principal.account.id) : NOBODY;
    const numbers =
      count === undefined
        ? found.map(({ called }) => called.e164)
        : Array.from({ length: count }, () => SOME_NUMBER);
    const tariff = live.tariff();
    if (tariff === undefined) throw new Problem('CALL_BARRED', { detail: 'NO_PRICE' });
    const { prices, ...sums } = estimate(tariff, service, numbers, minutes);
    return c.json({ minutes, ...sums, prices: [...prices], rejected: [...rejected] }, 200);
  });
}

const NOBODY = { found: [], rejected: [] } as const;

export type CostEstimateBody = z.input<typeof body>;
export type CostEstimateView = z.infer<typeof view>;

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { later, monotonicMs, type UtcMs } from '../../base/units.js';
import { runwayMs } from '../../billing/runway.js';
import { BalanceReads, type PaidLegRow } from '../../store/repositories/balance-reads.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';

/** A runway is not told further ahead. */
const RUNWAY_MS_MAX = 86_400_000;

const balanceSchema = z
  .object({
    paymentMode: z.enum(['prepaid', 'postpaid']),
    balanceMicroYuan: z.number().int(),
    reservedMicroYuan: z.number().int().openapi({ description: 'Set aside for the legs that are up' }),
    creditLimitMicroYuan: z.number().int(),
    availableMicroYuan: z.number().int().openapi({ description: 'What new calls can still set aside' }),
    legs: z.number().int().openapi({ description: 'Legs that are up on this money' }),
    runwayMs: z.number().int().nullable().openapi({
      description: 'How long they can all go on, at most a day; null: none is up',
    }),
  })
  .openapi('Balance');

export type BalanceView = z.infer<typeof balanceSchema>;

const read = createRoute({
  method: 'get',
  path: '/balance',
  tags: ['money'],
  ...access('billing:read'),
  responses: {
    200: { description: 'What the account has', content: jsonOf(balanceSchema) },
    ...problemResponses(401, 403, 404, 503),
  },
});

export function balanceRoutes(app: OpenAPIHono<ApiEnv>, { store, clock }: ApiServices): void {
  // The store itself: who has just recharged looks here.
  const balances = new BalanceReads(store);

  app.openapi(read, async (c) => {
    const { account } = c.get('principal');
    const [found, legs] = await Promise.all([balances.of(account.id), balances.paidLegs(account.id)]);
    if (found === undefined) throw new Problem('ACCOUNT_NOT_FOUND');
    const { balance, reserved, creditLimit } = found;
    const available = balance + creditLimit - reserved;
    const view: BalanceView = {
      paymentMode: account.paymentMode,
      balanceMicroYuan: balance,
      reservedMicroYuan: reserved,
      creditLimitMicroYuan: creditLimit,
      availableMicroYuan: available,
      legs: legs.length,
      runwayMs: legs.length === 0 ? null : Math.round(runwayOf(legs, available, clock.utcNow())),
    };
    return c.json(view, 200);
  });
}

/** The answers are kept in UTC; the runway counts from them by any clock. */
function runwayOf(legs: readonly PaidLegRow[], available: number, nowMs: UtcMs): number {
  const start = monotonicMs(0);
  const paid = legs.map(({ answeredMs, rate, amount }) => ({
    answeredMs: later(start, answeredMs - nowMs),
    rate,
    amount,
  }));
  return runwayMs(paid, available, start, RUNWAY_MS_MAX);
}

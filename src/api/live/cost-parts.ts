import { z } from '@hono/zod-openapi';
import { MICRO_YUAN_PER_YUAN } from '../../billing/money.js';

export const microYuanSchema = z.number().int();

/** 10 million yuan: more than any conference costs, and far below what a number can hold. */
const COST_LIMIT_MAX = 10_000_000 * MICRO_YUAN_PER_YUAN;

export const costLimit = z
  .number()
  .int()
  .min(1)
  .max(COST_LIMIT_MAX)
  .openapi({ description: 'What the conference may cost in all, in micro-yuan' });

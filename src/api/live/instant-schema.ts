import { z } from '@hono/zod-openapi';
import { conferenceSchema } from './conference-schema.js';
import { costLimit } from './cost-parts.js';
import { calledParty, partiesToCall, rejectedParty, writtenNumber } from './party-schema.js';

export const instantBody = z
  .strictObject({
    host: writtenNumber.openapi({ description: 'One of the own numbers: rung first, to press 1' }),
    ...partiesToCall,
    costLimitMicroYuan: costLimit.optional(),
  })
  .openapi('InstantCall');

const OTHERS_MAX = 50;

export const publicInstantBody = z
  .strictObject({
    number: writtenNumber.openapi({ description: 'An activated number: rung first, to press 1' }),
    others: z.array(calledParty).min(1).max(OTHERS_MAX),
  })
  .openapi('PublicInstantCall');

export const instantSchema = z
  .object({ conference: conferenceSchema, rejected: z.array(rejectedParty) })
  .openapi('StartedCall');

export type InstantBody = z.infer<typeof instantBody>;
export type PublicInstantBody = z.infer<typeof publicInstantBody>;
export type StartedCallView = z.infer<typeof instantSchema>;

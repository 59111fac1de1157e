import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, pageQuery, utcMsSchema } from '../schema-parts.js';

const count = z.number().int();

export const systemSchema = z
  .object({
    version: z.string(),
    node: z.string(),
    startedMs: utcMsSchema,
    uptimeMs: count,
    calls: count.openapi({ description: 'From INVITE to stored record' }),
    conferences: count,
    mediaLegs: count,
    rtpPortsFree: count,
    journalWaiting: count.openapi({ description: 'Endings that wait for the store' }),
    notReady: z.array(z.string()).openapi({ description: 'Why no new calls are taken; empty: they are' }),
    store: z.object({
      writable: z.boolean(),
      waitingUnits: count,
      lastError: z.string().nullable(),
      stalls: count,
    }),
    workers: z.array(
      z.object({
        legs: count,
        phasesLate: count.openapi({ description: 'Of the beat: begun late' }),
        phasesSkipped: count.openapi({ description: 'Left out after a stall' }),
      }),
    ),
    trunks: z.array(z.object({ id: z.string(), enabled: z.boolean(), up: z.boolean(), calls: count })),
    memory: z.object({ residentBytes: count, heapUsedBytes: count }),
  })
  .openapi('System');

export const alarmListSchema = pageOf(
  z
    .object({
      id: idSchema,
      kind: z.enum(['sudden-rise', 'limit', 'trunk-down', 'trunk-up']),
      subject: z.string().openapi({ description: 'The id of the account or of the trunk' }),
      detail: z.record(z.string(), z.union([z.string(), z.number()])),
      raisedMs: utcMsSchema,
    })
    .openapi('Alarm'),
).openapi('AlarmList');

export const alarmQuery = pageQuery;

export type SystemView = z.infer<typeof systemSchema>;
export type AlarmListView = z.infer<typeof alarmListSchema>;

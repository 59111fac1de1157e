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

const ratio = z.number().min(0).max(1);
const mos = z.number().min(1).max(4.5).nullable();

export const systemHistorySchema = z
  .object({
    stepMs: count,
    samples: z.array(
      z.object({
        atMs: utcMsSchema,
        calls: count,
        conferences: count,
        mediaLegs: count,
        callsPerSecond: z.number(),
        beatLateMsP99: z
          .number()
          .nullable()
          .openapi({ description: '99 of 100 phases of the beat began no later; null: there was none' }),
        phasesLate: count,
        phasesSkipped: count,
        processorsBusy: z
          .number()
          .openapi({ description: 'By the server; 1: one processor was busy all the time' }),
        mainThreadBusy: ratio.openapi({ description: 'The thread of SIP and the API' }),
        load: z.number().openapi({ description: "The machine's load average over a minute" }),
        residentBytes: count,
        lossRatio: ratio
          .nullable()
          .openapi({ description: 'Packets that did not come; null: none were waited for' }),
        mosMean: mos.openapi({ description: 'Of the legs that are up, each since it began (ITU-T G.107)' }),
        mosMin: mos.openapi({ description: 'The worst of them' }),
      }),
    ),
  })
  .openapi('SystemHistory');

export const systemHistoryQuery = z.object({
  sinceMs: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .openapi({ description: 'UTC, milliseconds: only samples after it; the `atMs` of the last one' }),
});

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
export type SystemHistoryView = z.infer<typeof systemHistorySchema>;
export type AlarmListView = z.infer<typeof alarmListSchema>;

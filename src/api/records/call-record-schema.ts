import { z } from '@hono/zod-openapi';
import type { LegRecord } from '../../store/repositories/leg-row.js';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';
import { recordQuery } from './record-query.js';
import { timePageQuery } from './time-cursor.js';

const media = z
  .object({
    packetsReceived: z.number().int(),
    packetsSent: z.number().int(),
    packetsLost: z.number().int(),
    packetsLate: z.number().int(),
    jitterMs: z.number(),
    framesConcealed: z.number().int(),
    driftPpm: z.number(),
    mos: z.number().openapi({ description: 'Estimated as in ITU-T G.107, 1 to 4.5' }),
  })
  .openapi('CallRecordMedia');

const charge = z
  .object({
    service: z.string(),
    kind: z.string(),
    tariffVersion: z.string(),
    free: z.boolean(),
    microYuanPerMinute: z.number().int(),
    blocks: z.number().int(),
    chargedS: z.number().int(),
    amountMicroYuan: z.number().int(),
  })
  .openapi('CallRecordCharge');

/** 话单 [S51]: a leg, without what only the operator of the lines may see. */
export const callRecordSchema = z
  .object({
    id: idSchema,
    conference: idSchema.nullable(),
    participant: idSchema.nullable(),
    room: idSchema.nullable(),
    direction: z.enum(['in', 'out']),
    service: z.string(),
    callingNumber: z.string().openapi({ description: 'E.164; as it was sent when it is no such number' }),
    calledNumber: z.string().openapi({ description: 'E.164; as it was dialled when it is no such number' }),
    ringMs: utcMsSchema,
    answerMs: utcMsSchema,
    joinMs: utcMsSchema.nullable(),
    endMs: utcMsSchema.nullable().openapi({ description: 'null: still up' }),
    durationMs: z.number().int().nullable(),
    endReason: z.string().nullable(),
    hungUpBy: z.string().nullable(),
    sipStatus: z.number().int().nullable(),
    q850Cause: z.number().int().nullable(),
    codec: z.string(),
    ptimeMs: z.number().int(),
    media: media.nullable(),
    charge: charge.nullable().openapi({ description: 'null: still up, or nobody pays' }),
  })
  .openapi('CallRecord');

export const callRecordListSchema = pageOf(
  callRecordSchema.extend({ roomNumber: z.string() }).openapi('ListedCallRecord'),
).openapi('CallRecordList');
export const callRecordListQuery = recordQuery.extend(timePageQuery.shape);

export type CallRecordView = z.infer<typeof callRecordSchema>;
export type CallRecordListView = z.infer<typeof callRecordListSchema>;

export const callRecordView = (record: LegRecord): CallRecordView => {
  const { opened, joined, closed } = record;
  return {
    id: opened.leg,
    conference: joined?.conference ?? null,
    participant: joined?.participant ?? null,
    room: joined?.room ?? null,
    direction: opened.direction,
    service: opened.service,
    callingNumber: opened.callingE164 ?? opened.callingNumber,
    calledNumber: opened.calledE164 ?? opened.calledNumber,
    ringMs: opened.ringMs,
    answerMs: opened.answerMs,
    joinMs: joined?.joinMs ?? null,
    endMs: closed?.endMs ?? null,
    durationMs: closed?.durationMs ?? null,
    endReason: closed?.reason ?? null,
    hungUpBy: closed?.hungUpBy ?? null,
    sipStatus: closed?.sipStatus ?? null,
    q850Cause: closed?.q850Cause ?? null,
    codec: opened.codec,
    ptimeMs: opened.ptimeMs,
    media: mediaView(record),
    charge: chargeView(record),
  };
};

function mediaView({ closed }: LegRecord): CallRecordView['media'] {
  if (closed === undefined) return null;
  const { packetsReceived, packetsSent, packetsLost, packetsLate, jitterMs, framesConcealed, driftPpm, mos } =
    closed;
  return {
    packetsReceived,
    packetsSent,
    packetsLost,
    packetsLate,
    jitterMs,
    framesConcealed,
    driftPpm,
    mos,
  };
}

function chargeView({ charge: paid }: LegRecord): CallRecordView['charge'] {
  if (paid === undefined) return null;
  const { service, kind, rate, blocks, chargedS, amount } = paid;
  const { tariffVersion, free, microYuanPerMinute } = rate;
  return {
    service,
    kind,
    tariffVersion,
    free,
    microYuanPerMinute,
    blocks,
    chargedS,
    amountMicroYuan: amount,
  };
}

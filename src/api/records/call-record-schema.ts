import { z } from '@hono/zod-openapi';
import type { ListedLeg } from '../../store/repositories/leg-record-reads.js';
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
    roomNumber: z.string().openapi({ description: 'Empty: it was in no conference' }),
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

export const callRecordListSchema = pageOf(callRecordSchema).openapi('CallRecordList');
export const callRecordListQuery = recordQuery.extend(timePageQuery.shape);

export type CallRecordView = z.infer<typeof callRecordSchema>;
export type CallRecordListView = z.infer<typeof callRecordListSchema>;

export const callRecordView = (leg: ListedLeg): CallRecordView => ({
  id: leg.id,
  conference: leg.conference,
  participant: leg.participant,
  room: leg.room,
  roomNumber: leg.roomNumber,
  direction: leg.direction as CallRecordView['direction'],
  service: leg.service,
  callingNumber: leg.callingNumber,
  calledNumber: leg.calledNumber,
  ringMs: leg.ringMs,
  answerMs: leg.answerMs,
  joinMs: leg.joinMs,
  endMs: leg.endMs,
  durationMs: leg.durationMs,
  endReason: leg.endReason,
  hungUpBy: leg.hungUpBy,
  sipStatus: leg.sipStatus,
  q850Cause: leg.q850Cause,
  codec: leg.codec,
  ptimeMs: leg.ptimeMs,
  media: mediaView(leg),
  charge: chargeView(leg),
});

function mediaView(leg: ListedLeg): CallRecordView['media'] {
  if (leg.endMs === null) return null;
  return {
    packetsReceived: leg.packetsReceived ?? 0,
    packetsSent: leg.packetsSent ?? 0,
    packetsLost: leg.packetsLost ?? 0,
    packetsLate: leg.packetsLate ?? 0,
    jitterMs: leg.jitterMs ?? 0,
    framesConcealed: leg.framesConcealed ?? 0,
    driftPpm: leg.driftPpm ?? 0,
    mos: leg.mos ?? 0,
  };
}

function chargeView(leg: ListedLeg): CallRecordView['charge'] {
  if (leg.tariffVersion === null) return null;
  return {
    service: leg.chargeService ?? leg.service,
    kind: leg.chargeKind ?? '',
    tariffVersion: leg.tariffVersion,
    free: leg.free === 1,
    microYuanPerMinute: leg.microYuanPerMinute ?? 0,
    blocks: leg.blocks ?? 0,
    chargedS: leg.chargedS ?? 0,
    amountMicroYuan: leg.amountMicroYuan ?? 0,
  };
}

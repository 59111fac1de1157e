import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';
import { callRecordSchema } from './call-record-schema.js';
import { recordQuery } from './record-query.js';
import { timePageQuery } from './time-cursor.js';

/** 历史会议 [S25], with what it came to [S42]. */
export const conferenceRecordSchema = z
  .object({
    id: idSchema,
    room: idSchema.nullable(),
    roomNumber: z.string(),
    roomName: z.string().nullable().openapi({
      description: 'null: without a room, or the room is removed',
    }),
    startedMs: utcMsSchema,
    endedMs: utcMsSchema.nullable().openapi({ description: 'null: still running' }),
    endReason: z.string().nullable(),
    durationMs: z.number().int().nullable(),
    parties: z.number().int(),
    legs: z.number().int(),
    costMicroYuan: z.number().int().openapi({ description: 'Of the legs that are over' }),
  })
  .openapi('ConferenceRecord');

const participantRecord = z.object({
  id: idSchema,
  role: z.enum(['chair', 'attendee']),
  name: z.string(),
  number: z.string(),
  joinedMs: utcMsSchema,
  leftMs: utcMsSchema.nullable(),
});

export const conferenceRecordDetailSchema = conferenceRecordSchema
  .extend({ participants: z.array(participantRecord), callRecords: z.array(callRecordSchema) })
  .openapi('ConferenceRecordDetail');

export const conferenceRecordListSchema = pageOf(conferenceRecordSchema).openapi('ConferenceRecordList');
export const conferenceRecordListQuery = recordQuery.extend(timePageQuery.shape);

export type ConferenceRecordView = z.infer<typeof conferenceRecordSchema>;
export type ConferenceRecordDetailView = z.infer<typeof conferenceRecordDetailSchema>;
export type ConferenceRecordListView = z.infer<typeof conferenceRecordListSchema>;

import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';

/** 历史会议 [S25]: a conference as it is kept. */
export const conferenceRecordSchema = z
  .object({
    id: idSchema,
    room: idSchema.nullable(),
    roomNumber: z.string(),
    startedMs: utcMsSchema,
    endedMs: utcMsSchema.nullable().openapi({ description: 'null: still running' }),
    endReason: z.string().nullable(),
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
  .extend({ participants: z.array(participantRecord) })
  .openapi('ConferenceRecordDetail');

export const conferenceRecordListSchema = pageOf(conferenceRecordSchema).openapi('ConferenceRecordList');

export type ConferenceRecordView = z.infer<typeof conferenceRecordSchema>;
export type ConferenceRecordDetailView = z.infer<typeof conferenceRecordDetailSchema>;
export type ConferenceRecordListView = z.infer<typeof conferenceRecordListSchema>;

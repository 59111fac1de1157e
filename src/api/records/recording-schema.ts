import { z } from '@hono/zod-openapi';
import type { ListedRecording } from '../../store/repositories/recording-repository.js';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';
import { rangeQuery } from './record-query.js';
import { timePageQuery } from './time-cursor.js';

/** 录音 [S4]. */
export const recordingSchema = z
  .object({
    id: idSchema,
    conference: idSchema,
    roomNumber: z.string(),
    roomName: z.string().nullable().openapi({
      description: 'null: without a room, or the room is removed',
    }),
    startedMs: utcMsSchema,
    durationMs: z.number().int().nullable(),
    status: z.enum(['recording', 'ready', 'incomplete', 'lost']).openapi({
      description: 'incomplete: with gaps; lost: nothing of it has come to the disk',
    }),
    tracks: z.number().int().openapi({ description: 'Files of one party each, beside the mix' }),
    deletedMs: utcMsSchema.openapi({ description: 'When it will be deleted' }),
  })
  .openapi('Recording');

export const recordingListSchema = pageOf(recordingSchema).openapi('RecordingList');
export const recordingListQuery = rangeQuery.extend(timePageQuery.shape);

export const linkCreateSchema = z
  .strictObject({
    track: z.number().int().min(1).max(9_999).optional().openapi({ description: 'Without it the mix' }),
  })
  .openapi('RecordingLinkCreate');

export const linkSchema = z
  .object({
    url: z.string().openapi({ description: 'For whoever owns the recording, with login or key' }),
    expiresMs: utcMsSchema,
  })
  .openapi('RecordingLink');

const SHARE_DAYS_MAX = 90;

export const shareCreateSchema = z
  .strictObject({
    days: z.number().int().min(1).max(SHARE_DAYS_MAX).openapi({
      description: 'So long it is valid; no longer than the recording is kept',
    }),
  })
  .openapi('RecordingShareCreate');

export const shareSchema = z
  .object({
    id: idSchema,
    url: z.string().openapi({
      description: 'The page below the address of the portal: whoever has it listens without a login',
      example: '/listen?link=0198c5d2.signature',
    }),
    createdMs: utcMsSchema,
    expiresMs: utcMsSchema,
  })
  .openapi('RecordingShare');
export const shareListSchema = z.object({ items: z.array(shareSchema) }).openapi('RecordingShareList');

/** What a stranger learns: neither whose it is nor who spoke. */
export const sharedRecordingSchema = z
  .object({ startedMs: utcMsSchema, durationMs: z.number().int(), expiresMs: utcMsSchema })
  .openapi('SharedRecording');

export type RecordingView = z.infer<typeof recordingSchema>;
export type RecordingListView = z.infer<typeof recordingListSchema>;
export type RecordingLinkCreate = z.infer<typeof linkCreateSchema>;
export type RecordingShareCreate = z.infer<typeof shareCreateSchema>;
export type RecordingShareView = z.infer<typeof shareSchema>;
export type RecordingShareListView = z.infer<typeof shareListSchema>;
export type SharedRecordingView = z.infer<typeof sharedRecordingSchema>;
export type RecordingLinkView = z.infer<typeof linkSchema>;

export const recordingView = (recording: ListedRecording, keepMs: number): RecordingView => ({
  id: recording.id,
  conference: recording.conference,
  roomNumber: recording.roomNumber,
  roomName: recording.roomName ?? null,
  startedMs: recording.startedMs,
  durationMs: recording.durationMs ?? null,
  status: statusOf(recording),
  tracks: Math.max(0, recording.files.length - 1),
  deletedMs: recording.startedMs + keepMs,
});

function statusOf({ running, durationMs, complete }: ListedRecording): RecordingView['status'] {
  if (running) return 'recording';
  if (durationMs === undefined) return 'lost';
  return complete ? 'ready' : 'incomplete';
}

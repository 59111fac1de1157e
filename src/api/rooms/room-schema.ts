import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, pageQuery, utcMsSchema } from '../schema-parts.js';

/** The form's own rules [S2] stand in accounts/room-rules; here are only the types. */
const roomOptions = z
  .strictObject({
    chairAnnounced: z.boolean(),
    chairMayRecord: z.boolean(),
    attendeeAnnounced: z.boolean(),
    attendeeListenOnly: z.boolean(),
    attendeeWaitsForChair: z.boolean(),
    endsWithLastChair: z.boolean(),
    attendeeMayUnmute: z.boolean(),
    attendeeMayInvite: z.boolean(),
    keylessEntry: z.boolean(),
    partiesMax: z.number().nullable().openapi({ description: 'null: the limit of the tier alone counts' }),
  })
  .openapi('RoomOptions');

export const recurrenceSchema = z
  .strictObject({
    every: z.enum(['day', 'week', 'two-weeks', 'month']),
    count: z.number().int().optional(),
    untilDate: z.string().optional().openapi({ description: 'The last local date, YYYY-MM-DD' }),
    exceptions: z
      .array(
        z.strictObject({
          plannedStartMs: utcMsSchema,
          instead: z
            .strictObject({ startMs: utcMsSchema, durationMs: z.number().int() })
            .nullable()
            .openapi({ description: 'null: this occurrence is cancelled' }),
        }),
      )
      .max(1_000)
      .default([]),
  })
  .openapi('Recurrence', {
    description: "Evaluated in the account's time zone; a count or an end date, not both",
  });

const roomFields = z.strictObject({
  name: z.string(),
  organiser: z.string(),
  number: z.string().openapi({ description: '4 to 10 digits, unique' }),
  chairPassword: z.string().openapi({ description: '4 to 12 digits' }),
  attendeePassword: z.string().openapi({ description: "Digits, other than the chair's; may be empty" }),
  options: roomOptions,
  startMs: utcMsSchema,
  durationMs: z.number().int(),
  language: z.enum(['zh-CN', 'en']),
  recurrence: recurrenceSchema.nullable(),
});

export const roomCreateSchema = roomFields
  .extend({ options: roomOptions.partial() })
  .partial()
  .required({ name: true, chairPassword: true })
  .openapi('RoomCreate', {
    description:
      'Without a number a free one is given; the organiser is the account, the start is now, the duration 2000 hours.',
  });

export const roomChangeSchema = roomFields
  .extend({
    options: roomOptions.partial(),
    version: z.number().int().openapi({ description: 'The version that was read; or send it as If-Match' }),
  })
  .partial()
  .openapi('RoomChange');

export const roomSchema = z
  .object({
    id: idSchema,
    ...roomFields.shape,
    version: z.number().int(),
    createdMs: utcMsSchema,
    conference: z
      .object({ id: idSchema, parties: z.number().int() })
      .nullable()
      .openapi({ description: 'The running conference' }),
  })
  .openapi('Room');

export const roomListSchema = pageOf(roomSchema).openapi('RoomList');

export const roomListQuery = pageQuery.extend({
  window: z.enum(['current', 'planned', 'past']).optional().openapi({
    description: 'Only rooms whose time includes now, is still to come, or is over',
  }),
});

export type RoomView = z.infer<typeof roomSchema>;
export type RoomListView = z.infer<typeof roomListSchema>;
export type RecurrenceView = z.infer<typeof recurrenceSchema>;
export type RoomOptionsView = z.infer<typeof roomOptions>;
export type RoomCreate = z.infer<typeof roomCreateSchema>;
export type RoomChange = z.infer<typeof roomChangeSchema>;
export type RoomWindow = NonNullable<z.infer<typeof roomListQuery>['window']>;

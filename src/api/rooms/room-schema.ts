import { z } from '@hono/zod-openapi';
import { ROOM_LIMITS } from '../../accounts/room-rules.js';
import { INVITATION_LIMITS } from '../../notices/room-invitations.js';
import { idSchema, pageOf, pageQuery, STORABLE, utcMsSchema, versionSchema } from '../schema-parts.js';

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

/** Of one date: within the limits of the room's own. */
export const windowFields = {
  startMs: utcMsSchema.min(0).max(ROOM_LIMITS.startMsMax),
  durationMs: z.number().int().min(1).max(ROOM_LIMITS.durationMsMax),
};

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
            .strictObject(windowFields)
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

const invitee = z
  .union([
    z.strictObject({ contactId: idSchema }),
    z.strictObject({ groupId: idSchema }),
    z.strictObject({
      name: z.string().max(60).regex(STORABLE).optional(),
      email: z.string().max(254).regex(STORABLE).optional(),
      number: z.string().max(80).regex(STORABLE).optional().openapi({
        description:
          'As people write it; the invitee may enter from it without keys, if the room allows that',
      }),
    }),
  ])
  .openapi('Invitee', { description: 'A contact, everybody of a group, or somebody typed in' });

/** How the invitees are told [S9]. */
const tellingFields = {
  invitees: z.array(invitee).max(INVITATION_LIMITS.inviteesMax),
  notify: z.boolean().openapi({ description: '发送邮件通知' }),
  notifyBySms: z.boolean().openapi({
    description:
      'Text messages to mobile numbers; kept, but none go out while the installation has no SMS gateway',
  }),
  reminderMs: z.number().int().min(0).max(INVITATION_LIMITS.reminderMsMax).openapi({
    description: 'The reminder goes out so long before each start; 0: none',
  }),
};

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
  ...tellingFields,
});

export const roomCreateSchema = roomFields
  .extend({ options: roomOptions.partial() })
  .partial()
  .required({ name: true, chairPassword: true })
  .openapi('RoomCreate', {
    description:
      'Without a number a free one is given; the organiser is the account, the start is now, the duration 2000 hours.',
  });

/** Whatever a form may begin with; a number and a start belong to one room alone. */
export const roomTemplateFields = roomFields
  .omit({ number: true, startMs: true })
  .extend({ options: roomOptions.partial() })
  .partial()
  .openapi('RoomTemplateFields');

export const roomChangeSchema = roomFields
  .extend({
    options: roomOptions.partial(),
    version: versionSchema,
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
    occurrence: z.object({ startMs: utcMsSchema, endMs: utcMsSchema }).nullable().openapi({
      description: 'The window that is open now, else the next, else the last; null: all are cancelled',
    }),
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

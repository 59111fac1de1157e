import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';

const mutes = z
  .object({ own: z.boolean(), byChair: z.boolean(), byRoom: z.boolean(), waiting: z.boolean() })
  .openapi('Mutes', { description: 'A party is heard only when none is set' });

export const participantSchema = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable().openapi({ description: 'Masked for all but the owner; null: withheld' }),
    operator: z.boolean().openapi({ description: 'A member of staff, not counted among the parties' }),
    place: z
      .enum(['room', 'aside', 'consult', 'operator', 'held'])
      .openapi({ description: 'Only in the room it hears the others and is heard' }),
    mutes,
    heard: z.boolean(),
    handRaised: z.boolean(),
    talking: z.boolean(),
    enteredMs: utcMsSchema,
  })
  .openapi('Participant');

const invitation = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable(),
    operator: z.boolean(),
    progress: z.enum(['waiting', 'dialling', 'ringing', 'answered', 'given-up']),
  })
  .openapi('Invitation', { description: 'Somebody who is being called' });

const departed = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable(),
    redialable: z.boolean(),
    leftMs: utcMsSchema,
    reason: z.string().openapi({ description: 'Why it left, or why it never came' }),
    bar: z.string().nullable().openapi({ description: 'The rule that kept the call from going out' }),
  })
  .openapi('Departed', { description: 'Somebody who was in, or was called, and is not any more' });

export const conferenceSummarySchema = z
  .object({
    id: idSchema,
    kind: z.enum(['bridge', 'direct', 'quick', 'instant']),
    room: idSchema.nullable().openapi({ description: 'null: opened on demand, without a stored room' }),
    roomNumber: z.string(),
    name: z.string(),
    account: idSchema.nullable(),
    openedMs: utcMsSchema,
    windowEndMs: utcMsSchema.nullable(),
    locked: z.boolean(),
    muteAll: z.boolean(),
    chairArrived: z.boolean(),
    recording: z.string().nullable(),
    barred: z.number().int().openapi({ description: 'Numbers that stay out until re-entry is allowed' }),
    sequence: z.number().int().openapi({ description: 'Of the last event that it contains' }),
    parties: z.number().int(),
  })
  .openapi('ConferenceSummary');

export const conferenceSchema = conferenceSummarySchema
  .extend({
    participants: z.array(participantSchema),
    invitations: z.array(invitation),
    departed: z.array(departed),
  })
  .openapi('Conference');

export const conferenceListSchema = pageOf(conferenceSummarySchema).openapi('ConferenceList');

export const mutedBody = z.strictObject({ muted: z.boolean() });
export const lockedBody = z.strictObject({ locked: z.boolean() });

const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
export const extendBody = z.strictObject({
  byMs: z.number().int().min(60_000).max(DAY_MS).default(HALF_HOUR_MS),
});

export type ParticipantView = z.infer<typeof participantSchema>;
export type InvitationView = z.infer<typeof invitation>;
export type DepartedView = z.infer<typeof departed>;
export type ConferenceSummaryView = z.infer<typeof conferenceSummarySchema>;
export type ConferenceView = z.infer<typeof conferenceSchema>;
export type ConferenceListView = z.infer<typeof conferenceListSchema>;

import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from './common.js';

const mutes = z
  .object({ own: z.boolean(), byChair: z.boolean(), byRoom: z.boolean(), waiting: z.boolean() })
  .openapi('Mutes', { description: 'A party is heard only when none is set' });

export const participantSchema = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable().openapi({ description: 'Masked for all but the owner; null: withheld' }),
    mutes,
    heard: z.boolean(),
    handRaised: z.boolean(),
    talking: z.boolean(),
    enteredMs: utcMsSchema,
  })
  .openapi('Participant');

export const conferenceSummarySchema = z
  .object({
    id: idSchema,
    room: idSchema.nullable().openapi({ description: 'null: opened on demand, without a stored room' }),
    roomNumber: z.string(),
    name: z.string(),
    account: idSchema.nullable(),
    openedMs: utcMsSchema,
    windowEndMs: utcMsSchema.nullable(),
    locked: z.boolean(),
    muteAll: z.boolean(),
    chairArrived: z.boolean(),
    barred: z.number().int().openapi({ description: 'Numbers that stay out until re-entry is allowed' }),
    sequence: z.number().int().openapi({ description: 'Of the last event that it contains' }),
    parties: z.number().int(),
  })
  .openapi('ConferenceSummary');

export const conferenceSchema = conferenceSummarySchema
  .extend({ participants: z.array(participantSchema) })
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
export type ConferenceSummaryView = z.infer<typeof conferenceSummarySchema>;
export type ConferenceView = z.infer<typeof conferenceSchema>;
export type ConferenceListView = z.infer<typeof conferenceListSchema>;

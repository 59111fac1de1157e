import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';
import { costLimit, microYuanSchema } from './cost-parts.js';

const mutes = z
  .object({ own: z.boolean(), byChair: z.boolean(), byRoom: z.boolean(), waiting: z.boolean() })
  .openapi('Mutes', { description: 'A party is heard only when none is set' });

export const lineQualitySchema = z
  .object({
    mos: z.number().openapi({ description: 'Listening quality by ITU-T G.107, 1 to 4.5' }),
    lossPercent: z.number().openapi({ description: 'Of what was sent to us: lost, or too late to be heard' }),
    jitterMs: z.number(),
    roundTripMs: z.number().nullable().openapi({ description: 'null: the other side sends no reports' }),
  })
  .openapi('LineQuality');

const contactNameSchema = z.string().nullable().openapi({
  description: 'Of the contact that has this number; null: none has it, or for all but the owner',
});

const browserSchema = z
  .boolean()
  .openapi({ description: 'It comes by the microphone of a web page, without a number' });

export const participantSchema = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable().openapi({ description: 'Masked for all but the owner; null: withheld' }),
    contactName: contactNameSchema,
    operator: z.boolean().openapi({ description: 'A member of staff, not counted among the parties' }),
    browser: browserSchema,
    state: z.enum(['connected', 'muted', 'on-hold', 'consulting', 'with-operator']),
    place: z
      .enum(['room', 'aside', 'consult', 'operator', 'held'])
      .openapi({ description: 'Only in the room it hears the others and is heard' }),
    mutes,
    heard: z.boolean(),
    handRaised: z.boolean(),
    handOrder: z.number().nullable().openapi({ description: 'The lowest is first; null: not raised' }),
    talking: z.boolean(),
    enteredMs: utcMsSchema,
    quality: lineQualitySchema.nullable().openapi({ description: 'null: nothing was received yet' }),
  })
  .openapi('Participant');

export const invitationSchema = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable(),
    contactName: contactNameSchema,
    operator: z.boolean(),
    progress: z.enum(['waiting', 'dialling', 'ringing', 'answered', 'given-up']),
  })
  .openapi('Invitation', { description: 'Somebody who is being called' });

export const departedSchema = z
  .object({
    id: idSchema,
    role: z.enum(['chair', 'attendee']),
    name: z.string().nullable(),
    number: z.string().nullable(),
    contactName: contactNameSchema,
    browser: browserSchema,
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
    host: idSchema.nullable().openapi({ description: 'Whose leaving ends a quick or instant conference' }),
    hostLost: z.boolean().openapi({ description: 'It did not want to leave, and is rung again' }),
    recording: z.string().nullable(),
    barred: z.number().int().openapi({ description: 'Numbers that stay out until re-entry is allowed' }),
    sequence: z.number().int().openapi({ description: 'Of the last event that it contains' }),
    parties: z.number().int(),
    costMicroYuan: microYuanSchema.openapi({ description: 'So far, the blocks that have begun included' }),
    costLimitMicroYuan: microYuanSchema.nullable(),
  })
  .openapi('ConferenceSummary');

export const conferenceSchema = conferenceSummarySchema
  .extend({
    participants: z.array(participantSchema),
    invitations: z.array(invitationSchema),
    departed: z.array(departedSchema),
  })
  .openapi('Conference');

export const conferenceListSchema = pageOf(conferenceSummarySchema).openapi('ConferenceList');

export const mutedBody = z.strictObject({ muted: z.boolean() });
export const participantMutedBody = mutedBody.extend({
  own: z.boolean().default(false).openapi({
    description:
      'As by its own *1, without a word; only of who comes by a web page, and that page asks for it',
  }),
});
export const lockedBody = z.strictObject({ locked: z.boolean() });
export const holdBody = z.strictObject({ on: z.boolean() });
export const handBody = z.strictObject({ raised: z.boolean() });
export const handPlaceBody = z.strictObject({
  before: idSchema.nullable().openapi({ description: 'Another who has raised a hand; null: behind all' }),
});
export const recordBody = z.strictObject({
  on: z.boolean(),
  tracks: z.boolean().default(false).openapi({ description: 'One more file for each participant' }),
});
export const costLimitBody = z.strictObject({
  costLimitMicroYuan: costLimit.nullable().openapi({ description: 'null: as much as the account can pay' }),
});

const HALF_HOUR_MS = 1_800_000;
const DAY_MS = 86_400_000;
export const extendBody = z.strictObject({
  byMs: z.number().int().min(60_000).max(DAY_MS).default(HALF_HOUR_MS),
});

export type ParticipantView = z.infer<typeof participantSchema>;
export type LineQualityView = z.infer<typeof lineQualitySchema>;
export type InvitationView = z.infer<typeof invitationSchema>;
export type DepartedView = z.infer<typeof departedSchema>;
export type ConferenceSummaryView = z.infer<typeof conferenceSummarySchema>;
export type ConferenceView = z.infer<typeof conferenceSchema>;
export type ConferenceListView = z.infer<typeof conferenceListSchema>;

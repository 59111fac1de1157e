import { z } from '@hono/zod-openapi';
import { idSchema, utcMsSchema } from '../schema-parts.js';
import {
  conferenceSchema,
  conferenceSummarySchema,
  departedSchema,
  invitationSchema,
  lineQualitySchema,
  participantSchema,
} from './conference-schema.js';

/** `event: snapshot`: all running conferences that this client follows. It replaces what was known. */
export const snapshotEventSchema = z
  .object({ conferences: z.array(conferenceSchema) })
  .openapi('SnapshotEvent');

const common = {
  conferenceId: idSchema,
  /** Rises within the conference. What is not higher than the conference's own is known already. */
  sequence: z.number().int(),
  atMs: utcMsSchema,
};

/** What a coming and going changes of the conference itself. */
const standing = conferenceSummarySchema.pick({ parties: true, host: true, hostLost: true }).shape;

const mutesChange = participantSchema.pick({ id: true, mutes: true, heard: true, state: true });

/**
 * `event: change`: what became of a conference, a participant or an invitation, as it is now; so applying it is
 * replacing. Every participant that enters leaves once.
 */
export const changeEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('conference-opened'), ...common, conference: conferenceSchema }),
    z.object({
      type: z.literal('conference-changed'),
      ...common,
      conference: conferenceSummarySchema,
      mutes: z
        .array(mutesChange)
        .optional()
        .openapi({ description: 'Of all participants, when they changed' }),
    }),
    z.object({ type: z.literal('conference-closed'), ...common, reason: z.string() }),
    z
      .object({
        type: z.literal('participant-entered'),
        ...common,
        ...standing,
        participant: participantSchema,
      })
      .openapi({ description: 'An invitation of the same id is over' }),
    z.object({
      type: z.literal('participant-changed'),
      ...common,
      ...standing,
      participant: participantSchema,
    }),
    z.object({
      type: z.literal('participant-left'),
      ...common,
      ...standing,
      participantId: idSchema,
      reason: z.string(),
      departed: departedSchema.nullable().openapi({ description: 'null: not to be shown any more' }),
    }),
    z
      .object({ type: z.literal('invitation-changed'), ...common, ...standing, invitation: invitationSchema })
      .openapi({ description: 'Somebody is called, perhaps again' }),
    z.object({
      type: z.literal('invitation-over'),
      ...common,
      participantId: idSchema,
      departed: departedSchema.nullable(),
    }),
  ])
  .openapi('ChangeEvent');

/** `event: talking`: who talks now, at most five times a second for a conference; it cannot be resumed. */
export const talkingEventSchema = z
  .object({ conferenceId: idSchema, talking: z.array(idSchema) })
  .openapi('TalkingEvent');

/** `event: measures`: what has changed of cost and lines, every few seconds; it cannot be resumed. */
export const measuresEventSchema = z
  .object({
    conferenceId: idSchema,
    costMicroYuan: z.number().int(),
    costLimitMicroYuan: z.number().int().nullable(),
    lines: z.array(z.object({ participantId: idSchema, quality: lineQualitySchema })),
  })
  .openapi('MeasuresEvent');

/**
 * `event: names`: contacts that numbers in this conference were found to be of, or are not of any more. It goes to
 * the conference's owner alone, and cannot be resumed.
 */
export const namesEventSchema = z
  .object({
    conferenceId: idSchema,
    names: z.array(z.object({ number: z.string(), contactName: z.string().nullable() })),
  })
  .openapi('NamesEvent');

/** `event: account`: something beside the conferences has changed and can be read anew. */
export const accountEventSchema = z
  .object({
    type: z.enum(['balance-changed', 'booking-changed', 'numbers-changed', 'contacts-changed']),
    booking: idSchema.optional(),
  })
  .openapi('AccountEvent');

/** `event: operator`: somebody waits for an operator, or does not any more. Operators alone get it. */
export const operatorEventSchema = z
  .object({
    type: z.literal('help-queue-changed'),
    conferenceId: idSchema,
    participantId: idSchema,
    waiting: z.boolean(),
  })
  .openapi('OperatorEvent');

export type SnapshotEvent = z.infer<typeof snapshotEventSchema>;
export type ChangeEvent = z.infer<typeof changeEventSchema>;
export type TalkingEvent = z.infer<typeof talkingEventSchema>;
export type MeasuresEvent = z.infer<typeof measuresEventSchema>;
export type NamesEvent = z.infer<typeof namesEventSchema>;
export type AccountEvent = z.infer<typeof accountEventSchema>;
export type OperatorEvent = z.infer<typeof operatorEventSchema>;

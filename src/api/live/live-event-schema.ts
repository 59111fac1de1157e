import { z } from '@hono/zod-openapi';
import { idSchema, utcMsSchema } from '../schema-parts.js';
import { conferenceSchema, participantSchema } from './conference-schema.js';

/** `event: snapshot`: all running conferences that this client may see. It replaces what was known. */
export const snapshotEventSchema = z
  .object({ conferences: z.array(conferenceSchema) })
  .openapi('SnapshotEvent');

const common = {
  conferenceId: idSchema,
  /** Rises within the conference. What is not higher than the conference's own is known already. */
  sequence: z.number().int(),
  atMs: utcMsSchema,
};

/** `event: change`: what became of a conference or participant, as it is now; so applying it is replacing. */
export const changeEventSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('conference-opened'), ...common, conference: conferenceSchema }),
    z.object({ type: z.literal('conference-changed'), ...common, conference: conferenceSchema }),
    z.object({ type: z.literal('conference-closed'), ...common, reason: z.string() }),
    z.object({ type: z.literal('participant-entered'), ...common, participant: participantSchema }),
    z.object({ type: z.literal('participant-changed'), ...common, participant: participantSchema }),
    z.object({
      type: z.literal('participant-left'),
      ...common,
      participantId: idSchema,
      reason: z.string(),
    }),
  ])
  .openapi('ChangeEvent');

export type SnapshotEvent = z.infer<typeof snapshotEventSchema>;
export type ChangeEvent = z.infer<typeof changeEventSchema>;

import { z } from '@hono/zod-openapi';
import { idSchema } from '../schema-parts.js';
import { conferenceSchema } from './conference-schema.js';
import { costLimit } from './cost-parts.js';
import { invitationBody, rejectedParty, writtenNumber } from './party-schema.js';

export const roomInvitationBody = invitationBody
  .extend({ costLimitMicroYuan: costLimit.optional() })
  .openapi('RoomInvitations');

export const callMeBody = z
  .strictObject({
    number: writtenNumber
      .optional()
      .openapi({ description: 'One of the own; without it the registered one' }),
  })
  .openapi('CallMe');

export const invitedSchema = z
  .object({
    conference: conferenceSchema,
    invited: z.array(idSchema).openapi({ description: 'Participant ids, each shown among the invitations' }),
    rejected: z.array(rejectedParty),
  })
  .openapi('Invited');

export type InvitedView = z.infer<typeof invitedSchema>;
export type RoomInvitationBody = z.infer<typeof roomInvitationBody>;

import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE } from '../schema-parts.js';

/** In one request, contacts and groups written out. */
export const PARTIES_PER_REQUEST_MAX = 1_000;

const NAME_CHARS_MAX = 60;
const NUMBER_CHARS_MAX = 80;
const LISTED_MAX = 500;
const GROUPS_MAX = 50;

export const partyName = z.string().max(NAME_CHARS_MAX).regex(STORABLE);
export const writtenNumber = z
  .string()
  .min(1)
  .max(NUMBER_CHARS_MAX)
  .openapi({ description: 'As people write it, with an extension perhaps: 010-6234 5678 转 801' });

export const calledParty = z
  .strictObject({ number: writtenNumber, name: partyName.optional() })
  .openapi('PartyToCall');

const role = z.enum(['chair', 'attendee']);
const invitedParty = calledParty
  .extend({
    role: role.optional(),
    pressOne: z.boolean().optional().openapi({ description: 'Only 1 leads in, so that no voicemail enters' }),
  })
  .openapi('PartyToInvite');

const fromContacts = {
  contacts: z.array(idSchema).max(LISTED_MAX).default([]).openapi({ description: 'Ids of contacts' }),
  groups: z
    .array(idSchema)
    .max(GROUPS_MAX)
    .default([])
    .openapi({ description: 'Ids of groups, each called whole' }),
};

/** Whom a call goes to: numbers, contacts and groups; each number is called once [S39]. */
export const partiesToCall = {
  parties: z.array(calledParty).max(LISTED_MAX).default([]),
  ...fromContacts,
};

export const invitationBody = z
  .strictObject({
    parties: z.array(invitedParty).max(LISTED_MAX).default([]),
    ...fromContacts,
    role: role.default('attendee').openapi({ description: 'Of all who have none of their own' }),
    pressOne: z.boolean().default(false).openapi({ description: 'For all who say nothing of their own' }),
  })
  .openapi('Invitations');

/** Somebody who is not called, and why. */
export const rejectedParty = z
  .object({
    number: z.string(),
    code: z.string().openapi({ description: 'ALREADY_IN, or the rule that bars the call' }),
  })
  .openapi('RejectedParty');

export type CalledPartyBody = z.infer<typeof calledParty>;
export type InvitationBody = z.infer<typeof invitationBody>;
export type RejectedPartyView = z.infer<typeof rejectedParty>;

import { z } from '@hono/zod-openapi';
import { CONTACT_LIMITS } from '../../contacts/contact.js';
import { idSchema, STORABLE, utcMsSchema, versionSchema } from '../schema-parts.js';

const name = z.string().min(1).max(CONTACT_LIMITS.nameCharsMax).regex(STORABLE);
const MEMBERS_AT_ONCE_MAX = 500;

export const groupCreateSchema = z.strictObject({ name }).openapi('ContactGroupCreate');

export const groupChangeSchema = z
  .strictObject({ name, version: versionSchema.optional() })
  .openapi('ContactGroupChange');

export const groupMembersSchema = z
  .strictObject({ contactIds: z.array(idSchema).min(1).max(MEMBERS_AT_ONCE_MAX) })
  .openapi('ContactGroupMembers');

export const groupSchema = z
  .object({
    id: idSchema,
    name,
    contacts: z.number().int().openapi({ description: 'How many it has' }),
    version: z.number().int(),
    createdMs: utcMsSchema,
  })
  .openapi('ContactGroup');

export const groupListSchema = z.object({ items: z.array(groupSchema) }).openapi('ContactGroupList');

export type ContactGroupView = z.infer<typeof groupSchema>;
export type ContactGroupListView = z.infer<typeof groupListSchema>;

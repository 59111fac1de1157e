import { z } from '@hono/zod-openapi';
import { CONTACT_LIMITS, DEFAULT_DELAY_MS } from '../../contacts/contact.js';
import { idSchema, pageOf, pageQuery, STORABLE, utcMsSchema, versionSchema } from '../schema-parts.js';

const { nameCharsMax, emailCharsMax, numbersMax, groupsMax, delayMsMax } = CONTACT_LIMITS;
const WRITTEN_NUMBER_MAX = 80;

const delayMs = z.number().int().min(0).max(delayMsMax).openapi({
  description: 'From the answer to the first digit of the extension',
});

const wantedNumber = z
  .strictObject({
    number: z.string().min(1).max(WRITTEN_NUMBER_MAX).regex(STORABLE).openapi({
      description: 'As people write it: 13800138000, 010-62345678*801, +44…; up to 6 digits: a short number',
      example: '010-62345678*801',
    }),
    delayMs: delayMs.default(DEFAULT_DELAY_MS),
  })
  .openapi('ContactNumberWanted');

const number = z
  .object({
    number: z.string().openapi({ description: 'E.164, or the digits of a short number' }),
    extension: z.string(),
    delayMs,
    dialable: z.boolean().openapi({ description: 'A short number is kept and cannot be called from here' }),
  })
  .openapi('ContactNumber');

const name = z.string().max(nameCharsMax).regex(STORABLE);
const email = z.string().max(emailCharsMax).regex(STORABLE).openapi({ description: 'Empty: none' });
const groupIds = z.array(idSchema).max(groupsMax);

const contactFields = z.strictObject({
  name,
  email,
  numbers: z.array(wantedNumber).max(numbersMax),
  groupIds,
});

export const contactCreateSchema = contactFields
  .extend({
    onDuplicate: z.enum(['refuse', 'merge', 'add']).default('refuse').openapi({
      description:
        'When another contact has one of the numbers: 409 CONTACT_DUPLICATE, 合并 into that one, or 仍然添加',
    }),
  })
  .partial()
  .required({ name: true })
  .openapi('ContactCreate');

export const contactChangeSchema = contactFields
  .extend({
    onDuplicate: z.enum(['refuse', 'add']).default('refuse'),
    version: versionSchema,
  })
  .partial()
  .openapi('ContactChange');

export const contactSchema = z
  .object({
    id: idSchema,
    name,
    email,
    numbers: z.array(number),
    groupIds,
    version: z.number().int(),
    createdMs: utcMsSchema,
  })
  .openapi('Contact');

export const contactListSchema = pageOf(contactSchema).openapi('ContactList');

export const contactListQuery = pageQuery.extend({
  q: z.string().max(nameCharsMax).regex(STORABLE).optional().openapi({
    description: 'Part of a name, or digits of a number',
  }),
  groupId: idSchema.optional(),
});

export type ContactView = z.infer<typeof contactSchema>;
export type ContactListView = z.infer<typeof contactListSchema>;
export type ContactCreate = z.infer<typeof contactCreateSchema>;
export type ContactChange = z.infer<typeof contactChangeSchema>;

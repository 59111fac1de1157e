import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE, timeZoneSchema, versionSchema } from '../schema-parts.js';

const NAME_MAX = 100;
const EMAIL_MAX = 200;

export const nameSchema = z.string().trim().min(1).max(NAME_MAX).regex(STORABLE);
/** A second login name, so in one form. */
export const emailSchema = z.email().max(EMAIL_MAX).toLowerCase();
const language = z.enum(['zh-CN', 'en']);

export const profileSchema = z
  .object({
    accountId: idSchema,
    number: z.string().openapi({ description: 'The account number: 8 digits' }),
    name: z.string(),
    language,
    timeZone: z.string(),
    login: z.string().nullable().openapi({ description: 'null, with email and helpSeen, for an API key' }),
    email: z.string().nullable(),
    helpSeen: z.boolean().nullable(),
    phonePinSet: z.boolean(),
    version: z.number().int(),
  })
  .openapi('Profile');

export const profileChangeSchema = z
  .strictObject({
    name: nameSchema,
    language,
    timeZone: timeZoneSchema,
    email: emailSchema.nullable(),
    helpSeen: z.boolean(),
    version: versionSchema,
  })
  .partial()
  .openapi('ProfileChange');

export const phonePinBody = z
  .strictObject({ pin: z.string().openapi({ description: '6 digits, neither all alike nor in a row' }) })
  .openapi('PhonePin');

export type ProfileView = z.infer<typeof profileSchema>;
export type ProfileChange = z.infer<typeof profileChangeSchema>;

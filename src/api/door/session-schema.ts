import { z } from '@hono/zod-openapi';
import { PASSWORD_CHARS_MAX } from '../../accounts/password-rules.js';
import { idSchema, STORABLE, utcMsSchema } from '../schema-parts.js';

const TEXT_MAX = 200;
const typedText = z.string().min(1).max(TEXT_MAX).regex(STORABLE);

/** Whatever is taken here can be typed into a login; how good it is, is looked at apart. */
export const newPasswordSchema = z.string().max(PASSWORD_CHARS_MAX).regex(STORABLE);

export const loginBody = z.strictObject({ login: typedText, password: typedText }).openapi('Login');

export const sessionSchema = z
  .object({
    login: z.string().nullable().openapi({ description: 'null for an API key' }),
    helpSeen: z
      .boolean()
      .nullable()
      .openapi({ description: 'false: whether help is wanted is to be asked, once; null for an API key' }),
    passwordTemporary: z
      .boolean()
      .nullable()
      .openapi({ description: 'true: the password must be changed first; null for an API key' }),
    role: z.enum(['customer', 'operator', 'admin']),
    scopes: z.array(z.string()),
    account: z.object({
      id: idSchema,
      number: z.string(),
      name: z.string(),
      tier: z.enum(['trial', 'standard', 'vip']),
      language: z.enum(['zh-CN', 'en']),
      timeZone: z.string(),
    }),
    expiresMs: utcMsSchema.nullable().openapi({ description: 'null for an API key' }),
  })
  .openapi('Session');

export const sessionItemSchema = z
  .object({
    id: idSchema,
    /** The one that asks. */
    current: z.boolean(),
    address: z.string(),
    userAgent: z.string(),
    createdMs: utcMsSchema,
    usedMs: utcMsSchema,
    expiresMs: utcMsSchema,
  })
  .openapi('SessionItem');

export const sessionListSchema = z.object({ items: z.array(sessionItemSchema) }).openapi('SessionList');

export const passwordBody = z
  .strictObject({ oldPassword: typedText, newPassword: newPasswordSchema })
  .openapi('PasswordChange');

export type SessionListView = z.infer<typeof sessionListSchema>;
export type PasswordBody = z.infer<typeof passwordBody>;
export type LoginBody = z.infer<typeof loginBody>;
export type SessionView = z.infer<typeof sessionSchema>;

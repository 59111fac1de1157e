import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE, utcMsSchema } from '../schema-parts.js';

const TEXT_MAX = 200;
const typedText = z.string().min(1).max(TEXT_MAX).regex(STORABLE);

export const loginBody = z.strictObject({ login: typedText, password: typedText }).openapi('Login');

export const sessionSchema = z
  .object({
    login: z.string().nullable().openapi({ description: 'null for an API key' }),
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

export type LoginBody = z.infer<typeof loginBody>;
export type SessionView = z.infer<typeof sessionSchema>;

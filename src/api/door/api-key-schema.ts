import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE, utcMsSchema } from '../schema-parts.js';
import { SCOPES } from './principal.js';

const LABEL_MAX = 100;

export const apiKeyCreateSchema = z
  .strictObject({
    label: z.string().trim().min(1).max(LABEL_MAX).regex(STORABLE),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  })
  .openapi('ApiKeyCreate');

export const apiKeySchema = z
  .object({
    id: idSchema,
    label: z.string(),
    scopes: z.array(z.string()).openapi({ description: '* stands for all' }),
    createdMs: utcMsSchema,
    lastUsedDay: z.string().nullable().openapi({ description: 'UTC, like 2026-07-31; null: never used' }),
  })
  .openapi('ApiKey');

export const newApiKeySchema = apiKeySchema
  .extend({ key: z.string().openapi({ description: 'Shown this once' }) })
  .openapi('NewApiKey');

export const apiKeyListSchema = z.object({ items: z.array(apiKeySchema) }).openapi('ApiKeyList');

export type ApiKeyCreate = z.infer<typeof apiKeyCreateSchema>;
export type ApiKeyView = z.infer<typeof apiKeySchema>;
export type NewApiKeyView = z.infer<typeof newApiKeySchema>;
export type ApiKeyListView = z.infer<typeof apiKeyListSchema>;

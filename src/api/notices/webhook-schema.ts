import { z } from '@hono/zod-openapi';
import { ALL_EVENTS, WEBHOOK_EVENTS } from '../../notices/webhook-events.js';
import { idSchema, STORABLE, utcMsSchema, versionSchema } from '../schema-parts.js';

const URL_MAX = 2_048;
const DESCRIPTION_MAX = 200;

const url = z.string().min(1).max(URL_MAX).regex(STORABLE).openapi({
  description: 'https, port 443, 80 or from 1024 on, without credentials, at a public address',
  example: 'https://example.com/huitong',
});
const events = z
  .array(z.enum([...WEBHOOK_EVENTS, ALL_EVENTS]))
  .min(1)
  .max(WEBHOOK_EVENTS.length + 1)
  .openapi({ description: '`*`: all, also those that a later version adds' });
const description = z.string().trim().max(DESCRIPTION_MAX).regex(STORABLE);

export const webhookCreateSchema = z
  .strictObject({ url, events, description: description.default(''), enabled: z.boolean().default(true) })
  .openapi('WebhookCreate');

export const webhookChangeSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    enabled: z.boolean().optional(),
    version: versionSchema.optional(),
  })
  .openapi('WebhookChange');

const webhookFields = z.object({
  id: idSchema,
  url,
  events,
  description,
  enabled: z.boolean(),
  disabledReason: z.enum(['gone', 'failing']).nullable().openapi({
    description: 'gone: it answered 410; failing: nothing has arrived for five days',
  }),
  failingSinceMs: utcMsSchema.nullable(),
  previousSecretUntilMs: utcMsSchema.nullable().openapi({
    description: 'Until then the secret before this one signs as well',
  }),
  version: z.number().int(),
  createdMs: utcMsSchema,
});

export const webhookSchema = webhookFields.openapi('Webhook');
export const newWebhookSchema = webhookFields
  .extend({ secret: z.string().openapi({ description: 'It is shown this once', example: 'whsec_…' }) })
  .openapi('WebhookWithSecret');
export const webhookListSchema = z.object({ items: z.array(webhookSchema) }).openapi('WebhookList');

export const deliverySchema = z
  .object({
    id: idSchema.openapi({ description: 'The webhook-id of each of its tries' }),
    type: z.string(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    failedTries: z.number().int(),
    lastError: z.string().nullable().openapi({ example: 'HTTP 503' }),
    nextTryMs: utcMsSchema.nullable(),
    createdMs: utcMsSchema,
    settledMs: utcMsSchema.nullable(),
  })
  .openapi('WebhookDelivery');

export const replaySchema = z
  .strictObject({ fromMs: utcMsSchema.min(0), toMs: utcMsSchema.min(0) })
  .openapi('WebhookReplay', { description: 'Events from fromMs on, before toMs' });

export type WebhookCreate = z.infer<typeof webhookCreateSchema>;
export type WebhookChange = z.infer<typeof webhookChangeSchema>;
export type WebhookView = z.infer<typeof webhookSchema>;
export type WebhookListView = z.infer<typeof webhookListSchema>;
export type WebhookWithSecretView = z.infer<typeof newWebhookSchema>;
export type WebhookDeliveryView = z.infer<typeof deliverySchema>;

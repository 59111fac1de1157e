import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE, utcMsSchema } from '../schema-parts.js';
import { callIdSchema } from './call-trace-schema.js';
import { CAPTURE_SECONDS_MAX } from './captures.js';

const count = z.number().int();

export const captureCreateSchema = z
  .strictObject({
    call: callIdSchema.openapi({ description: 'The id of a leg that is up, or the Call-ID of its dialog' }),
    reason: z
      .string()
      .trim()
      .min(3)
      .max(200)
      .regex(STORABLE)
      .openapi({ description: 'Why the call is looked into; it stands in the audit log' }),
    seconds: z.number().int().min(1).max(CAPTURE_SECONDS_MAX).default(60),
  })
  .openapi('CaptureCreate');

export const captureSchema = z
  .object({
    id: idSchema,
    leg: idSchema,
    reason: z.string(),
    by: z.string().openapi({ description: 'The login or the key that asked for it' }),
    seconds: count,
    startedMs: utcMsSchema,
    endedMs: utcMsSchema.nullable().openapi({ description: 'null: it is running' }),
    packets: count,
    bytes: count,
    complete: z.boolean().openapi({ description: 'Everything that came and went is in it' }),
  })
  .openapi('Capture');

export const captureListSchema = z.object({ items: z.array(captureSchema) }).openapi('CaptureList');

export type CaptureView = z.infer<typeof captureSchema>;
export type CaptureListView = z.infer<typeof captureListSchema>;

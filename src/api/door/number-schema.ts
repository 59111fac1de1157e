import { z } from '@hono/zod-openapi';
import { idSchema, STORABLE, utcMsSchema } from '../schema-parts.js';
import { WAIT_S_MAX } from './change-signal.js';

const TYPED_MAX = 80;

/** A number as people write it. */
export const typedNumber = z.string().min(1).max(TYPED_MAX).regex(STORABLE);

export const codeBody = z
  .strictObject({ code: z.string().regex(/^\d{6}$/, 'must be the 6 digits that were spoken') })
  .openapi('SpokenCode');

/** Lets a request wait for the next change. */
export const waitQuery = z.object({
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(WAIT_S_MAX)
    .default(0)
    .openapi({ description: 'Seconds to wait for a change' }),
  progress: z.coerce.number().int().optional().openapi({
    description: 'The `progress` that was read: when it has moved on since, nothing is waited for',
  }),
});

export const numberCreateSchema = z
  .strictObject({ number: typedNumber, kind: z.enum(['bound', 'linked']) })
  .openapi('NumberCreate');

export const numberSchema = z
  .object({
    id: idSchema,
    number: z.string().openapi({ description: 'E.164' }),
    kind: z.enum(['registered', 'bound', 'linked']),
    state: z.enum(['verified', 'calling', 'code-spoken', 'call-failed']),
    failure: z.string().nullable().openapi({ description: 'Why the call with the code has failed' }),
    progress: z.number().int().openapi({ description: 'Rises with every change' }),
    verifiedMs: utcMsSchema.nullable(),
  })
  .openapi('Number');

export const numberListSchema = z.object({ items: z.array(numberSchema) }).openapi('Numbers');

export type NumberCreate = z.infer<typeof numberCreateSchema>;
export type NumberView = z.infer<typeof numberSchema>;
export type NumberListView = z.infer<typeof numberListSchema>;

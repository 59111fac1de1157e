import { z } from '@hono/zod-openapi';
import { utcMsSchema } from '../schema-parts.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** Of lists whose key is a number. */
const numberPage = z.object({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  after: z.string().max(40).optional().openapi({ description: 'The `next` of the page before' }),
});

const verdict = z.enum(['allowed', 'refused']);

export const listedNumberSchema = z.object({ number: z.string(), verdict }).openapi('ListedNumber');

export const listedNumberListSchema = z
  .object({ items: z.array(listedNumberSchema), next: z.string().nullable() })
  .openapi('ListedNumberList');

export const listedNumberQuery = numberPage.extend({
  verdict: verdict.optional(),
  prefix: z
    .string()
    .regex(/^\+\d{1,15}$/, 'must be + and digits')
    .optional(),
});

export const listedNumberBody = z.strictObject({ verdict }).openapi('ListedNumberChange');

export const numberParams = z.object({
  number: z.string().max(80).openapi({ description: 'As people write it; a + is %2B in an address' }),
});

export const listImportQuery = z.object({
  verdict: verdict.default('allowed').openapi({ description: 'For lines that name none' }),
});

export const listImportSchema = z
  .object({
    imported: z.number().int(),
    refused: z.number().int(),
    refusals: z
      .array(z.object({ line: z.number().int(), code: z.string() }))
      .openapi({ description: 'The first hundred' }),
  })
  .openapi('NumberImport');

export const optOutQuery = numberPage;
export const optOutListSchema = z
  .object({
    items: z.array(z.object({ number: z.string(), sinceMs: utcMsSchema })),
    next: z.string().nullable(),
  })
  .openapi('OptOutList');

export type ListedNumberView = z.infer<typeof listedNumberSchema>;
export type ListedNumberListView = z.infer<typeof listedNumberListSchema>;
export type NumberImportView = z.infer<typeof listImportSchema>;
export type OptOutListView = z.infer<typeof optOutListSchema>;

import { z } from '@hono/zod-openapi';
import { IMPORT_LIMITS } from '../../contacts/import-row.js';
import { idSchema, utcMsSchema } from '../schema-parts.js';

const ROWS_PER_PAGE = 100;
const ROWS_PER_PAGE_MAX = 500;
const verdict = z.enum(['new', 'duplicate', 'bad']);

/** Not a strict text: a file has line ends and tabs in it. */
export const importCreateSchema = z
  .strictObject({ text: z.string().min(1).max(IMPORT_LIMITS.bytesMax) })
  .openapi('ContactImportCreate');

const row = z
  .object({
    row: z.number().int().openapi({ description: 'Line in the file, from 1' }),
    verdict,
    problem: z.string().nullable().openapi({ description: 'Of a bad row, like AREA_CODE_MISSING' }),
    name: z.string(),
    numbers: z.array(z.string()),
    email: z.string(),
    groups: z.array(z.string()),
    existing: z.object({ id: idSchema, name: z.string() }).nullable().openapi({
      description: 'Of a duplicate: the contact that has the number',
    }),
    firstRow: z.number().int().nullable().openapi({
      description: 'Of a duplicate: the row before it that has the number',
    }),
  })
  .openapi('ContactImportRow');

export const importSchema = z
  .object({
    id: idSchema,
    rows: z.number().int(),
    new: z.number().int(),
    duplicate: z.number().int(),
    bad: z.number().int(),
    groups: z.array(z.string()),
    createdMs: utcMsSchema,
  })
  .openapi('ContactImport');

export const importRowsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(ROWS_PER_PAGE_MAX).default(ROWS_PER_PAGE),
  after: z.coerce.number().int().min(0).default(0).openapi({ description: 'The `next` of the page before' }),
  verdict: verdict.optional(),
});

export const importRowsSchema = z
  .object({ items: z.array(row), next: z.string().nullable() })
  .openapi('ContactImportRowList');

export const confirmationSchema = z
  .strictObject({
    onDuplicates: z.enum(['skip', 'merge', 'add']).default('skip').openapi({
      description: 'Rows whose number is there already: 跳过, 合并 into that contact, or 仍然添加',
    }),
  })
  .openapi('ContactImportConfirmation');

export const outcomeSchema = z
  .object({ added: z.number().int(), merged: z.number().int(), skipped: z.number().int() })
  .openapi('ContactImportOutcome');

export type ContactImportView = z.infer<typeof importSchema>;
export type ContactImportRowView = z.infer<typeof row>;
export type ContactImportRowListView = z.infer<typeof importRowsSchema>;
export type ContactImportOutcomeView = z.infer<typeof outcomeSchema>;

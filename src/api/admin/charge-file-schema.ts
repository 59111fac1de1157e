import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, utcMsSchema } from '../schema-parts.js';
import { timePageQuery } from '../records/time-cursor.js';

const period = z.enum(['hour', 'day']);

/** 计费文件 [S51a]. */
export const chargeFileSchema = z
  .object({
    id: idSchema,
    period,
    sequence: z.number().int().openapi({ description: 'Counts from 1 without a gap, for each period' }),
    name: z.string(),
    fromMs: utcMsSchema,
    toMs: utcMsSchema,
    createdMs: utcMsSchema,
    lines: z.number().int().openapi({ description: 'Charged legs, and reversals of charges' }),
    sumMicroYuan: z.number().int(),
    bytes: z.number().int().nullable().openapi({
      description:
        'null: it does not lie in its folder, such as when it was collected; a download makes a copy, byte for byte',
    }),
  })
  .openapi('ChargeFile');

export const chargeFileListSchema = pageOf(chargeFileSchema)
  .extend({ periods: z.array(period).openapi({ description: 'For which files are written' }) })
  .openapi('ChargeFileList');
export const chargeFileListQuery = timePageQuery.extend({ period: period.optional() });

export const reconciliationSchema = z
  .object({
    last: z
      .object({
        atMs: utcMsSchema,
        file: z.string().openapi({ description: "The carrier's" }),
        trunk: z.string().nullable().openapi({ description: 'null: all of them' }),
        matched: z.number().int(),
        differences: z.number().int(),
        first: z.array(z.string()).openapi({ description: 'The first 100 of them, a line each' }),
      })
      .nullable()
      .openapi({ description: 'By `huitong reconcile`; null: there was none' }),
    ledgerAudit: z
      .object({
        atMs: utcMsSchema,
        findings: z.number().int(),
        differenceMicroYuan: z.number().int(),
      })
      .nullable()
      .openapi({ description: 'All records rated again; null: not since the start of the server' }),
  })
  .openapi('Reconciliation');

export type ChargeFileView = z.infer<typeof chargeFileSchema>;
export type ReconciliationView = z.infer<typeof reconciliationSchema>;

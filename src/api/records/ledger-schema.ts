import { z } from '@hono/zod-openapi';
import type { LedgerEntry } from '../../billing/ledger-entry.js';
import { idSchema, pageOf, STORABLE, utcMsSchema } from '../schema-parts.js';
import { rangeQuery } from './record-query.js';
import { timePageQuery } from './time-cursor.js';

/** No payment is larger: 1,000,000 yuan. */
const RECHARGE_MICRO_YUAN_MAX = 1_000_000_000_000;

const kind = z.enum(['charge', 'recharge', 'reversal', 'opening']);
const text = (max: number) => z.string().trim().max(max).regex(STORABLE);

export const ledgerEntrySchema = z
  .object({
    id: idSchema,
    kind,
    amountMicroYuan: z
      .number()
      .int()
      .openapi({ description: 'What the account gains; negative: what it pays' }),
    utcMs: utcMsSchema,
    leg: idSchema.nullable(),
    conference: idSchema.nullable(),
    method: z.string().nullable(),
    note: z.string().nullable(),
    reverses: idSchema.nullable().openapi({ description: 'The entry that this one takes back' }),
  })
  .openapi('LedgerEntry');

export const ledgerListSchema = pageOf(ledgerEntrySchema).openapi('LedgerEntryList');
export const rechargeListQuery = rangeQuery.extend(timePageQuery.shape);
export const ledgerListQuery = rechargeListQuery.extend({ kind: kind.optional() });

export const rechargeSchema = z
  .strictObject({
    amountMicroYuan: z.number().int().min(1).max(RECHARGE_MICRO_YUAN_MAX),
    method: text(40).min(1).openapi({ description: 'Such as cash, transfer, gateway' }),
    note: text(200).default(''),
  })
  .openapi('RechargeCreate');

export const reversalSchema = z.strictObject({ note: text(200).min(1) }).openapi('ReversalCreate');

export type LedgerEntryView = z.infer<typeof ledgerEntrySchema>;
export type LedgerEntryListView = z.infer<typeof ledgerListSchema>;
export type RechargeCreate = z.input<typeof rechargeSchema>;

export const ledgerEntryView = (entry: LedgerEntry): LedgerEntryView => ({
  id: entry.id,
  kind: entry.kind,
  amountMicroYuan: entry.amount,
  utcMs: entry.utcMs,
  leg: entry.leg ?? null,
  conference: entry.conference ?? null,
  method: entry.method ?? null,
  note: entry.note ?? null,
  reverses: entry.reverses ?? null,
});

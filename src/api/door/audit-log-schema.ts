import { z } from '@hono/zod-openapi';
import { idSchema, pageOf, pageQuery, STORABLE, utcMsSchema } from '../schema-parts.js';

const values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const auditLogQuery = pageQuery.extend({
  accountId: idSchema.optional().openapi({ description: 'On whose behalf it was done' }),
  actorId: z.string().max(100).regex(STORABLE).optional().openapi({ description: 'A user or a key' }),
  fromMs: z.coerce.number().int().optional(),
  toMs: z.coerce.number().int().optional(),
});

export const auditEntrySchema = z
  .object({
    id: idSchema,
    sequence: z.number().int(),
    utcMs: utcMsSchema,
    accountId: idSchema.nullable(),
    actor: z.object({
      kind: z.enum(['user', 'key', 'unknown']),
      id: z.string().nullable(),
      name: z.string().openapi({ description: 'As then; numbers of other accounts are masked' }),
    }),
    action: z.string().openapi({ description: 'Method and route', example: 'DELETE /rooms/{roomId}' }),
    objects: values.openapi({ description: 'What it was done to, by the names in the route' }),
    detail: values,
    address: z.string(),
    requestId: z.string(),
    hash: z.string().openapi({ description: 'SHA-256 over the hash before and all fields' }),
  })
  .openapi('AuditEntry');

export const auditLogSchema = pageOf(auditEntrySchema).openapi('AuditLog');

export const auditVerificationSchema = z
  .object({
    whole: z.boolean(),
    entries: z.number().int().openapi({ description: 'That hold, one after another' }),
    brokenAt: z
      .object({ id: idSchema, sequence: z.number().int() })
      .nullable()
      .openapi({ description: 'The first that was changed, or whose predecessor is missing' }),
    head: z.object({ sequence: z.number().int(), hash: z.string() }),
  })
  .openapi('AuditVerification');

export type AuditEntryView = z.infer<typeof auditEntrySchema>;
export type AuditLogView = z.infer<typeof auditLogSchema>;

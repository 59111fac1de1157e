import { z } from '@hono/zod-openapi';
import {
  idSchema,
  pageOf,
  pageQuery,
  STORABLE,
  timeZoneSchema,
  utcMsSchema,
  versionSchema,
} from '../schema-parts.js';

const MICRO_YUAN_MAX = 1_000_000_000_000;
const COUNT_MAX = 1_000_000;
const limit = z.number().int().min(0).max(COUNT_MAX).openapi({ description: '0: without a limit' });
const microYuan = z.number().int().min(0).max(MICRO_YUAN_MAX);

const outgoingRights = z
  .strictObject({
    stopped: z.boolean().openapi({ description: 'Stop all outgoing calls' }),
    internationalAllowed: z.boolean(),
    legsMax: limit,
    legsPerHourMax: limit,
    newNumbersPerDayMax: limit,
    spendPerDayMax: microYuan.openapi({ description: 'Micro-yuan; 0: without a limit' }),
  })
  .openapi('OutgoingRights', { description: 'What the account may call' });

const accountFields = z.strictObject({
  name: z.string().trim().min(1).max(100).regex(STORABLE),
  tier: z.enum(['trial', 'standard', 'vip']),
  paymentMode: z.enum(['prepaid', 'postpaid']),
  language: z.enum(['zh-CN', 'en']),
  timeZone: timeZoneSchema,
  creditLimitMicroYuan: microYuan.openapi({
    description: 'How far below zero the balance may go; prepaid: 0',
  }),
  outgoing: outgoingRights,
  billingNumber: z
    .string()
    .max(40)
    .regex(STORABLE)
    .nullable()
    .openapi({ description: "On whose phone bill the charges appear; null: the account's own number" }),
});

const role = z.enum(['customer', 'operator', 'admin']);

export const accountCreateSchema = accountFields
  .extend({
    number: z
      .string()
      .regex(/^\d{8}$/, 'must be 8 digits')
      .openapi({ description: '8 digits; without it a free one is given' }),
    role,
    outgoing: outgoingRights.partial(),
  })
  .partial()
  .required({ name: true })
  .openapi('AccountCreate');

export const accountChangeSchema = accountFields
  .extend({
    outgoing: outgoingRights.partial(),
    status: z.enum(['active', 'closed']).openapi({
      description: 'A closed account pays for nothing more: its conferences end, its history stays',
    }),
    version: versionSchema,
  })
  .partial()
  .openapi('AccountChange');

export const accountRecordSchema = z
  .object({
    id: idSchema,
    number: z.string(),
    role,
    ...accountFields.shape,
    status: z.enum(['active', 'closed']),
    balanceMicroYuan: z.number().int(),
    reservedMicroYuan: z.number().int().openapi({ description: 'Set aside for the legs that are up' }),
    version: z.number().int(),
    createdMs: utcMsSchema,
  })
  .openapi('AccountRecord');

export const accountListSchema = pageOf(accountRecordSchema).openapi('AccountList');

export const accountListQuery = pageQuery.extend({
  number: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional()
    .openapi({ description: 'The beginning of the account number' }),
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(STORABLE)
    .optional()
    .openapi({ description: 'Any part of the name' }),
  phone: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .openapi({ description: 'One of its telephone numbers, as people write it' }),
  status: z.enum(['active', 'closed']).optional(),
});

export const accountNumbersSchema = z
  .object({
    items: z.array(
      z.object({
        number: z.string(),
        kind: z.enum(['registered', 'linked', 'bound']),
        verifiedMs: utcMsSchema,
      }),
    ),
  })
  .openapi('AccountNumbers');

export const userCreateSchema = z
  .strictObject({
    // As it is read when it is typed: a name in full-width signs is that of the plain ones.
    login: z
      .string()
      .normalize('NFKC')
      .trim()
      .min(1)
      .max(100)
      .regex(STORABLE)
      .openapi({ description: 'Unique; a telephone number or an address, usually' }),
    role: role.default('customer'),
  })
  .openapi('AccountUserCreate');

export const userChangeSchema = z.strictObject({ role }).openapi('AccountUserChange');

/** A telephone number as a login belongs to its owner [S53a]. */
const login = z.string().openapi({ description: 'Masked if it is the number of another account' });

export const userSchema = z
  .object({ id: idSchema, login, role, createdMs: utcMsSchema })
  .openapi('AccountUser');

export const userListSchema = z.object({ items: z.array(userSchema) }).openapi('AccountUsers');

export const userWithPasswordSchema = userSchema
  .extend({ password: z.string().openapi({ description: 'Shown this once' }) })
  .openapi('AccountUserWithPassword');

export type AccountCreate = z.infer<typeof accountCreateSchema>;
export type AccountChange = Omit<z.infer<typeof accountChangeSchema>, 'version'>;
export type AccountRecordView = z.infer<typeof accountRecordSchema>;
export type AccountListView = z.infer<typeof accountListSchema>;
export type AccountUserView = z.infer<typeof userSchema>;

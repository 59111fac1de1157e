import { z } from '@hono/zod-openapi';
import { openingHours } from '../../config/schema.js';
import { idSchema, pageOf, pageQuery, STORABLE, timeZoneSchema, utcMsSchema } from '../schema-parts.js';

const number = z.string().min(1).max(40);
const version = z.number().int();

export const operatorSchema = z
  .object({
    id: idSchema,
    user: idSchema,
    login: z.string().nullable().openapi({ description: 'Masked if it is the number of another account' }),
    number: z.string().openapi({ description: 'The telephone that rings' }),
    enabled: z.boolean(),
    onDuty: z.boolean(),
    version,
  })
  .openapi('Operator');

export const operatorListSchema = z.object({ items: z.array(operatorSchema) }).openapi('OperatorList');

export const operatorCreateBody = z
  .strictObject({ user: idSchema, number, enabled: z.boolean().default(true) })
  .openapi('OperatorCreate');

export const operatorChangeBody = z
  .strictObject({ number, enabled: z.boolean(), version })
  .partial()
  .openapi('OperatorChange');

export const hoursSchema = z
  .strictObject({
    hours: openingHours.nullable().openapi({ description: 'null: always' }),
    timeZone: timeZoneSchema,
  })
  .openapi('OperatorHours');

export const dutySchema = z
  .object({
    operator: idSchema,
    number: z.string(),
    browser: z.boolean().openapi({ description: 'A browser rings instead of the telephone' }),
    enabled: z.boolean(),
    onDuty: z.boolean(),
    open: z.boolean().openapi({ description: 'Within the opening hours' }),
    hours: hoursSchema,
  })
  .openapi('Duty');

export const dutyBody = z.strictObject({ onDuty: z.boolean() }).openapi('DutyChange');

export const queueSchema = z
  .object({
    items: z.array(
      z
        .object({
          id: idSchema.openapi({ description: 'Of the participant who asks' }),
          conference: idSchema,
          kind: z.enum(['bridge', 'direct', 'quick', 'instant']).nullable(),
          room: z.string().nullable().openapi({ description: 'The number of the room' }),
          conferenceName: z.string().nullable(),
          account: z.object({ id: idSchema, number: z.string(), name: z.string() }).nullable(),
          name: z.string().nullable(),
          number: z.string().nullable().openapi({ description: 'Masked; null: withheld' }),
          askedMs: utcMsSchema,
          waitedMs: z.number().int(),
          state: z.enum(['waiting', 'calling', 'speaking']),
          operator: idSchema.nullable(),
        })
        .openapi('HelpRequest'),
    ),
  })
  .openapi('HelpQueue');

export const takeBody = z.strictObject({ operator: idSchema.optional() }).openapi('TakeRequest', {
  description: 'Without an operator whoever asks; another one is for administrators',
});

export const customerRoomSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    number: z.string(),
    chairPassword: z.string(),
    attendeePassword: z.string(),
    startMs: utcMsSchema,
    durationMs: z.number().int(),
  })
  .openapi('CustomerRoom', { description: 'What the customer is told' });

const answered = z.number().int();
export const reportSchema = z
  .object({
    requests: answered,
    answered,
    givenUp: answered,
    noneInTime: answered,
    noneOnDuty: answered,
    waitedP50Ms: z.number().int().nullable().openapi({ description: 'Of the answered ones' }),
    waitedP90Ms: z.number().int().nullable(),
    byOperator: z.array(z.object({ operator: idSchema.nullable(), answered })),
  })
  .openapi('OperatorReport');

export const reportQuery = z.object({ fromMs: z.coerce.number().int(), toMs: z.coerce.number().int() });

export const customerQuery = pageQuery.extend({
  number: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
  name: z.string().min(1).max(100).regex(STORABLE).optional(),
  phone: number.optional(),
});

export const customerListSchema = pageOf(
  z
    .object({
      id: idSchema,
      number: z.string(),
      name: z.string(),
      tier: z.enum(['trial', 'standard', 'vip']),
      language: z.enum(['zh-CN', 'en']),
      timeZone: z.string(),
      status: z.enum(['active', 'closed']),
    })
    .openapi('Customer'),
).openapi('CustomerList');

export type OperatorView = z.infer<typeof operatorSchema>;
export type OperatorListView = z.infer<typeof operatorListSchema>;
export type HelpQueueView = z.infer<typeof queueSchema>;
export type OperatorReportView = z.infer<typeof reportSchema>;
export type CustomerListView = z.infer<typeof customerListSchema>;
export type DutyView = z.infer<typeof dutySchema>;
export type OperatorHoursView = z.infer<typeof hoursSchema>;

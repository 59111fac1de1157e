import { z } from '@hono/zod-openapi';
import { serviceNumberSchema, trunkSchema } from '../../config/trunk-schema.js';
import { STORABLE } from '../schema-parts.js';

/** The same words as in the configuration file; docs/operating tell what they mean. */
export const trunkCreateSchema = trunkSchema
  .extend({
    id: z
      .string()
      .max(60)
      .regex(/^[\w.-]+$/, 'letters, digits, . _ -'),
  })
  .openapi('TrunkCreate');

/** Every setting optional and without its default: what is left out stays as it is. */
const settingsOf = (shape: Readonly<Record<string, z.ZodType>>): Record<string, z.ZodType> =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, bare(schema).optional()]));

const bare = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional
    ? bare(schema.unwrap() as z.ZodType)
    : schema;

const { id: _id, outbound, ...settings } = trunkSchema.shape;
const version = z
  .number()
  .int()
  .optional()
  .openapi({ description: 'The version that was read; or send it as If-Match' });

export const trunkChangeSchema = z.looseObject({ version }).openapi('TrunkChange', {
  description:
    'Settings of a trunk, as in the configuration file; what is left out stays as it is, also within `outbound` and `capCodes`.',
});

/** Which settings there are: checked before they are laid over those that stand. */
export const trunkSettingsSchema = z.strictObject({
  version,
  ...settingsOf(settings),
  outbound: z.strictObject(settingsOf((bare(outbound) as z.ZodObject).shape)).optional(),
});

const liveState = z
  .object({
    up: z.boolean().openapi({ description: 'By OPTIONS and by the calls themselves' }),
    failures: z.number().int().openapi({ description: 'In a row' }),
    targets: z.array(
      z.object({
        host: z.string(),
        port: z.number().int(),
        answers: z.boolean().nullable().openapi({ description: 'The last OPTIONS; null: not known' }),
      }),
    ),
    callsIn: z.number().int(),
    callsOut: z.number().int(),
    newCallsIn: z.number().int().openapi({ description: 'In the last whole second' }),
    newCallsOut: z.number().int(),
    sent: z.number().int().openapi({ description: 'Calls of ours since the start' }),
    answered: z.number().int(),
    answerSeizureRatio: z.number().nullable().openapi({ description: 'Answered of those sent' }),
    postDialMs: z.number().nullable().openapi({ description: 'From the INVITE to the ringing, on average' }),
  })
  .openapi('TrunkState');

const numberFormat = z.enum(['national', 'national-without-0', 'e164', 'e164-without-plus', '0086']);

export const trunkViewSchema = z
  .object({
    id: z.string(),
    enabled: z.boolean(),
    addresses: z.array(z.string()),
    mediaFrom: z.array(z.string()),
    calledFrom: z.array(z.string()),
    callerFrom: z.string(),
    screened: z.boolean(),
    homeArea: z.string().nullable(),
    callsMax: z.number().int(),
    callsPerSecondMax: z.number().int(),
    capCodes: z.object({ callsAtOnce: z.number().int(), callsPerSecond: z.number().int() }),
    pingMs: z.number().int(),
    outbound: z.object({
      targets: z.array(z.string()),
      prefixes: z.array(z.string()),
      numberFormat,
      callerNumbers: z.array(z.string()),
      callerFormat: numberFormat,
      assertIdentity: z.boolean(),
      userPhone: z.boolean(),
      domain: z.string().nullable(),
      credentials: z
        .object({ username: z.string(), secret: z.string(), realm: z.string().nullable() })
        .nullable()
        .openapi({ description: 'The name of the secret; the secret itself is never shown' }),
      callsMax: z.number().int(),
      callsPerSecondMax: z.number().int(),
      firstAnswerMs: z.number().int(),
    }),
    edited: z.boolean().openapi({ description: 'It wins over the configuration file' }),
    configured: z.boolean().openapi({ description: 'The configuration file names it' }),
    version: z.number().int(),
    state: liveState,
  })
  .openapi('Trunk');

export const trunkListSchema = z.object({ items: z.array(trunkViewSchema) }).openapi('TrunkList');

export const serviceNumberCreateSchema = serviceNumberSchema.refine(
  ({ number = '', pattern = '', room = '' }) =>
    number.length <= 40 &&
    pattern.length <= 200 &&
    room.length <= 20 &&
    STORABLE.test(number + pattern + room),
  'a number has up to 40 characters, a pattern up to 200',
);

export const serviceNumberChangeSchema = z
  .strictObject({
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']),
    room: z.string().max(20).regex(STORABLE).nullable(),
    test: z.enum(['echo', 'tone', 'silence', 'dtmf', 'loop']).nullable(),
    version: z.number().int(),
  })
  .partial()
  .openapi('ServiceNumberChange');

export const serviceNumberViewSchema = z
  .object({
    id: z.string().openapi({ description: 'The number or the pattern itself' }),
    number: z.string().nullable(),
    pattern: z.string().nullable(),
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']),
    room: z.string().nullable(),
    test: z.enum(['echo', 'tone', 'silence', 'dtmf', 'loop']).nullable(),
    edited: z.boolean(),
    configured: z.boolean(),
    version: z.number().int(),
  })
  .openapi('BoundNumber');

export const serviceNumberRowsSchema = z
  .object({ items: z.array(serviceNumberViewSchema) })
  .openapi('BoundNumbers');

export type TrunkView = z.infer<typeof trunkViewSchema>;
export type TrunkListView = z.infer<typeof trunkListSchema>;
export type BoundNumberView = z.infer<typeof serviceNumberViewSchema>;

import { z } from '@hono/zod-openapi';
import { serviceNumberSchema, trunkSchema } from '../../config/trunk-schema.js';
import { NAME_IN_PATH, STORABLE, versionSchema } from '../schema-parts.js';

/** The same words as in the configuration file; docs/operating tell what they mean. */
export const trunkCreateSchema = trunkSchema
  .extend({
    id: z.string().max(60).regex(NAME_IN_PATH, 'letters, digits, . _ -'),
  })
  .openapi('TrunkCreate');

/** Without its default; a setting that may be absent is taken away by null. */
type Bare<Setting extends z.ZodType> =
  Setting extends z.ZodDefault<infer Inner extends z.ZodType>
    ? Bare<Inner>
    : Setting extends z.ZodPrefault<infer Inner extends z.ZodType>
      ? Bare<Inner>
      : Setting extends z.ZodOptional<infer Inner extends z.ZodType>
        ? z.ZodNullable<Inner>
        : Setting;

type Shape = Readonly<Record<string, z.ZodType>>;
type Settings<Of extends Shape> = { [Name in keyof Of]: z.ZodOptional<Bare<Of[Name]>> };

/** What is left out stays as it is, so no default may take its place. */
const settingsOf = <Of extends Shape>(shape: Of): Settings<Of> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, setting]) => [name, bare(setting).optional()]),
  ) as unknown as Settings<Of>;

function bare(setting: z.ZodType): z.ZodType {
  if (setting instanceof z.ZodDefault || setting instanceof z.ZodPrefault)
    return bare(setting.unwrap() as z.ZodType);
  return setting instanceof z.ZodOptional ? (setting.unwrap() as z.ZodType).nullable() : setting;
}

const { id: _, outbound, capCodes, ...settings } = trunkSchema.shape;
const calling = {
  ...outbound.unwrap().shape,
  // Taken apart when the whole is checked.
  targets: z.array(z.string()),
};

export const trunkChangeSchema = z
  .strictObject({
    ...settingsOf(settings),
    capCodes: z.strictObject(settingsOf(capCodes.unwrap().shape)).optional(),
    outbound: z.strictObject(settingsOf(calling)).optional(),
    version: versionSchema.optional(),
  })
  .openapi('TrunkChange', {
    description:
      'Settings of a trunk, as in the configuration file; what is left out stays as it is, also within `outbound` and `capCodes`.',
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

/** Steps in the path of a URL, percent-encoded or not: a row of that name could be changed and removed by nobody. */
const STEP = /^\.\.?$/;

export const serviceNumberCreateSchema = serviceNumberSchema
  .refine(
    ({ number = '', pattern = '', room = '' }) =>
      number.length <= 40 &&
      pattern.length <= 200 &&
      room.length <= 20 &&
      STORABLE.test(number + pattern + room),
    'a number has up to 40 characters, a pattern up to 200',
  )
  .refine(({ number, pattern }) => !STEP.test(number ?? pattern ?? ''), 'cannot be . or ..');

export const serviceNumberChangeSchema = z
  .strictObject({
    service: z.enum(['bridge', 'quick', 'instant', 'direct', 'test']),
    language: z.enum(['zh-CN', 'en', 'both']),
    room: z.string().min(1).max(20).regex(STORABLE).nullable(),
    test: z.enum(['echo', 'tone', 'silence', 'dtmf', 'loop']).nullable(),
    version: versionSchema,
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

export type TrunkChange = z.infer<typeof trunkChangeSchema>;
export type TrunkView = z.infer<typeof trunkViewSchema>;
export type TrunkListView = z.infer<typeof trunkListSchema>;
export type BoundNumberView = z.infer<typeof serviceNumberViewSchema>;

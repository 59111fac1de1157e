import { z } from '@hono/zod-openapi';
import { CHARGED_SERVICES, LEG_KINDS, TARIFF_LIMITS } from '../../billing/tariff-rules.js';
import { NAME_IN_PATH, STORABLE, utcMsSchema } from '../schema-parts.js';

const microYuan = z.number().int().min(0).max(TARIFF_LIMITS.microYuanPerMinuteMax);
const blockS = z.number().int().min(1).max(TARIFF_LIMITS.blockSMax);

const legPrice = z
  .strictObject({
    free: z.boolean(),
    microYuanPerMinute: microYuan.openapi({
      description: 'Of a leg that we call its destination says the price instead',
    }),
    firstBlockS: blockS,
    incrementS: blockS.openapi({ description: 'One that has begun is charged whole' }),
  })
  .openapi('LegPrice');

const destinationPrice = z
  .strictObject({
    prefix: z.string().regex(/^\+[1-9]\d{0,14}$/, 'must be + and 1 to 15 digits'),
    zone: z.string().max(40).regex(STORABLE),
    microYuanPerMinute: microYuan,
  })
  .openapi('DestinationPrice', { description: 'The longest prefix counts; a number without one is barred' });

const service = z.enum(CHARGED_SERVICES as [string, ...string[]] as ['bridge', 'direct', 'quick', 'instant']);
const kind = z.enum([
  'host-dial-in',
  'attendee-dial-in',
  'dial-out',
  'host-callback',
  'browser',
  'operator',
  'verification',
  'test',
]);

const legsOf = <Price extends z.ZodType>(price: Price) => {
  const kinds = z.strictObject({
    'host-dial-in': price,
    'attendee-dial-in': price,
    'dial-out': price,
    'host-callback': price,
    browser: price,
    operator: price,
    verification: price,
    test: price,
  });
  return z.strictObject({ bridge: kinds, direct: kinds, quick: kinds, instant: kinds });
};

const legs = legsOf(legPrice).openapi('LegPrices');
const version = z.string().max(TARIFF_LIMITS.versionCharsMax).regex(NAME_IN_PATH, 'letters, digits, . _ -');

export const tariffSummarySchema = z
  .object({
    version: z.string(),
    validFromMs: utcMsSchema,
    state: z.enum(['past', 'current', 'planned']),
    destinations: z.number().int().openapi({ description: 'How many prefixes have a price' }),
  })
  .openapi('TariffSummary');

/** No extension of the summary: its `destinations` are something else. */
export const tariffSchema = z
  .object({ ...tariffSummarySchema.shape, legs, destinations: z.array(destinationPrice) })
  .openapi('Tariff');

export const tariffListSchema = z.object({ items: z.array(tariffSummarySchema) }).openapi('TariffList');

export const tariffCreateSchema = z
  .strictObject({
    version,
    validFromMs: utcMsSchema.optional().openapi({ description: 'Now or later; without it now' }),
    legs: legs.optional(),
    destinations: z.array(destinationPrice).max(TARIFF_LIMITS.destinationsMax).optional(),
  })
  .openapi('TariffCreate', {
    description: 'What is left out is taken over from the tariff that is in force then',
  });

export const priceQuery = z.object({
  service,
  kind,
  called: z
    .string()
    .max(40)
    .optional()
    .openapi({ description: 'The number, as people write it: needed for dial-out and host-callback' }),
  durationS: z.coerce.number().int().min(0).max(86_400).default(60),
});

export const priceSchema = z
  .object({
    tariffVersion: z.string(),
    free: z.boolean(),
    zone: z.string().nullable().openapi({ description: 'Of a leg that we call' }),
    microYuanPerMinute: z.number().int(),
    firstBlockS: z.number().int(),
    incrementS: z.number().int(),
    chargedS: z.number().int(),
    amountMicroYuan: z.number().int(),
  })
  .openapi('Price');

export const versionParams = z.object({ version: z.string().max(100).regex(STORABLE) });

/** The schema and the rules of billing name the same kinds. */
export type PricedKind =
  z.infer<typeof kind> extends (typeof LEG_KINDS)[number] ? z.infer<typeof kind> : never;
export type TariffView = z.infer<typeof tariffSchema>;
export type TariffSummaryView = z.infer<typeof tariffSummarySchema>;
export type TariffCreate = z.infer<typeof tariffCreateSchema>;
export type PriceView = z.infer<typeof priceSchema>;
export type PriceQuery = z.infer<typeof priceQuery>;

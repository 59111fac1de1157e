import type { LegPrice, LegPrices, Tariff, TariffCreate } from '../../../../client/index.js';
import { filledIn } from '../../../components/filled-in.js';
import { yuanOf } from '../../../components/money-text.js';
import { msOfDateField } from '../../../components/time-text.js';

export const SERVICES = [
  'bridge',
  'direct',
  'quick',
  'instant',
] as const satisfies readonly (keyof LegPrices)[];
export const LEG_KINDS = [
  'host-dial-in',
  'attendee-dial-in',
  'dial-out',
  'host-callback',
  'browser',
  'operator',
  'verification',
  'test',
] as const satisfies readonly (keyof LegPrices['bridge'])[];

export type Service = (typeof SERVICES)[number];
export type LegKind = (typeof LEG_KINDS)[number];

/** Their price follows the called number. */
export const isCalled = (kind: LegKind): boolean => kind === 'dial-out' || kind === 'host-callback';

/** Null: emptied. */
interface LegPriceValues {
  readonly free: boolean;
  readonly yuanPerMinute: number | null;
  readonly firstBlockS: number | null;
  readonly incrementS: number | null;
}

/** What is free may leave the rest empty; these count nothing. */
const OF_FREE = { yuanPerMinute: 0, firstBlockS: 60, incrementS: 60 };

/** A new version as it is filled in: money in yuan, one destination in a line. */
export interface TariffFormValues {
  readonly version: string;
  /** By the account's clock; empty: now. */
  readonly validFrom: string;
  readonly legs: Readonly<Record<Service, Readonly<Record<LegKind, LegPriceValues>>>>;
  readonly destinations: string;
}

type Destination = NonNullable<TariffCreate['destinations']>[number];

/** Prices have parts of a fen: micro-yuan, whole. */
const microYuanOfPrice = (yuan: number): number => Math.round(yuan * 1_000_000);

export const tariffValuesOf = ({ legs, destinations }: Tariff, version: string): TariffFormValues => ({
  version,
  validFrom: '',
  legs: ofEachLeg((service, kind) => {
    const { microYuanPerMinute, ...price } = legs[service][kind];
    return { ...price, yuanPerMinute: yuanOf(microYuanPerMinute) };
  }),
  destinations: destinations.map(destinationLine).join('\n'),
});

export function tariffCreateOf(values: TariffFormValues, timeZone: string): TariffCreate {
  const { version, validFrom, legs, destinations } = values;
  return {
    version: version.trim(),
    ...(validFrom === '' ? {} : { validFromMs: msOfDateField(validFrom, timeZone) }),
    legs: ofEachLeg((service, kind) => legPriceOf(legs[service][kind])),
    destinations: linesOf(destinations).flatMap((line) => readDestination(line) ?? []),
  };
}

function legPriceOf({ free, ...values }: LegPriceValues): LegPrice {
  const given = (name: keyof typeof OF_FREE): number =>
    free ? (values[name] ?? OF_FREE[name]) : filledIn(values[name]);
  return {
    free,
    microYuanPerMinute: microYuanOfPrice(given('yuanPerMinute')),
    firstBlockS: given('firstBlockS'),
    incrementS: given('incrementS'),
  };
}

function ofEachLeg<Value>(valueOf: (service: Service, kind: LegKind) => Value) {
  return Object.fromEntries(
    SERVICES.map((service) => [
      service,
      Object.fromEntries(LEG_KINDS.map((kind) => [kind, valueOf(service, kind)])),
    ]),
  ) as Record<Service, Record<LegKind, Value>>;
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** "+852, 香港, 0.5" */
const destinationLine = ({ prefix, zone, microYuanPerMinute }: Destination): string =>
  `${prefix}, ${zone}, ${yuanOf(microYuanPerMinute)}`;

export function readDestination(line: string): Destination | undefined {
  const match = /^(\+[1-9]\d{0,14})\s*[,，]\s*(.*?)\s*[,，]\s*(\d+(?:\.\d{1,6})?)$/.exec(line.trim());
  if (match === null) return undefined;
  const [, prefix = '', zone = '', price = ''] = match;
  return { prefix, zone, microYuanPerMinute: microYuanOfPrice(Number(price)) };
}

/** The number of the first line that is none, counted from 1. */
export function badDestination(text: string): number | undefined {
  const at = text.split('\n').findIndex((line) => line.trim() !== '' && readDestination(line) === undefined);
  return at === -1 ? undefined : at + 1;
}

/** 0.2 → "0.2", 0.066667 → "0.066667": as many places as a price has. */
export const priceText = (microYuan: number): string => `¥${yuanOf(microYuan)}`;

/** Where a field of the form stands among the services; undefined: at none of them. */
export const serviceOfField = ([first, service]: readonly (string | number)[]): Service | undefined =>
  first === 'legs' ? SERVICES.find((one) => one === service) : undefined;

/** The API's names of fields, where they differ from the form's. */
export function tariffFieldOf(field: string): string[] {
  const [first = '', ...rest] = field.split('.');
  if (first === 'validFromMs') return ['validFrom'];
  if (first.startsWith('destinations')) return ['destinations'];
  return [first, ...rest.map((part) => (part === 'microYuanPerMinute' ? 'yuanPerMinute' : part))];
}

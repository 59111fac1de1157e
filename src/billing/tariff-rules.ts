import { fail, ok, type Result } from '../base/result.js';
import type { ChargedService, LegKind } from './charge.js';
import { MICRO_YUAN_PER_YUAN } from './money.js';
import type { DestinationPrice, LegPrice, Tariff } from './tariff.js';

export const CHARGED_SERVICES: readonly ChargedService[] = ['bridge', 'direct', 'quick', 'instant'];
export const LEG_KINDS: readonly LegKind[] = [
  'host-dial-in',
  'attendee-dial-in',
  'dial-out',
  'host-callback',
  'browser',
  'operator',
  'verification',
  'test',
];

export const TARIFF_LIMITS = {
  versionCharsMax: 40,
  microYuanPerMinuteMax: 1_000 * MICRO_YUAN_PER_YUAN,
  blockSMax: 3_600,
  destinationsMax: 10_000,
} as const;

export interface TariffInvalid {
  readonly code: 'TARIFF_INVALID';
  /** Where, and what is wrong there. */
  readonly problems: readonly string[];
}

/** The rules of a tariff that an administrator enters or imports [S45]. */
export function checkTariff(tariff: Tariff): Result<Tariff, TariffInvalid> {
  const problems = [
    ...versionProblems(tariff),
    ...CHARGED_SERVICES.flatMap((service) =>
      LEG_KINDS.flatMap((kind) => legProblems(`${service}.${kind}`, tariff.prices.legs[service][kind])),
    ),
    ...destinationProblems(tariff.prices.destinations),
  ];
  return problems.length === 0 ? ok(tariff) : fail({ code: 'TARIFF_INVALID', problems });
}

function versionProblems({ version, validFromMs }: Tariff): readonly string[] {
  const named = /^[\w.-]+$/.test(version) && version.length <= TARIFF_LIMITS.versionCharsMax;
  const dated = Number.isSafeInteger(validFromMs) && validFromMs >= 0;
  return [
    ...(named ? [] : ['version: letters, digits, . _ -, at most 40']),
    ...(dated ? [] : ['validFromMs: not a time']),
  ];
}

function legProblems(where: string, price: LegPrice): readonly string[] {
  const { blockSMax } = TARIFF_LIMITS;
  const isBlock = (blockS: number): boolean =>
    Number.isSafeInteger(blockS) && blockS >= 1 && blockS <= blockSMax;
  return [
    ...priceProblems(where, price.microYuanPerMinute),
    ...(isBlock(price.firstBlockS) ? [] : [`${where}.firstBlockS: 1 to ${blockSMax}`]),
    ...(isBlock(price.incrementS) ? [] : [`${where}.incrementS: 1 to ${blockSMax}`]),
  ];
}

function priceProblems(where: string, price: number): readonly string[] {
  const { microYuanPerMinuteMax } = TARIFF_LIMITS;
  const valid = Number.isSafeInteger(price) && price >= 0 && price <= microYuanPerMinuteMax;
  return valid ? [] : [`${where}.microYuanPerMinute: 0 to ${microYuanPerMinuteMax}`];
}

function destinationProblems(destinations: readonly DestinationPrice[]): readonly string[] {
  const { destinationsMax } = TARIFF_LIMITS;
  if (destinations.length > destinationsMax) return [`destinations: at most ${destinationsMax}`];
  const seen = new Set<string>();
  return destinations.flatMap(({ prefix, microYuanPerMinute }) => {
    const where = `destinations.${prefix}`;
    const problems = [...priceProblems(where, microYuanPerMinute)];
    if (!/^\+[1-9][0-9]{0,14}$/.test(prefix)) problems.push(`${where}: a prefix is + and 1 to 15 digits`);
    if (seen.has(prefix)) problems.push(`${where}: given twice`);
    seen.add(prefix);
    return problems;
  });
}

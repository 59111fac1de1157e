import { utcMs } from '../base/units.js';
import type { ChargedService, LegKind } from './charge.js';
import { MICRO_YUAN_PER_YUAN } from './money.js';
import type { DestinationPrice, LegPrice, Tariff, TariffPrices } from './tariff.js';

const CHARGED: LegPrice = {
  free: false,
  // 0.2 yuan a minute, local and long distance alike [S46].
  microYuanPerMinute: MICRO_YUAN_PER_YUAN / 5,
  firstBlockS: 60,
  incrementS: 60,
};
const FREE: LegPrice = { ...CHARGED, free: true };

/** Free in every service [S47]. */
const ALWAYS_FREE = { browser: FREE, operator: FREE, verification: FREE, test: FREE } as const;

const ALL_CHARGED: Readonly<Record<LegKind, LegPrice>> = {
  'host-dial-in': CHARGED,
  'attendee-dial-in': CHARGED,
  'dial-out': CHARGED,
  'host-callback': CHARGED,
  ...ALWAYS_FREE,
};

const LEGS: Readonly<Record<ChargedService, Readonly<Record<LegKind, LegPrice>>>> = {
  bridge: ALL_CHARGED,
  direct: ALL_CHARGED,
  // The convener's own leg is free, whichever way it comes.
  quick: { ...ALL_CHARGED, 'host-dial-in': FREE, 'host-callback': FREE },
  // Who dials in to call others pays for them alone; who has the web call everybody pays for the own leg too.
  instant: { ...ALL_CHARGED, 'host-dial-in': FREE },
};

const zone = (
  name: string,
  yuanPerMinute: number,
  prefixes: readonly string[],
): readonly DestinationPrice[] =>
  prefixes.map((prefix) => ({
    prefix,
    zone: name,
    microYuanPerMinute: Math.round(yuanPerMinute * MICRO_YUAN_PER_YUAN),
  }));

/** Prices abroad are examples: the operator's own tariff replaces them. */
const DESTINATIONS: readonly DestinationPrice[] = [
  ...zone('国内', 0.2, ['+86']),
  ...zone('港澳台', 1.5, ['+852', '+853', '+886']),
  ...zone('国际一区', 2.4, ['+1', '+44', '+49', '+33', '+61', '+65', '+81', '+82']),
  ...zone('国际二区', 4.6, ['+7', '+39', '+34', '+55', '+60', '+62', '+66', '+84', '+91']),
];

export const DEFAULT_PRICES: TariffPrices = { legs: LEGS, destinations: DESTINATIONS };

/** Holds from the beginning of time until another version is dated. */
export const DEFAULT_TARIFF: Tariff = { version: 'default-1', validFromMs: utcMs(0), prices: DEFAULT_PRICES };

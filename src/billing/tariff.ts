import type { UtcMs } from '../base/units.js';
import type { ChargedService, LegKind, Rate } from './charge.js';

/** What a minute of a leg costs and how its time is counted [S47]. */
export interface LegPrice {
  readonly free: boolean;
  /** Of an outgoing leg its destination says the price instead. */
  readonly microYuanPerMinute: number;
  readonly firstBlockS: number;
  readonly incrementS: number;
}

export interface DestinationPrice {
  /** The beginning of an E.164 number, with its `+`. */
  readonly prefix: string;
  /** For people: 国内, 港澳台. */
  readonly zone: string;
  readonly microYuanPerMinute: number;
}

export interface TariffPrices {
  readonly legs: Readonly<Record<ChargedService, Readonly<Record<LegKind, LegPrice>>>>;
  readonly destinations: readonly DestinationPrice[];
}

/** Never changed once it is stored; every charge names its version. */
export interface Tariff {
  readonly version: string;
  readonly validFromMs: UtcMs;
  readonly prices: TariffPrices;
}

/** Kinds of leg that we call, so that the destination has a price or is barred. */
const OUTGOING: ReadonlySet<LegKind> = new Set<LegKind>(['dial-out', 'host-callback']);

/** The price of the longest prefix; undefined: barred. */
export function destinationPrice(prices: TariffPrices, calledE164: string): DestinationPrice | undefined {
  let longest: DestinationPrice | undefined;
  for (const destination of prices.destinations) {
    const longer = longest === undefined || destination.prefix.length > longest.prefix.length;
    if (longer && calledE164.startsWith(destination.prefix)) longest = destination;
  }
  return longest;
}

/** The rate of a leg by this tariff; undefined: no price, so the call must not be made. */
export function rateOf(
  tariff: Tariff,
  leg: { readonly service: ChargedService; readonly kind: LegKind; readonly calledE164: string | undefined },
): Rate | undefined {
  const { free, microYuanPerMinute, firstBlockS, incrementS } = tariff.prices.legs[leg.service][leg.kind];
  const rate = { tariffVersion: tariff.version, free, microYuanPerMinute, firstBlockS, incrementS };
  if (!OUTGOING.has(leg.kind)) return rate;
  const destination =
    leg.calledE164 === undefined ? undefined : destinationPrice(tariff.prices, leg.calledE164);
  return destination && { ...rate, microYuanPerMinute: destination.microYuanPerMinute };
}

/** All versions of the tariff, of which one holds at a time. */
export class TariffBook {
  #newestFirst: readonly Tariff[];

  constructor(tariffs: readonly Tariff[]) {
    this.#newestFirst = tariffs.toSorted((a, b) => b.validFromMs - a.validFromMs);
  }

  /** For the legs that join from its instant on. */
  add(tariff: Tariff): void {
    this.#newestFirst = [...this.#newestFirst, tariff].toSorted((a, b) => b.validFromMs - a.validFromMs);
  }

  get newestFirst(): readonly Tariff[] {
    return this.#newestFirst;
  }

  /** Undefined: there was none yet. */
  at(utcMs: UtcMs): Tariff | undefined {
    return this.#newestFirst.find(({ validFromMs }) => validFromMs <= utcMs);
  }
}

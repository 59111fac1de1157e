import type { ChargedService } from './charge.js';
import { microYuan, type MicroYuan } from './money.js';
import { amountOf, chargedSeconds } from './rating.js';
import { destinationPrice, rateOf, type Tariff } from './tariff.js';

/** Parties that cost the same a minute. */
export interface EstimatedPrice {
  readonly microYuanPerMinute: number;
  /** For people: 国内, 港澳台; null: the price does not follow from the number. */
  readonly zone: string | null;
  readonly parties: number;
}

export interface Estimate {
  /** All parties together. */
  readonly microYuanPerMinute: number;
  readonly sumMicroYuan: MicroYuan;
  readonly prices: readonly EstimatedPrice[];
}

/** What it would cost to call these and speak so long, each leg rated as it will be [S24] [S47]. */
export function estimate(
  tariff: Tariff,
  service: ChargedService,
  numbers: readonly string[],
  minutes: number,
): Estimate {
  const prices = new Map<string, EstimatedPrice>();
  let perMinute = 0;
  let sum = 0;
  for (const calledE164 of numbers) {
    const rate = rateOf(tariff, { service, kind: 'dial-out', calledE164 });
    // Without a price it is not called.
    if (rate === undefined) continue;
    const microYuanPerMinute = rate.free ? 0 : rate.microYuanPerMinute;
    const zone = destinationPrice(tariff.prices, calledE164)?.zone ?? null;
    const key = `${microYuanPerMinute} ${zone}`;
    const parties = (prices.get(key)?.parties ?? 0) + 1;
    prices.set(key, { microYuanPerMinute, zone, parties });
    perMinute += microYuanPerMinute;
    sum += amountOf(rate, chargedSeconds(rate, minutes * 60_000));
  }
  return { microYuanPerMinute: perMinute, sumMicroYuan: microYuan(sum), prices: [...prices.values()] };
}

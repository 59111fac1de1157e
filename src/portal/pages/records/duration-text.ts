const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Under two hours minutes say more. */
const HOURS_FROM_MS = 2 * HOUR_MS;

/** How much time it is, in the unit that people would say it in. */
export const roughDuration = (ms: number): { readonly unit: 'hours' | 'minutes'; readonly count: number } =>
  ms >= HOURS_FROM_MS
    ? { unit: 'hours', count: Number((ms / HOUR_MS).toFixed(1)) }
    : { unit: 'minutes', count: Math.round(ms / MINUTE_MS) };

import { dateFieldOf, msOfDateField } from '../../components/time-text.js';

export interface ReportRange {
  readonly fromMs: number;
  readonly toMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const startOfDay = (ms: number, timeZone: string): number =>
  msOfDateField(`${dateFieldOf(ms, timeZone).slice(0, 10)}T00:00`, timeZone);

/** The last days, today included, each from midnight to midnight by the clock of the zone; the oldest first. */
export function lastDays(count: number, nowMs: number, timeZone: string): readonly ReportRange[] {
  const todayMs = startOfDay(nowMs, timeZone);
  // Noon of a day lies on that day whether or not a clock is changed in its night.
  const startMs = (daysAgo: number): number => startOfDay(todayMs + DAY_MS / 2 - daysAgo * DAY_MS, timeZone);
  return Array.from({ length: count }, (_, index) => {
    const daysAgo = count - 1 - index;
    return { fromMs: startMs(daysAgo), toMs: startMs(daysAgo - 1) };
  });
}

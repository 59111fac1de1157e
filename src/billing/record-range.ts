import { Temporal } from 'temporal-polyfill';
import { remembered } from '../base/remembered.js';
import { utcMs, type UtcMs } from '../base/units.js';

/** From–to, to excluded. */
export interface TimeRange {
  readonly fromMs: UtcMs;
  readonly toMs: UtcMs;
}

export const ALL_TIME: TimeRange = { fromMs: utcMs(0), toMs: utcMs(8.64e15) };

/** Of call records [S42]; a week is the calendar week before the one that is meant, and this one. */
export type RecordPeriod = 'month' | 'week' | 'day';

const RANGES_MAX = 1_000;

/** The period in which a local date lies, in the account's time zone; YYYY-MM-DD. */
export const periodRange = (period: RecordPeriod, date: string, timeZone: string): TimeRange =>
  rangeNamed(`${period} ${date} ${timeZone}`);

/** The same days are asked for again and again, and a time zone's rules take longer than the rest of a request. */
const rangeNamed = remembered<TimeRange>((name) => {
  const [period, date, timeZone] = name.split(' ') as [RecordPeriod, string, string];
  const day = Temporal.PlainDate.from(date);
  const startOf = (start: Temporal.PlainDate): UtcMs =>
    utcMs(start.toZonedDateTime(timeZone).epochMilliseconds);
  switch (period) {
    case 'month': {
      const first = day.with({ day: 1 });
      return { fromMs: startOf(first), toMs: startOf(first.add({ months: 1 })) };
    }
    case 'week': {
      // Weeks begin on Monday (ISO 8601, GB/T 7408).
      const monday = day.subtract({ days: day.dayOfWeek - 1 });
      return { fromMs: startOf(monday.subtract({ weeks: 1 })), toMs: startOf(monday.add({ weeks: 1 })) };
    }
    case 'day':
      return { fromMs: startOf(day), toMs: startOf(day.add({ days: 1 })) };
  }
}, RANGES_MAX);

/** Whether a text is a date of the calendar, as 2026-02-28 is and 2026-02-30 is not. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

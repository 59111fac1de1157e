import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Recurrence } from '../accounts/room.js';
import { utcMs, type UtcMs } from '../base/units.js';

/** Occurrences of one rule; a daily meeting for almost three years. */
export const OCCURRENCES_MAX = 1_000;

const FREQUENCY = {
  day: { freq: 'DAILY', interval: 1 },
  week: { freq: 'WEEKLY', interval: 1 },
  'two-weeks': { freq: 'WEEKLY', interval: 2 },
  month: { freq: 'MONTHLY', interval: 1 },
} as const;

/**
 * The planned starts of a rule, in order, the first one included [S8]. The wall clock of the time zone is
 * kept across changes of its offset; a month without that day, and a day whose clock skips that time, have
 * none (RFC 5545 §3.3.10).
 */
export function plannedStarts(
  firstStartMs: UtcMs,
  recurrence: Pick<Recurrence, 'every' | 'count' | 'untilDate'>,
  timeZone: string,
  max = OCCURRENCES_MAX,
): readonly UtcMs[] {
  const { every, count, untilDate } = recurrence;
  const rule = new RRuleTemporal({
    ...FREQUENCY[every],
    tzid: timeZone,
    dtstart: Temporal.Instant.fromEpochMilliseconds(firstStartMs).toZonedDateTimeISO(timeZone),
    ...(count === undefined ? {} : { count }),
    ...(untilDate === undefined ? {} : { until: endOfDate(untilDate, timeZone) }),
  });
  const starts = rule.all((_, index) => index < max);
  return starts.slice(0, max).map(({ epochMilliseconds }) => utcMs(epochMilliseconds));
}

/** The last millisecond of a local date. */
function endOfDate(date: string, timeZone: string): Temporal.ZonedDateTime {
  const nextDay = Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timeZone);
  return nextDay.subtract({ milliseconds: 1 });
}

export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && parsesAsDate(text);

function parsesAsDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).year >= 2000;
  } catch {
    return false;
  }
}

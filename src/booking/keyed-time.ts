import { Temporal } from 'temporal-polyfill';
import { fail, ok, type Result } from '../base/result.js';
import { utcMs, type UtcMs } from '../base/units.js';

export interface BookingTimes {
  /** A booking lies at least so far ahead [S31] [S37]. */
  readonly leadMs: number;
  /** And at most so far. */
  readonly aheadMsMax: number;
}

export const DEFAULT_BOOKING_TIMES: BookingTimes = { leadMs: 15 * 60_000, aheadMsMax: 366 * 86_400_000 };

export type KeyedTimeError = { readonly code: 'IMPOSSIBLE' | 'TOO_SOON' | 'TOO_FAR' };

/**
 * MMDDHHMM on the wall clock of the account [S31]. A date already past means next year; a date or time that
 * does not exist, 29 February of a common year and a skipped hour included, is asked again.
 */
export function keyedTime(
  keyed: string,
  timeZone: string,
  nowMs: UtcMs,
  times: BookingTimes,
): Result<UtcMs, KeyedTimeError> {
  const [, month, day, hour, minute] = /^(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(keyed) ?? [];
  if (month === undefined) return fail({ code: 'IMPOSSIBLE' });
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone).toPlainDate();
  const fields = { month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) };
  const thisYear = instantOf({ ...fields, year: today.year }, timeZone);
  const nextYear = instantOf({ ...fields, year: today.year + 1 }, timeZone);
  const dayIsPast = fields.month < today.month || (fields.month === today.month && fields.day < today.day);
  const startMs = dayIsPast ? nextYear : thisYear;
  if (startMs === undefined) return fail({ code: 'IMPOSSIBLE' });
  return checkStart(startMs, nowMs, times);
}

/** The same bounds for a time that came by web. */
export function checkStart(
  startMs: UtcMs,
  nowMs: UtcMs,
  { leadMs, aheadMsMax }: BookingTimes,
): Result<UtcMs, KeyedTimeError> {
  if (startMs < nowMs + leadMs) return fail({ code: 'TOO_SOON' });
  return startMs > nowMs + aheadMsMax ? fail({ code: 'TOO_FAR' }) : ok(startMs);
}

interface DateTimeFields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Undefined: there is no such time. Of an hour that comes twice, the first. */
function instantOf(fields: DateTimeFields, timeZone: string): UtcMs | undefined {
  try {
    const local = Temporal.PlainDateTime.from(fields, { overflow: 'reject' });
    const zoned = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    // In the gap of a clock that is put forward, `earlier` gives another wall clock time.
    return zoned.toPlainDateTime().equals(local) ? utcMs(zoned.epochMilliseconds) : undefined;
  } catch {
    return undefined;
  }
}

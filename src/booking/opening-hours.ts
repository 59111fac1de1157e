import { Temporal } from 'temporal-polyfill';
import type { UtcMs } from '../base/units.js';

/** Opening hours of one day, in minutes of the local clock; the end is not within them. */
export interface OpeningHours {
  readonly fromMinute: number;
  readonly toMinute: number;
}

const DAY_MINUTES = 24 * 60;

/** From '09:00-18:00'; undefined when it is not of that form. */
export function parseOpeningHours(text: string): OpeningHours | undefined {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text) ?? [];
  if (toMinute === undefined) return undefined;
  const hours = {
    fromMinute: Number(fromHour) * 60 + Number(fromMinute),
    toMinute: Number(toHour) * 60 + Number(toMinute),
  };
  return hours.fromMinute < DAY_MINUTES && hours.toMinute <= DAY_MINUTES ? hours : undefined;
}

/** Hours that end before they begin go on after midnight. */
export function isOpen({ fromMinute, toMinute }: OpeningHours, timeZone: string, nowMs: UtcMs): boolean {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timeZone);
  const minute = now.hour * 60 + now.minute;
  return fromMinute < toMinute
    ? fromMinute <= minute && minute < toMinute
    : fromMinute <= minute || minute < toMinute;
}

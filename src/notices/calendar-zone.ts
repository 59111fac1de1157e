import { Temporal } from 'temporal-polyfill';
import type { UtcMs } from '../base/units.js';
import { calendarText, contentLine } from './calendar-line.js';

/** A rule of a thousand months has fewer. */
const TRANSITIONS_MAX = 200;
const YEAR_MS = 366 * 86_400_000;

/**
 * VTIMEZONE, RFC 5545 §3.6.5, with every change of the offset that the events can meet: a calendar that does
 * not know the zone by its name has all it needs.
 */
export function timeZoneComponent(timeZone: string, fromMs: UtcMs, toMs: UtcMs): string {
  const first = zoned(fromMs - YEAR_MS, timeZone);
  const observances = [observance(first, first.offset)];
  let at = first.getTimeZoneTransition('next');
  while (at !== null && at.epochMilliseconds <= toMs && observances.length < TRANSITIONS_MAX) {
    observances.push(observance(at, at.subtract({ nanoseconds: 1 }).offset));
    at = at.getTimeZoneTransition('next');
  }
  const name = contentLine('TZID', calendarText(timeZone));
  return `BEGIN:VTIMEZONE\r\n${name}${observances.join('')}END:VTIMEZONE\r\n`;
}

/** `DTSTART` is local time by the offset before it. */
function observance(at: Temporal.ZonedDateTime, offsetBefore: string): string {
  const before = at.withTimeZone(offsetBefore);
  const kind = seconds(at.offset) > seconds(offsetBefore) ? 'DAYLIGHT' : 'STANDARD';
  return (
    `BEGIN:${kind}\r\n` +
    contentLine('DTSTART', localForm(before)) +
    contentLine('TZOFFSETFROM', offsetForm(offsetBefore)) +
    contentLine('TZOFFSETTO', offsetForm(at.offset)) +
    `END:${kind}\r\n`
  );
}

export const zoned = (atMs: number, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone);

/** §3.3.5, form 1 and with TZID form 3: 20260921T141320. */
export const localForm = (at: Temporal.ZonedDateTime): string =>
  at.toPlainDateTime().round('second').toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** Form 2: 20260921T061320Z. */
export const utcForm = (atMs: number): string => `${localForm(zoned(atMs, 'UTC'))}Z`;

/** +08:00 → +0800. */
const offsetForm = (offset: string): string => offset.replaceAll(':', '');

const seconds = (offset: string): number => {
  const [hours = 0, minutes = 0, rest = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3_600 + minutes * 60 + rest);
};

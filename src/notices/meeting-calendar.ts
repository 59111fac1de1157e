import type { Recurrence } from '../accounts/room.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { occurrencesOf } from '../booking/occurrences.js';
import { calendarText, contentLine } from './calendar-line.js';
import { localForm, timeZoneComponent, utcForm, zoned } from './calendar-zone.js';
import { guestKey, type Guest, type Meeting } from './meeting.js';

export type CalendarMethod = 'REQUEST' | 'CANCEL';

export interface CalendarPart {
  readonly method: CalendarMethod;
  /** text/calendar, RFC 5545 and RFC 5546. */
  readonly content: string;
}

interface Around {
  readonly meeting: Meeting;
  readonly guest: Guest;
  /** The address that sends: it stands for the organiser, who may have none. */
  readonly from: string;
  readonly description: string;
  readonly stampMs: UtcMs;
}

const PRODUCT = '-//Huitong//Huitong//ZH';

export function requestPart(around: Around): CalendarPart {
  const { meeting } = around;
  const { startMs, durationMs, recurrence } = meeting;
  const rule = recurrence === null ? '' : recurrenceLines(recurrence, meeting);
  const master = event(around, { startMs, durationMs, extra: rule });
  const moved = (recurrence?.exceptions ?? []).flatMap(({ plannedStartMs, instead }) =>
    instead === undefined || instead === null
      ? []
      : [event(around, { ...instead, extra: recurrenceId(plannedStartMs, meeting) })],
  );
  return { method: 'REQUEST', content: calendar('REQUEST', meeting, [master, ...moved]) };
}

/** Of the whole meeting, or of single starts by its rule (RFC 5546 §3.2.5). */
export function cancelPart(around: Around, plannedStartsMs: readonly UtcMs[] | undefined): CalendarPart {
  const { meeting } = around;
  const { startMs, durationMs } = meeting;
  const status = contentLine('STATUS', 'CANCELLED');
  const events =
    plannedStartsMs === undefined
      ? [event(around, { startMs, durationMs, extra: status })]
      : plannedStartsMs.map((plannedMs) =>
          event(around, { startMs: plannedMs, durationMs, extra: status + recurrenceId(plannedMs, meeting) }),
        );
  return { method: 'CANCEL', content: calendar('CANCEL', meeting, events) };
}

function calendar(method: CalendarMethod, meeting: Meeting, events: readonly string[]): string {
  const { startMs, durationMs, timeZone } = meeting;
  const recurrence = meeting.recurrence ?? undefined;
  const last = occurrencesOf({ startMs, durationMs, recurrence }, timeZone).at(-1);
  return (
    'BEGIN:VCALENDAR\r\n' +
    contentLine('VERSION', '2.0') +
    contentLine('PRODID', PRODUCT) +
    contentLine('METHOD', method) +
    timeZoneComponent(timeZone, startMs, last?.endMs ?? utcMs(startMs + durationMs)) +
    events.join('') +
    'END:VCALENDAR\r\n'
  );
}

function event(
  { meeting, guest, from, description, stampMs }: Around,
  {
    startMs,
    durationMs,
    extra,
  }: { readonly startMs: UtcMs; readonly durationMs: number; readonly extra: string },
): string {
  const { room, name, organiser, sequence, timeZone, accessNumbers } = meeting;
  const zone = { TZID: timeZone };
  const local = (atMs: number): string => localForm(zoned(atMs, timeZone));
  const attendee =
    guest.email === ''
      ? ''
      : contentLine('ATTENDEE', `mailto:${guest.email}`, {
          CN: guest.name === '' ? guestKey(guest) : guest.name,
          ROLE: 'REQ-PARTICIPANT',
          PARTSTAT: 'NEEDS-ACTION',
          RSVP: 'FALSE',
        });
  return (
    'BEGIN:VEVENT\r\n' +
    contentLine('UID', `${room}@huitong`) +
    contentLine('SEQUENCE', String(sequence)) +
    contentLine('DTSTAMP', utcForm(stampMs)) +
    contentLine('DTSTART', local(startMs), zone) +
    contentLine('DTEND', local(startMs + durationMs), zone) +
    contentLine('SUMMARY', calendarText(name)) +
    contentLine('LOCATION', calendarText(accessNumbers.join(' / '))) +
    contentLine('DESCRIPTION', calendarText(description)) +
    contentLine('ORGANIZER', `mailto:${from}`, { CN: organiser === '' ? undefined : organiser }) +
    attendee +
    extra +
    'END:VEVENT\r\n'
  );
}

const FREQUENCY: Readonly<Record<Recurrence['every'], string>> = {
  day: 'FREQ=DAILY',
  week: 'FREQ=WEEKLY',
  'two-weeks': 'FREQ=WEEKLY;INTERVAL=2',
  month: 'FREQ=MONTHLY',
};

function recurrenceLines(
  { every, count, untilDate, exceptions }: Recurrence,
  { timeZone }: Pick<Meeting, 'timeZone'>,
): string {
  const end = count === undefined ? `UNTIL=${lastInstant(untilDate ?? '', timeZone)}` : `COUNT=${count}`;
  const cancelled = exceptions.filter(({ instead }) => instead === undefined || instead === null);
  const excluded = cancelled.map(({ plannedStartMs }) =>
    contentLine('EXDATE', localForm(zoned(plannedStartMs, timeZone)), { TZID: timeZone }),
  );
  return contentLine('RRULE', `${FREQUENCY[every]};${end}`) + excluded.join('');
}

/** UNTIL is UTC when DTSTART has a zone (§3.3.10): the last second of a local date. */
function lastInstant(date: string, timeZone: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const end = zoned(0, timeZone).with({ year, month, day, hour: 23, minute: 59, second: 59 });
  return utcForm(end.epochMilliseconds);
}

const recurrenceId = (plannedStartMs: UtcMs, { timeZone }: Pick<Meeting, 'timeZone'>): string =>
  contentLine('RECURRENCE-ID', localForm(zoned(plannedStartMs, timeZone)), { TZID: timeZone });

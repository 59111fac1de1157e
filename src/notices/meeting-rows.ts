import type { OccurrenceException } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';
import { occurrencesOf, type Occurrence } from '../booking/occurrences.js';
import type { DocumentRow } from './document.js';
import { telLink, type Meeting, type Told } from './meeting.js';
import { dateText, recurrenceText, timeText, WORDS } from './words.js';

/** Dates that differ from the rule; of more than these the calendar entry knows. */
const DATES_MAX = 10;

/** What is held, and when: the rule, and which of its dates to come are not as it says. */
export function meetingRows(told: Told, nowMs: number): readonly DocumentRow[] {
  const { meeting, language } = told;
  const { recurrence } = meeting;
  return [
    ...nameRows(told),
    { label: WORDS[language].time, value: timeText(meeting, language) },
    ...(recurrence === null
      ? []
      : [
          { label: WORDS[language].recurrence, value: recurrenceText(recurrence, language) },
          ...exceptionRows(told, toCome(recurrence.exceptions, nowMs)),
        ]),
  ];
}

/** Of a meeting that repeats: this one date alone. */
export function occurrenceRows(told: Told, startMs: UtcMs): readonly DocumentRow[] {
  const { meeting, language } = told;
  const window = windowsOf(meeting).find((one) => one.startMs === startMs);
  const durationMs = window === undefined ? meeting.durationMs : window.endMs - window.startMs;
  const value = timeText({ startMs, durationMs, timeZone: meeting.timeZone }, language);
  return [...nameRows(told), { label: WORDS[language].time, value }];
}

/** The start that counts now: of the window that is open or comes next; when all are over, the first. */
export const startToCome = (meeting: Meeting, nowMs: number): UtcMs =>
  windowsOf(meeting).find(({ endMs }) => endMs > nowMs)?.startMs ?? meeting.startMs;

const windowsOf = ({ recurrence, timeZone, ...times }: Meeting): readonly Occurrence[] =>
  occurrencesOf({ ...times, recurrence: recurrence ?? undefined }, timeZone);

function nameRows({ meeting: { name, organiser }, language }: Told): readonly DocumentRow[] {
  const words = WORDS[language];
  return [
    { label: words.name, value: name },
    ...(organiser === '' ? [] : [{ label: words.organiser, value: organiser }]),
  ];
}

/** By their dates. What is stored has null, and no key at all, for a cancelled one. */
const toCome = (exceptions: readonly OccurrenceException[], nowMs: number): readonly OccurrenceException[] =>
  exceptions
    .filter(({ plannedStartMs, instead }) => Math.max(plannedStartMs, instead?.startMs ?? 0) > nowMs)
    .sort((one, other) => one.plannedStartMs - other.plannedStartMs);

function exceptionRows(
  { meeting: { timeZone }, language }: Told,
  exceptions: readonly OccurrenceException[],
): readonly DocumentRow[] {
  const words = WORDS[language];
  const dates = exceptions.slice(0, DATES_MAX).map(({ plannedStartMs, instead }) => {
    const planned = dateText(plannedStartMs, timeZone, language);
    return instead
      ? words.movedDate(planned, timeText({ ...instead, timeZone }, language))
      : words.cancelledDate(planned);
  });
  const shown = exceptions.length > DATES_MAX ? [...dates, '…'] : dates;
  return shown.map((value) => ({ label: words.changedDate, value }));
}

export function dialRows({ meeting, language }: Told): readonly DocumentRow[] {
  const words = WORDS[language];
  const { accessNumbers, roomNumber, attendeePassword } = meeting;
  const tap = telLink(meeting);
  return [
    ...accessNumbers.map((value) => ({ label: words.accessNumber, value, href: hrefOf(value) })),
    { label: words.roomNumber, value: roomNumber },
    {
      label: words.attendeePassword,
      value: attendeePassword === '' ? words.noPassword : attendeePassword,
    },
    ...(tap === undefined ? [] : [{ label: words.oneTap, value: tap, href: tap }]),
  ];
}

const hrefOf = (number: Meeting['accessNumbers'][number]): string => `tel:${number.replace(/[^\d+]/g, '')}`;

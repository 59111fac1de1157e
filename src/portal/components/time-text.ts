const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** 5 → "00:05", 3,725 → "1:02:05". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return hours === 0 ? tail : `${hours}:${tail}`;
}

const DAY = { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export type TimeText = ReturnType<typeof timeTextIn>;

/** Times as people read them. To make a formatter takes as long as to use it a hundred times: keep what this gives. */
export function timeTextIn(language: string, timeZone: string) {
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone });
  const [date, day, clock] = [
    formatter({ dateStyle: 'medium', timeStyle: 'short' }),
    formatter(DAY),
    formatter(CLOCK),
  ];
  const dateText = (ms: number): string => date.format(ms);
  const dayText = (ms: number): string => day.format(ms);
  const timeOfDayText = (ms: number): string => clock.format(ms);
  /** From start to end, the day once where it is one: "2026年10月1日周四 09:00–10:30". */
  const windowText = (startMs: number, endMs: number): string => {
    const [startDay, endDay] = [dayText(startMs), dayText(endMs)];
    const end = timeOfDayText(endMs);
    return `${startDay} ${timeOfDayText(startMs)}${startDay === endDay ? `–${end}` : ` – ${endDay} ${end}`}`;
  };
  return { dateText, dayText, timeOfDayText, windowText };
}

/** Hours as people enter them: 1.5, 2000. */
export const hoursOf = (ms: number): number => Number((ms / HOUR_MS).toFixed(4));

export const msOfHours = (hours: number): number => Math.round(hours * HOUR_MS);

/** The browser's own field for date and time: the wall clock of the zone, to the minute. */
export const dateFieldOf = (ms: number, timeZone: string): string =>
  // Swedish dates are ISO 8601.
  new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone })
    .format(ms)
    .replace(' ', 'T');

/** NaN: what stands in the field is no date. */
export function msOfDateField(text: string, timeZone: string): number {
  const asUtcMs = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtcMs)) return asUtcMs;
  const offsetMs = (atMs: number): number =>
    Date.parse(`${dateFieldOf(atMs, timeZone)}Z`) - wholeMinutes(atMs);
  // The offset of the first guess may be that of the other side of a change of the clock.
  return asUtcMs - offsetMs(asUtcMs - offsetMs(asUtcMs));
}

/** The field shows whole minutes, and an hour that comes twice but once: what was not touched stays as it was. */
export const msOfEditedField = (text: string, beforeMs: number, timeZone: string): number =>
  text === dateFieldOf(beforeMs, timeZone) ? beforeMs : msOfDateField(text, timeZone);

const wholeMinutes = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;

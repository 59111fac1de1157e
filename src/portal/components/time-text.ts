const HOUR_MS = 3_600_000;

/** 5 → "00:05", 3,725 → "1:02:05". */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = `${String(minutes).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
  return hours === 0 ? tail : `${hours}:${tail}`;
}

export const dateText = (ms: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(ms);

/** Hours as people enter them: 1.5, 2000. */
export const hoursOf = (ms: number): number => Number((ms / HOUR_MS).toFixed(4));

export const msOfHours = (hours: number): number => Math.round(hours * HOUR_MS);

/** The browser's own field for date and time: local time without a zone, to the minute. */
export function dateFieldOf(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export const msOfDateField = (text: string): number => new Date(text).getTime();

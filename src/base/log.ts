/** Fields of a log line: ids and numbers, never a password, a phone number only masked. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured log. The composition root passes pino behind it; tests pass `silentLog` or a recorder. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};

/** A phone number as a log may show it: 138****1234; short numbers keep their last two digits. */
export function maskNumber(number: string): string {
  if (number.length < 8) return number.length <= 2 ? number : `****${number.slice(-2)}`;
  return `${number.slice(0, number.length - 8)}****${number.slice(-4)}`;
}

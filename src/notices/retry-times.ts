const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** From each failure to the next try; after the last one it is given up. */
export type RetryTimes = readonly number[];

/** Mail servers that greylist let the second in; one that is down over a weekend night is waited for. */
export const MAIL_RETRY_MS: RetryTimes = [
  MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  6 * HOUR_MS,
  24 * HOUR_MS,
];

/** A text about a meeting is of no use a day later. */
export const SMS_RETRY_MS: RetryTimes = [MINUTE_MS / 2, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS];

/**
 * A receiver that restarts is there after seconds, one that fell over at night is mended in the morning: the
 * last try is 23 h 35 min after the first.
 */
export const WEBHOOK_RETRY_MS: RetryTimes = [
  MINUTE_MS / 12,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  6 * HOUR_MS,
];

/** `tries`: those that failed before this one. Undefined: this was the last. */
export const retryAfter = (times: RetryTimes, tries: number): number | undefined => times[tries];

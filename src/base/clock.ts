import { monotonicMs, utcMs, type MonotonicMs, type UtcMs } from './units.js';

/** The only way a shell learns the time. Machines get the time as an argument. */
export interface Clock {
  now(): MonotonicMs;
  utcNow(): UtcMs;
}

export const systemClock: Clock = {
  now: () => monotonicMs(performance.now()),
  utcNow: () => utcMs(Date.now()),
};

import type { UtcMs } from '../base/units.js';

/** Lines that something takes for a time. */
export interface Load {
  readonly startMs: UtcMs;
  readonly endMs: UtcMs;
  readonly lines: number;
}

/** How long a booked instant conference is taken to last when its lines are counted. */
export const BOOKED_MS = 3_600_000;

/** Lines that bookings may take at once; 0: without a limit. */
export interface LineLimits {
  readonly all: number;
  readonly ofAccount: number;
}

/** Host and one other. */
const SMALLEST_BOOKING = 2;

/** Bookings cost nothing: unless it is said otherwise, those of one account take no more than half of the lines. */
export function lineLimits(all: number, ofAccount: number): LineLimits {
  if (ofAccount > 0 || all === 0) return { all, ofAccount };
  return { all, ofAccount: Math.max(SMALLEST_BOOKING, Math.ceil(all / 2)) };
}

/** The most lines taken at once between the two instants. */
export function peakLines(loads: readonly Load[], fromMs: UtcMs, toMs: UtcMs): number {
  const steps = loads
    .filter(({ startMs, endMs }) => startMs < toMs && endMs > fromMs)
    .flatMap(({ startMs, endMs, lines }) => [
      { atMs: Math.max(startMs, fromMs), lines },
      { atMs: endMs, lines: -lines },
    ])
    // What ends at an instant has left before what begins then.
    .sort((first, second) => first.atMs - second.atMs || first.lines - second.lines);
  let lines = 0;
  let peak = 0;
  for (const step of steps) {
    lines += step.lines;
    peak = Math.max(peak, lines);
  }
  return peak;
}

/** Lines are kept for a booking from so long before its start [S37]. */
export const HOLD_AHEAD_MS = 300_000;

/** Of a booking: all of them until its host has been rung in vain, then the host's alone. */
export const linesKept = (parties: number, triesInVain: number): number => (triesInVain === 0 ? parties : 1);

/** Lines kept now for what is about to start; `linesMax` 0: there are enough for everybody. */
export const linesLeft = (taken: number, held: number, linesMax: number): number =>
  linesMax === 0 ? Infinity : Math.max(0, linesMax - taken - held);

/** Whether the sum over time still fits with one more [S37]; `linesMax` 0: without a limit. */
export function fits(loads: readonly Load[], another: Load, linesMax: number): boolean {
  if (linesMax === 0) return true;
  return peakLines(loads, another.startMs, another.endMs) + another.lines <= linesMax;
}

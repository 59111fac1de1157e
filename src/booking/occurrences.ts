import type { Room } from '../accounts/room.js';
import { BoundedMap } from '../base/bounded-map.js';
import type { RoomId } from '../base/ids.js';
import { utcMs, type UtcMs } from '../base/units.js';
import { exceptionsByStart } from './exceptions.js';
import { plannedStarts } from './recurrence.js';

/** One window of a room. */
export interface Occurrence {
  /** The start by the rule: it names the occurrence, also when that one was moved. */
  readonly plannedStartMs: UtcMs;
  readonly startMs: UtcMs;
  readonly endMs: UtcMs;
}

export type ScheduledRoom = Pick<Room, 'id' | 'version' | 'startMs' | 'durationMs' | 'recurrence'>;

/** All windows of a room, those that were cancelled left out, by their starts. */
export function occurrencesOf(
  room: Pick<ScheduledRoom, 'startMs' | 'durationMs' | 'recurrence'>,
  timeZone: string,
): readonly Occurrence[] {
  const { startMs, durationMs, recurrence } = room;
  if (recurrence === undefined) return [window(startMs, startMs, durationMs)];
  const planned = plannedStarts(startMs, recurrence, timeZone);
  const exceptions = exceptionsByStart(planned, recurrence);
  return planned
    .flatMap((plannedStartMs) => {
      const exception = exceptions.get(plannedStartMs);
      if (exception === undefined) return [window(plannedStartMs, plannedStartMs, durationMs)];
      const { instead } = exception;
      return instead === undefined ? [] : [window(plannedStartMs, instead.startMs, instead.durationMs)];
    })
    .sort((first, second) => first.startMs - second.startMs);
}

const window = (plannedStartMs: UtcMs, startMs: UtcMs, durationMs: number): Occurrence => ({
  plannedStartMs,
  startMs,
  endMs: utcMs(startMs + durationMs),
});

/** Two windows of one room at once would be one conference with two ends [S8]. */
export function overlapping(occurrences: readonly Occurrence[]): boolean {
  return occurrences.some((occurrence, index) => {
    const next = occurrences[index + 1];
    return next !== undefined && next.startMs < occurrence.endMs;
  });
}

/**
 * The window that counts at this moment: the one that is open, or opens for early callers; else the next
 * one, else the last. Undefined: every occurrence was cancelled.
 */
export function currentOccurrence(
  occurrences: readonly Occurrence[],
  nowMs: UtcMs,
  earlyEntryMs: number,
): Occurrence | undefined {
  const open = occurrences.find(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs);
  if (open !== undefined) return open;
  const next = occurrences.find(({ startMs }) => startMs - earlyEntryMs <= nowMs && nowMs < startMs);
  return next ?? occurrences.find(({ startMs }) => nowMs < startMs) ?? occurrences.at(-1);
}

/** Where the time of a room stands [S25]; of one whose every occurrence was cancelled it is over. */
export function windowOf(occurrences: readonly Occurrence[], nowMs: UtcMs): 'current' | 'planned' | 'past' {
  if (occurrences.some(({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs)) return 'current';
  return occurrences.some(({ startMs }) => startMs > nowMs) ? 'planned' : 'past';
}

/** Windows by room, computed once for each version of it: a rule of a thousand takes milliseconds. */
export class RoomCalendar {
  readonly #known: BoundedMap<RoomId, { readonly of: string; readonly occurrences: readonly Occurrence[] }>;

  constructor(roomsMax = 10_000) {
    this.#known = new BoundedMap(roomsMax);
  }

  occurrences(room: ScheduledRoom, timeZone: string): readonly Occurrence[] {
    const of = `${room.version} ${timeZone}`;
    const known = this.#known.get(room.id);
    if (known?.of === of) return known.occurrences;
    const occurrences = occurrencesOf(room, timeZone);
    // Beyond the limit they are computed each time.
    this.#known.set(room.id, { of, occurrences });
    return occurrences;
  }

  /** The room with the window that counts now; undefined: every occurrence was cancelled. */
  at<T extends ScheduledRoom>(room: T, timeZone: string, nowMs: UtcMs, earlyEntryMs: number): T | undefined {
    if (room.recurrence === undefined) return room;
    const occurrence = currentOccurrence(this.occurrences(room, timeZone), nowMs, earlyEntryMs);
    if (occurrence === undefined) return undefined;
    return { ...room, startMs: occurrence.startMs, durationMs: occurrence.endMs - occurrence.startMs };
  }
}

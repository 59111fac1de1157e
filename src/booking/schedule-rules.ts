import type { Room } from '../accounts/room.js';
import { isDate, OCCURRENCES_MAX, plannedStarts } from './recurrence.js';
import { occurrencesOf, overlapping } from './occurrences.js';

/** What is wrong with a rule of recurrence [S8]. */
export type ScheduleProblem =
  /** It has neither a count nor an end date, or both. */
  | 'NO_SINGLE_END'
  | 'OUT_OF_RANGE'
  /** Two windows would be open at once. */
  | 'OVERLAPPING'
  /** An exception is for a start that the rule does not have, or for one twice. */
  | 'NO_SUCH_OCCURRENCE';

/** The form's rules about 循环; undefined: it is right. The other fields stand in accounts/room-rules. */
export function scheduleProblem(
  room: Pick<Room, 'startMs' | 'durationMs' | 'recurrence'>,
  timeZone: string,
): ScheduleProblem | undefined {
  const { recurrence, startMs } = room;
  if (recurrence === undefined) return undefined;
  const { count, untilDate, exceptions } = recurrence;
  if ((count === undefined) === (untilDate === undefined)) return 'NO_SINGLE_END';
  if (count !== undefined && !(Number.isSafeInteger(count) && count >= 1 && count <= OCCURRENCES_MAX)) {
    return 'OUT_OF_RANGE';
  }
  if (untilDate !== undefined && !isDate(untilDate)) return 'OUT_OF_RANGE';
  const planned = new Set(plannedStarts(startMs, recurrence, timeZone, OCCURRENCES_MAX + 1));
  // A rule that goes on after the last date that we hold would promise more to calendars than to callers.
  if (planned.size === 0 || planned.size > OCCURRENCES_MAX) return 'OUT_OF_RANGE';
  for (const { plannedStartMs } of exceptions) {
    if (!planned.delete(plannedStartMs)) return 'NO_SUCH_OCCURRENCE';
  }
  if (exceptions.some(({ instead }) => instead !== undefined && !(instead.durationMs > 0)))
    return 'OUT_OF_RANGE';
  return overlapping(occurrencesOf(room, timeZone)) ? 'OVERLAPPING' : undefined;
}

import type { OccurrenceException, Recurrence, Room } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';
import { exceptionsByStart, startNamedBy } from './exceptions.js';
import { occurrencesOf, type Occurrence } from './occurrences.js';
import { plannedStarts } from './recurrence.js';

export interface ListedOccurrence extends Occurrence {
  /** Of a cancelled one the times are those that it would have had. */
  readonly state: 'planned' | 'changed' | 'cancelled';
}

type Scheduled = Pick<Room, 'startMs' | 'durationMs' | 'recurrence'>;

/** All windows of a room with those that were cancelled, by their planned starts [S8]. */
export function listedOccurrences(room: Scheduled, timeZone: string): readonly ListedOccurrence[] {
  const { startMs, durationMs, recurrence } = room;
  if (recurrence === undefined)
    return occurrencesOf(room, timeZone).map((occurrence) => ({ ...occurrence, state: 'planned' }));
  const planned = plannedStarts(startMs, recurrence, timeZone);
  const exceptions = exceptionsByStart(planned, recurrence);
  return planned.map((plannedStartMs) => {
    const exception = exceptions.get(plannedStartMs);
    const { startMs: fromMs, durationMs: lastsMs } = exception?.instead ?? {
      startMs: plannedStartMs,
      durationMs,
    };
    const state =
      exception === undefined ? 'planned' : exception.instead === undefined ? 'cancelled' : 'changed';
    return { plannedStartMs, startMs: fromMs, endMs: (fromMs + lastsMs) as UtcMs, state };
  });
}

/** The rule with one occurrence cancelled, moved, or back as planned: the given times are its own again. */
export function withOccurrence(
  room: Scheduled & { readonly recurrence: Recurrence },
  plannedStartMs: UtcMs,
  instead: OccurrenceException['instead'],
  timeZone: string,
): Recurrence {
  const { startMs, recurrence, durationMs } = room;
  const byStart = exceptionsByStart(plannedStarts(startMs, recurrence, timeZone), recurrence);
  const others = [...byStart.values()].filter((exception) => exception.plannedStartMs !== plannedStartMs);
  const asPlanned = instead?.startMs === plannedStartMs && instead.durationMs === durationMs;
  return { ...recurrence, exceptions: asPlanned ? others : [...others, { plannedStartMs, instead }] };
}

/**
 * A new rule of a stored room. Exceptions that the stored one has get the names of its dates in this time zone; those
 * that name none, because the account has moved to another zone, are left out: nobody could take them out, and no
 * change of the room would be taken.
 */
export function withNamesOfDates(
  recurrence: Recurrence | undefined,
  stored: Scheduled,
  timeZone: string,
): Recurrence | undefined {
  const { startMs, recurrence: old } = stored;
  if (recurrence === undefined || old === undefined || old.exceptions.length === 0) return recurrence;
  const planned = plannedStarts(startMs, old, timeZone);
  const named = new Map(old.exceptions.map((one) => [one.plannedStartMs, startNamedBy(one, planned)]));
  const exceptions = recurrence.exceptions.flatMap((one) => {
    const name = named.has(one.plannedStartMs) ? named.get(one.plannedStartMs) : one.plannedStartMs;
    return name === undefined ? [] : [{ plannedStartMs: name, instead: one.instead }];
  });
  return { ...recurrence, exceptions };
}

import type { OccurrenceException, Recurrence, Room } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';
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
  return plannedStarts(startMs, recurrence, timeZone).map((plannedStartMs) => {
    const exception = exceptionOf(recurrence, plannedStartMs);
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
): Recurrence {
  const { recurrence, durationMs } = room;
  const others = recurrence.exceptions.filter((exception) => exception.plannedStartMs !== plannedStartMs);
  const asPlanned = instead?.startMs === plannedStartMs && instead.durationMs === durationMs;
  return { ...recurrence, exceptions: asPlanned ? others : [...others, { plannedStartMs, instead }] };
}

/**
 * The rule without those exceptions of the stored room that name none of its dates any more, because the account
 * has moved to another time zone: nobody could take them out, and no change of the room would be taken.
 */
export function withoutLostDates(
  recurrence: Recurrence | undefined,
  stored: Scheduled,
  timeZone: string,
): Recurrence | undefined {
  const { startMs, recurrence: old } = stored;
  if (recurrence === undefined || old === undefined || old.exceptions.length === 0) return recurrence;
  const planned = new Set(plannedStarts(startMs, old, timeZone));
  const lost = new Set(
    old.exceptions.map(({ plannedStartMs }) => plannedStartMs).filter((one) => !planned.has(one)),
  );
  const exceptions = recurrence.exceptions.filter(({ plannedStartMs }) => !lost.has(plannedStartMs));
  return lost.size === 0 ? recurrence : { ...recurrence, exceptions };
}

const exceptionOf = ({ exceptions }: Recurrence, plannedStartMs: UtcMs): OccurrenceException | undefined =>
  exceptions.find((exception) => exception.plannedStartMs === plannedStartMs);

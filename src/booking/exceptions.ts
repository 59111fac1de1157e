import type { OccurrenceException, Recurrence } from '../accounts/room.js';
import type { UtcMs } from '../base/units.js';

/**
 * A date is named by the start it has by the rule. In another time zone the same rule has it an hour or two earlier or
 * later, as its clocks are put forward and back on other days; two dates of a rule lie most of a day apart.
 */
const SAME_DATE_MS = 3 * 3_600_000;

/** The planned start that an exception means; undefined: the rule has no such date. `planned`: in order. */
export const startNamedBy = (
  { plannedStartMs }: OccurrenceException,
  planned: readonly UtcMs[],
): UtcMs | undefined => {
  const near = planned.filter((startMs) => Math.abs(startMs - plannedStartMs) <= SAME_DATE_MS);
  return near.find((startMs) => startMs === plannedStartMs) ?? near[0];
};

/** The exceptions of a rule, each under the planned start that it means, and with that as its name. */
export function exceptionsByStart(
  planned: readonly UtcMs[],
  { exceptions }: Pick<Recurrence, 'exceptions'>,
): ReadonlyMap<UtcMs, OccurrenceException> {
  const exact = new Set(planned);
  const byStart = new Map<UtcMs, OccurrenceException>();
  for (const exception of exceptions) {
    const { plannedStartMs, instead } = exception;
    const named = exact.has(plannedStartMs) ? plannedStartMs : startNamedBy(exception, planned);
    if (named !== undefined) byStart.set(named, { plannedStartMs: named, instead });
  }
  return byStart;
}

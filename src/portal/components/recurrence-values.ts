import type { Recurrence } from '../../client/index.js';

type Rule = NonNullable<Recurrence>;

/** 循环 as it is filled in [S8]. */
export interface RecurrenceValues {
  readonly every: Rule['every'] | 'never';
  readonly ends: 'count' | 'date';
  readonly count: number | null;
  /** YYYY-MM-DD, in the account's time zone. */
  readonly untilDate: string;
}

export const EVERY = [
  'never',
  'day',
  'week',
  'two-weeks',
  'month',
] as const satisfies readonly RecurrenceValues['every'][];

const COUNT_PROPOSED = 10;

export const NO_RECURRENCE: RecurrenceValues = {
  every: 'never',
  ends: 'count',
  count: COUNT_PROPOSED,
  untilDate: '',
};

export function recurrenceValuesOf(recurrence: Recurrence): RecurrenceValues {
  if (recurrence === null) return NO_RECURRENCE;
  const { every, count, untilDate = '' } = recurrence;
  return { every, ends: count === undefined ? 'date' : 'count', count: count ?? COUNT_PROPOSED, untilDate };
}

/** `exceptions`: of the rule that was; they belong to its dates alone. */
export function recurrenceOf(
  { every, ends, count, untilDate }: RecurrenceValues,
  exceptions: NonNullable<Rule['exceptions']> = [],
): Recurrence {
  if (every === 'never') return null;
  const end = ends === 'date' ? { untilDate } : count === null ? {} : { count };
  return { every, ...end, exceptions };
}

/** What the user has still to fill in; until then there is nothing to preview. */
export const isUnfinished = ({ every, ends, count, untilDate }: RecurrenceValues): boolean =>
  every !== 'never' && (ends === 'date' ? untilDate === '' : count === null);

import type { RecordTotals } from '../../../client/index.js';
import { daysAfter, type LocalDate } from './record-range.js';

type DaySum = RecordTotals['byDay'][number];

/** What the calls of a day or a month come to. */
export interface RecordBar {
  /** YYYY-MM-DD, or YYYY-MM. */
  readonly date: string;
  readonly costMicroYuan: number;
  readonly durationMs: number;
  readonly legs: number;
}

/** Which of it is drawn. */
export type Measure = 'cost' | 'duration';

/** More days than these are shown by month. */
const DAYS_MAX = 62;

/** A bar for each day between the first and the last, also for those without a call; for long times by month. */
export function barsOf(
  byDay: readonly DaySum[],
  days: readonly [LocalDate, LocalDate] | undefined,
): RecordBar[] {
  const first = days?.[0] ?? byDay[0]?.date;
  const last = days?.[1] ?? byDay.at(-1)?.date;
  if (first === undefined || last === undefined || first > last) return [];
  const isLong = daysAfter(first, DAYS_MAX) <= last;
  const slotOf = (date: LocalDate): string => (isLong ? date.slice(0, 7) : date);
  const bars = new Map<string, RecordBar>();
  for (let date = first; date <= last; date = daysAfter(date, 1)) {
    const slot = slotOf(date);
    bars.set(slot, { date: slot, costMicroYuan: 0, durationMs: 0, legs: 0 });
  }
  for (const { date, costMicroYuan, durationMs, legs } of byDay) {
    const bar = bars.get(slotOf(date));
    if (bar === undefined) continue;
    bars.set(bar.date, {
      date: bar.date,
      costMicroYuan: bar.costMicroYuan + costMicroYuan,
      durationMs: bar.durationMs + durationMs,
      legs: bar.legs + legs,
    });
  }
  return [...bars.values()];
}

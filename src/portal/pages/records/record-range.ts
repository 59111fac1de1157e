import { dateFieldOf, msOfDateField } from '../../components/time-text.js';

/** The ranges of [S42]; a week is the calendar week before the one that is meant, and this one. */
export const RANGES = ['all', 'month', 'week', 'day', 'custom'] as const;
export type RangeName = (typeof RANGES)[number];

/** YYYY-MM-DD, by the account's clock. */
export type LocalDate = string;

export interface RecordRange {
  readonly name: RangeName;
  /** In the range, when it is a month, week or day. */
  readonly date: LocalDate;
  /** First and last day of a custom range; empty: open. */
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** As the API asks for it; only times are milliseconds. */
export interface RangeQuery {
  readonly range?: Exclude<RangeName, 'custom'>;
  readonly date?: LocalDate;
  readonly fromMs?: number;
  readonly toMs?: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_OF_WEEKS = 14;

export const todayIn = (timeZone: string, nowMs: number): LocalDate =>
  dateFieldOf(nowMs, timeZone).slice(0, 10);

/** As the address of the page has it; what makes no sense there is as if it were not there. */
export function rangeOfParams(params: URLSearchParams, today: LocalDate): RecordRange {
  const date = (name: string, otherwise: LocalDate): LocalDate => {
    const text = params.get(name) ?? '';
    return DATE.test(text) && !Number.isNaN(Date.parse(text)) ? text : otherwise;
  };
  return {
    name: RANGES.find((name) => name === params.get('range')) ?? 'all',
    date: date('date', today),
    from: date('from', ''),
    to: date('to', ''),
  };
}

export function paramsOfRange({ name, date, from, to }: RecordRange): Record<string, string> {
  if (name === 'all') return {};
  if (name !== 'custom') return { range: name, date };
  return { range: name, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) };
}

export function queryOfRange({ name, date, from, to }: RecordRange, timeZone: string): RangeQuery {
  if (name !== 'custom') return name === 'all' ? {} : { range: name, date };
  // Somebody may name the later day first.
  const [first, last] = from !== '' && to !== '' && to < from ? [to, from] : [from, to];
  const startOf = (day: LocalDate): number => msOfDateField(`${day}T00:00`, timeZone);
  return {
    ...(first === '' ? {} : { fromMs: startOf(first) }),
    ...(last === '' ? {} : { toMs: startOf(daysAfter(last, 1)) }),
  };
}

/** The range before (−1) or after (1) this one. */
export function stepped(range: RecordRange, by: -1 | 1): RecordRange {
  const { name, date } = range;
  if (name === 'month') return { ...range, date: monthsAfter(date, by) };
  return { ...range, date: daysAfter(date, by * (name === 'week' ? DAYS_OF_WEEKS : 1)) };
}

/** First and last day of a month, of two weeks or of a day. */
export function daysOf({ name, date }: RecordRange): readonly [LocalDate, LocalDate] {
  if (name === 'month') {
    const first = `${date.slice(0, 8)}01`;
    return [first, daysAfter(monthsAfter(first, 1), -1)];
  }
  if (name !== 'week') return [date, date];
  // Weeks begin on Monday (ISO 8601, GB/T 7408).
  const monday = daysAfter(date, -((new Date(date).getUTCDay() + 6) % 7));
  return [daysAfter(monday, -7), daysAfter(monday, 6)];
}

export function daysAfter(date: LocalDate, days: number): LocalDate {
  const at = new Date(date);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** The first of the month, as the 31st is not in all of them. */
function monthsAfter(date: LocalDate, months: number): LocalDate {
  const at = new Date(`${date.slice(0, 8)}01`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 10);
}

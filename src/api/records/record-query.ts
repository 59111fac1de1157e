import { z } from '@hono/zod-openapi';
import type { Account } from '../../accounts/account.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { LocalTime } from '../../billing/local-time.js';
import { ALL_TIME, isDate, periodRange, type TimeRange } from '../../billing/record-range.js';
import { toE164 } from '../../dialing/phone-number.js';
import type { RecordFilter, RecordSearch } from '../../store/repositories/record-filter.js';
import { STORABLE } from '../schema-parts.js';
import { fieldInvalid } from '../validation.js';

const TIME_MS_MAX = ALL_TIME.toMs;
const timeMs = z.coerce.number().int().min(0).max(TIME_MS_MAX);

/** The ranges of [S42]. */
export const rangeQuery = z.object({
  range: z.enum(['all', 'month', 'week', 'day']).default('all').openapi({
    description:
      'week: the calendar week before that of `date`, and this one; all in the time zone of the account',
  }),
  date: z
    .string()
    .refine(isDate, 'must be a date, YYYY-MM-DD')
    .optional()
    .openapi({ description: 'A local date in the range; without it today' }),
  fromMs: timeMs.optional().openapi({ description: 'UTC, milliseconds; instead of `range`' }),
  toMs: timeMs.optional().openapi({ description: 'Excluded' }),
});

export const recordQuery = rangeQuery.extend({
  search: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .regex(STORABLE)
    .optional()
    .openapi({ description: "Part of a room's name or number, or of a party's number" }),
});

type RangeQuery = z.infer<typeof rangeQuery>;

export function rangeOf(query: RangeQuery, { timeZone }: Account, nowMs: UtcMs): TimeRange {
  const { range, date, fromMs, toMs } = query;
  if (fromMs === undefined && toMs === undefined) {
    if (range === 'all') return ALL_TIME;
    return periodRange(range, date ?? new LocalTime(timeZone).dateOf(nowMs), timeZone);
  }
  const given = { fromMs: utcMs(fromMs ?? ALL_TIME.fromMs), toMs: utcMs(toMs ?? ALL_TIME.toMs) };
  if (given.fromMs > given.toMs) throw fieldInvalid('toMs', 'OUT_OF_RANGE', 'must not lie before fromMs');
  return given;
}

export const filterOf = (
  query: z.infer<typeof recordQuery>,
  account: Account,
  nowMs: UtcMs,
): RecordFilter => ({
  ...rangeOf(query, account, nowMs),
  search: query.search === undefined ? undefined : searchOf(query.search),
});

/** Numbers are looked for as people write them, and as they are kept. */
function searchOf(text: string): RecordSearch {
  const digits = text.replace(/[\s()+.-]/g, '');
  if (!/^\d+$/.test(digits)) return { text, digits: [] };
  const whole = toE164(text, { areaCode: undefined })?.slice(1);
  // A leading 0 is written within the country and not kept in E.164.
  const kept = [digits, digits.replace(/^0+(?=\d{3})/, ''), ...(whole === undefined ? [] : [whole])];
  return { text, digits: [...new Set(kept)] };
}

import { sql } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { LocalTime, type OffsetSpan } from '../../billing/local-time.js';
import type { TimeRange } from '../../billing/record-range.js';
import type { Reads } from '../store.js';

const DAY_MS = 86_400_000;

export interface RecordSum {
  readonly legs: number;
  readonly durationMs: number;
  readonly chargedS: number;
  readonly costMicroYuan: number;
}

/** 话务统计 [S42]: the legs that were answered in a range, and the conferences that began in it. */
export interface RecordTotals extends RecordSum {
  readonly conferences: number;
  /** By the account's calendar; days without a call are not there. */
  readonly byDay: readonly (RecordSum & { readonly date: string })[];
  /** Null: nobody pays for it, or it is still up. */
  readonly byKind: readonly (RecordSum & { readonly service: string | null; readonly kind: string | null })[];
}

interface Group extends RecordSum {
  readonly day: number;
  readonly service: string | null;
  readonly kind: string | null;
}

const NOTHING: RecordSum = { legs: 0, durationMs: 0, chargedS: 0, costMicroYuan: 0 };

export class RecordTotalsReads {
  readonly #reads: Reads;

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async of(account: AccountId, range: TimeRange, timeZone: string): Promise<RecordTotals> {
    const [conferences, groups] = await Promise.all([
      this.#conferences(account, range),
      this.#groups(account, range, new LocalTime(timeZone)),
    ]);
    const byDay = summedBy(groups, ({ day }) => ({
      date: new Date(day * DAY_MS).toISOString().slice(0, 10),
    }));
    const byKind = summedBy(groups, ({ service, kind }) => ({ service, kind }));
    return {
      ...groups.reduce(plus, NOTHING),
      conferences,
      byDay: byDay.sort((a, b) => (a.date < b.date ? -1 : 1)),
      byKind: byKind.sort((a, b) => b.costMicroYuan - a.costMicroYuan || b.legs - a.legs),
    };
  }

  async #conferences(account: AccountId, { fromMs, toMs }: TimeRange): Promise<number> {
    const { conferences } = await this.#reads.queries
      .selectFrom('conferences')
      .select((row) => row.fn.countAll<number>().as('conferences'))
      .where('account', '=', account)
      .where('started_ms', '>=', fromMs)
      .where('started_ms', '<', toMs)
      .executeTakeFirstOrThrow();
    return conferences;
  }

  /** A query for each stretch of time in which the account's clocks do not change. */
  async #groups(account: AccountId, range: TimeRange, local: LocalTime): Promise<readonly Group[]> {
    const [first, last] = await Promise.all([
      this.#edge(account, range, 'asc'),
      this.#edge(account, range, 'desc'),
    ]);
    if (first === undefined || last === undefined) return [];
    const spans = local.spansOf(first, utcMs(last + 1));
    const cut = spans.map((span) => ({
      ...span,
      fromMs: Math.max(span.fromMs, first),
      toMs: Math.min(span.toMs, last + 1),
    }));
    return (await Promise.all(cut.map((span) => this.#groupsOf(account, span)))).flat();
  }

  async #groupsOf(account: AccountId, { fromMs, toMs, offsetMs }: OffsetSpan): Promise<readonly Group[]> {
    // Literals: SQLite would take bound numbers of this size as floating point, and divide so.
    const day = sql<number>`(answer_ms + ${sql.lit(offsetMs)}) / ${sql.lit(DAY_MS)}`;
    return this.#reads.queries
      .selectFrom('legs')
      .select((row) => [
        day.as('day'),
        'charge_service as service',
        'charge_kind as kind',
        row.fn.countAll<number>().as('legs'),
        sql<number>`coalesce(sum(duration_ms), 0)`.as('durationMs'),
        sql<number>`coalesce(sum(charged_s), 0)`.as('chargedS'),
        sql<number>`coalesce(sum(amount_micro_yuan), 0)`.as('costMicroYuan'),
      ])
      .where('account', '=', account)
      .where('answer_ms', '>=', fromMs as UtcMs)
      .where('answer_ms', '<', toMs as UtcMs)
      .groupBy([day, 'charge_service', 'charge_kind'])
      .execute();
  }

  async #edge(
    account: AccountId,
    { fromMs, toMs }: TimeRange,
    order: 'asc' | 'desc',
  ): Promise<UtcMs | undefined> {
    const row = await this.#reads.queries
      .selectFrom('legs')
      .select('answer_ms')
      .where('account', '=', account)
      .where('answer_ms', '>=', fromMs)
      .where('answer_ms', '<', toMs)
      .orderBy('answer_ms', order)
      .limit(1)
      .executeTakeFirst();
    return row && utcMs(row.answer_ms);
  }
}

function summedBy<Key extends object>(
  groups: readonly Group[],
  keyOf: (group: Group) => Key,
): (Key & RecordSum)[] {
  const sums = new Map<string, Key & RecordSum>();
  for (const group of groups) {
    const key = keyOf(group);
    const name = JSON.stringify(key);
    sums.set(name, { ...key, ...plus(sums.get(name) ?? NOTHING, group) });
  }
  return [...sums.values()];
}

const plus = (a: RecordSum, b: RecordSum): RecordSum => ({
  legs: a.legs + b.legs,
  durationMs: a.durationMs + b.durationMs,
  chargedS: a.chargedS + b.chargedS,
  costMicroYuan: a.costMicroYuan + b.costMicroYuan,
});

import { sql } from 'kysely';
import { BoundedMap } from '../../base/bounded-map.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs, type UtcMs } from '../../base/units.js';
import { LocalTime } from '../../billing/local-time.js';
import type { TimeRange } from '../../billing/record-range.js';
import { PreparedRead } from '../prepared-read.js';
import type { Reads } from '../store.js';
import { SLOT_MS } from './leg-sums.js';

const DAY_MS = 86_400_000;
const YEAR_MS = 366 * DAY_MS;
const ZONES_MAX = 600;

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

// Types and not interfaces: only those can stand for records of parameters.
type RangeValues = { readonly account: AccountId; readonly fromMs: number; readonly toMs: number };
type SpanValues = RangeValues & { readonly offsetMs: number };

const NOTHING: RecordSum = { legs: 0, durationMs: 0, chargedS: 0, costMicroYuan: 0 };

export class RecordTotalsReads {
  readonly #reads: Reads;
  readonly #zones = new BoundedMap<string, LocalTime>(ZONES_MAX);
  readonly #ofSums = new PreparedRead((values: SpanValues) => this.#sumsIn(values));
  readonly #ofLegs = new PreparedRead((values: SpanValues) => this.#legsIn(values));
  readonly #conferences = new PreparedRead(({ account, fromMs, toMs }: RangeValues) =>
    this.#reads.queries
      .selectFrom('conferences')
      .select((row) => row.fn.countAll<number>().as('conferences'))
      .where('account', '=', account)
      .where('started_ms', '>=', fromMs)
      .where('started_ms', '<', toMs),
  );

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  async of(account: AccountId, range: TimeRange, timeZone: string): Promise<RecordTotals> {
    const [[counted], groups] = await Promise.all([
      this.#reads.read(this.#conferences.filledWith({ account, ...range })),
      this.#groups(account, range, timeZone),
    ]);
    const byDay = summedBy(groups, ({ day }) => ({
      date: new Date(day * DAY_MS).toISOString().slice(0, 10),
    }));
    const byKind = summedBy(groups, ({ service, kind }) => ({ service, kind }));
    return {
      conferences: counted?.conferences ?? 0,
      byDay: byDay.sort((a, b) => (a.date < b.date ? -1 : 1)),
      byKind: byKind.sort((a, b) => b.costMicroYuan - a.costMicroYuan || b.legs - a.legs),
      ...groups.reduce(plus, NOTHING),
    };
  }

  /** For each stretch of time in which the account's clocks do not change. */
  async #groups(account: AccountId, range: TimeRange, timeZone: string): Promise<readonly Group[]> {
    const { fromMs, toMs } =
      range.toMs - range.fromMs > YEAR_MS ? await this.#answered(account, range) : range;
    const spans = this.#localTime(timeZone)
      .spansOf(fromMs, toMs)
      .map((span) => ({
        account,
        offsetMs: span.offsetMs,
        fromMs: Math.max(span.fromMs, fromMs),
        toMs: Math.min(span.toMs, toMs),
      }));
    return (await Promise.all(spans.map((span) => this.#groupsOf(span)))).flat();
  }

  /** Whole slots are added up already; what lies before and after them is added up here. */
  async #groupsOf(span: SpanValues): Promise<readonly Group[]> {
    const slots = {
      fromMs: Math.ceil(span.fromMs / SLOT_MS) * SLOT_MS,
      toMs: Math.floor(span.toMs / SLOT_MS) * SLOT_MS,
    };
    if (slots.fromMs >= slots.toMs) return this.#reads.read(this.#ofLegs.filledWith(span));
    const edges = [
      { ...span, toMs: slots.fromMs },
      { ...span, fromMs: slots.toMs },
    ].filter(({ fromMs, toMs }) => fromMs < toMs);
    const [inSlots, ...inEdges] = await Promise.all([
      this.#reads.read(this.#ofSums.filledWith({ ...span, ...slots })),
      ...edges.map((edge) => this.#reads.read(this.#ofLegs.filledWith(edge))),
    ]);
    return [inSlots, ...inEdges].flat();
  }

  /** In one statement, so that a leg that ends meanwhile is in one of the two. */
  #sumsIn({ account, fromMs, toMs, offsetMs }: SpanValues) {
    const day = dayOf('slot_ms', offsetMs);
    const kinds = [sql<string | null>`nullif(service, '')`, sql<string | null>`nullif(kind, '')`] as const;
    const over = this.#reads.queries
      .selectFrom('leg_sums')
      .select([
        day.as('day'),
        kinds[0].as('service'),
        kinds[1].as('kind'),
        sql<number>`sum(legs)`.as('legs'),
        sql<number>`sum(duration_ms)`.as('durationMs'),
        sql<number>`sum(charged_s)`.as('chargedS'),
        sql<number>`sum(amount_micro_yuan)`.as('costMicroYuan'),
      ])
      .where('account', '=', account)
      .where('slot_ms', '>=', fromMs)
      .where('slot_ms', '<', toMs)
      .groupBy([sql.lit(1), sql.lit(2), sql.lit(3)]);
    return over.unionAll(this.#legsIn({ account, fromMs, toMs, offsetMs }).where('end_ms', 'is', null));
  }

  #legsIn({ account, fromMs, toMs, offsetMs }: SpanValues) {
    return this.#reads.queries
      .selectFrom('legs')
      .select((row) => [
        dayOf('answer_ms', offsetMs).as('day'),
        'charge_service as service',
        'charge_kind as kind',
        row.fn.countAll<number>().as('legs'),
        sql<number>`coalesce(sum(duration_ms), 0)`.as('durationMs'),
        sql<number>`coalesce(sum(charged_s), 0)`.as('chargedS'),
        sql<number>`coalesce(sum(amount_micro_yuan), 0)`.as('costMicroYuan'),
      ])
      .where('account', '=', account)
      .where('answer_ms', '>=', fromMs)
      .where('answer_ms', '<', toMs)
      .groupBy([sql.lit(1), 'charge_service', 'charge_kind']);
  }

  /** The part of a long range in which there are legs: clocks have changed often since 1970. */
  async #answered(account: AccountId, range: TimeRange): Promise<TimeRange> {
    const [first, last] = await Promise.all([
      this.#edge(account, range, 'asc'),
      this.#edge(account, range, 'desc'),
    ]);
    const fromMs = first ?? range.fromMs;
    return { fromMs, toMs: last === undefined ? fromMs : utcMs(last + 1) };
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

  #localTime(timeZone: string): LocalTime {
    const local = this.#zones.get(timeZone) ?? new LocalTime(timeZone);
    this.#zones.set(timeZone, local);
    return local;
  }
}

/** Literals and a cast: SQLite would take bound numbers of this size as floating point, and divide so. */
const dayOf = (column: 'slot_ms' | 'answer_ms', offsetMs: number) =>
  sql<number>`(${sql.ref(column)} + cast(${offsetMs} as bigint)) / ${sql.lit(DAY_MS)}`;

function summedBy<Key extends object>(
  groups: readonly Group[],
  keyOf: (group: Group) => Key,
): (Key & RecordSum)[] {
  const sums = new Map<string, Key & RecordSum>();
  for (const group of groups) {
    const key = keyOf(group);
    const name = JSON.stringify(key);
    sums.set(name, Object.assign(key, plus(sums.get(name) ?? NOTHING, group)));
  }
  return [...sums.values()];
}

const plus = (a: RecordSum, b: RecordSum): RecordSum => ({
  legs: a.legs + b.legs,
  durationMs: a.durationMs + b.durationMs,
  chargedS: a.chargedS + b.chargedS,
  costMicroYuan: a.costMicroYuan + b.costMicroYuan,
});

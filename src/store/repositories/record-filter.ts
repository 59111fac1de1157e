import { sql, type Expression, type SqlBool } from 'kysely';
import type { AccountId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import { holdsName } from './name-search.js';

/** Which records of an account are listed [S42]. */
export interface RecordFilter {
  readonly fromMs: UtcMs;
  /** Excluded. */
  readonly toMs: UtcMs;
  readonly search?: RecordSearch | undefined;
}

/** What somebody looks for. */
export interface RecordSearch {
  /** Part of a room's name. */
  readonly text: string;
  /** Parts of a room's number or of a telephone number, as they are kept; none when no number is meant. */
  readonly digits: readonly string[];
}

/** Where a list that goes back in time goes on: before this record. */
export interface TimeCursor {
  readonly atMs: number;
  readonly id: string;
}

export interface TimePage {
  readonly before?: TimeCursor | undefined;
  readonly limit: number;
}

/** Rows that lie before the cursor in a list of the newest first; `time` and `id` are columns. */
export const isBefore = (time: string, id: string, { atMs, id: last }: TimeCursor): Expression<SqlBool> =>
  sql<SqlBool>`(${sql.ref(time)} < ${atMs} or (${sql.ref(time)} = ${atMs} and ${sql.ref(id)} < ${last}))`;

type Column =
  | 'room_number'
  | 'participants.number'
  | 'calling_number'
  | 'calling_e164'
  | 'called_number'
  | 'called_e164';

/** Where the rows of a page end in time: what lies after the cursor is not even looked at. */
export const endOf = ({ toMs }: Pick<RecordFilter, 'toMs'>, before: TimeCursor | undefined): number =>
  before === undefined ? toMs : Math.min(toMs, before.atMs + 1);

/**
 * The page as values of a PreparedRead, which names the same ones each time: without a cursor it goes on from the
 * end of the range.
 */
export const pageValues = (
  account: AccountId,
  { fromMs, toMs }: Pick<RecordFilter, 'fromMs' | 'toMs'>,
  { before, limit }: TimePage,
) => ({
  account,
  fromMs,
  endMs: endOf({ toMs }, before),
  lastMs: before?.atMs ?? toMs,
  lastId: before?.id ?? '',
  limit,
});

export type PageValues = ReturnType<typeof pageValues>;

/** One of the columns contains one of the digits. */
export const holdsDigits = (columns: readonly Column[], digits: readonly string[]): Expression<SqlBool> =>
  anyOf(
    columns.flatMap((column) => digits.map((part) => sql<SqlBool>`${sql.ref(column)} like ${`%${part}%`}`)),
  );

/** The room `roomId` has a name that contains the text. */
export const roomIsNamed = (roomId: string, text: string): Expression<SqlBool> =>
  sql<SqlBool>`exists (select 1 from rooms where rooms.id = ${sql.ref(roomId)}
    and ${holdsName('rooms.name', text)})`;

export const anyOf = (conditions: readonly Expression<SqlBool>[]): Expression<SqlBool> =>
  conditions.length === 0 ? sql<SqlBool>`1 = 0` : sql<SqlBool>`(${sql.join(conditions, sql` or `)})`;

import { createRoute, type z } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import type { UtcMs } from '../../base/units.js';
import { LocalTime } from '../../billing/local-time.js';
import type { RecordFilter, TimeCursor, TimePage } from '../../store/repositories/record-filter.js';
import { access } from '../access.js';
import type { ApiContext } from '../context.js';
import { csvAnswer, type CsvValue } from '../csv.js';
import { problemResponses } from '../problem-schema.js';
import type { Columns } from './record-csv.js';
import { filterOf, recordQuery } from './record-query.js';
import { allPages } from './time-cursor.js';

/** Rows read at once: each page holds up the main thread for a few milliseconds. */
export const FILE_PAGE = 200;

/** What a file has of its own. */
export interface RecordFile<Row> {
  /** In its name: huitong-calls-2026-05-01.csv. */
  readonly what: string;
  readonly columns: (local: LocalTime) => Columns<Row>;
  readonly list: (account: AccountId, filter: RecordFilter, page: TimePage) => Promise<readonly Row[]>;
  readonly cursor: (row: Row) => TimeCursor;
}

/** A list of records once more, whole and as a file. */
export const fileRoute = <Path extends string>(path: Path) =>
  createRoute({
    method: 'get',
    path,
    tags: ['records'],
    ...access('records:read'),
    request: { query: recordQuery },
    responses: {
      200: {
        description: 'The same as a file: UTF-8 with a byte order mark',
        content: { 'text/csv': { schema: { type: 'string' as const } } },
      },
      ...problemResponses(400, 401, 403, 503),
    },
  });

export function recordFileAnswer<Row>(
  c: ApiContext,
  query: z.infer<typeof recordQuery>,
  nowMs: UtcMs,
  { what, columns: columnsOf, list, cursor }: RecordFile<Row>,
): Response {
  const { account } = c.get('principal');
  const filter = filterOf(query, account, nowMs);
  const local = new LocalTime(account.timeZone);
  const columns = columnsOf(local);
  const titles = columns.map(([chinese, english]) => (account.language === 'zh-CN' ? chinese : english));
  const pages = allPages((before, limit) => list(account.id, filter, { before, limit }), cursor, FILE_PAGE);
  const name = `huitong-${what}-${local.dateOf(nowMs)}.csv`;
  return csvAnswer(c, name, titles, valuesOf(columns, pages));
}

export async function* valuesOf<Row>(
  columns: Columns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<readonly (readonly CsvValue[])[]> {
  for await (const page of pages) yield page.map((row) => columns.map(([, , value]) => value(row)));
}

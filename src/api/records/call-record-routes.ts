import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { LocalTime } from '../../billing/local-time.js';
import { LegRecordReads, type ListedLeg } from '../../store/repositories/leg-record-reads.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { csvAnswer } from '../csv.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { callRecordListQuery, callRecordListSchema, callRecordView } from './call-record-schema.js';
import { callColumns, CSV_PAGE, csvContent, csvName, titlesOf, valuesOf } from './record-csv.js';
import { filterOf, recordQuery } from './record-query.js';
import { allPages, cursorOf, timePage } from './time-cursor.js';

const list = createRoute({
  method: 'get',
  path: '/call-records',
  tags: ['records'],
  ...access('records:read'),
  request: { query: callRecordListQuery },
  responses: {
    200: {
      description: 'The legs of the account, the last answered first',
      content: jsonOf(callRecordListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const file = createRoute({
  method: 'get',
  path: '/call-records.csv',
  tags: ['records'],
  ...access('records:read'),
  request: { query: recordQuery },
  responses: { 200: csvContent('The same as a file'), ...problemResponses(400, 401, 403, 503) },
});

export function callRecordRoutes(app: OpenAPIHono<ApiEnv>, { reads, clock }: ApiServices): void {
  const records = new LegRecordReads(reads);

  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { account } = c.get('principal');
    const filter = filterOf(query, account, clock.utcNow());
    const page = { limit: query.limit + 1, before: cursorOf(query.after) };
    return c.json(timePage(await records.list(account.id, filter, page), query.limit, view, cursor), 200);
  });

  app.openapi(file, (c) => {
    const { account } = c.get('principal');
    const filter = filterOf(c.req.valid('query'), account, clock.utcNow());
    const local = new LocalTime(account.timeZone);
    const columns = callColumns(local);
    const pages = allPages(
      (before, limit) => records.list(account.id, filter, { before, limit }),
      cursor,
      CSV_PAGE,
    );
    const name = csvName('calls', local.dateOf(clock.utcNow()));
    return csvAnswer(c, name, titlesOf(columns, account.language), valuesOf(columns, pages));
  });
}

const cursor = ({ opened }: ListedLeg) => ({ atMs: opened.answerMs, id: opened.leg });

const view = (leg: ListedLeg) => ({ ...callRecordView(leg), roomNumber: leg.roomNumber });

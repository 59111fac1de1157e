import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { LegRecordReads, type ListedLeg } from '../../store/repositories/leg-record-reads.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { callRecordListQuery, callRecordListSchema, callRecordView } from './call-record-schema.js';
import { callColumns } from './record-csv.js';
import { fileRoute, recordFileAnswer } from './record-file.js';
import { filterOf } from './record-query.js';
import { cursorOf, timePage } from './time-cursor.js';

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

const file = fileRoute('/call-records.csv');

export function callRecordRoutes(app: OpenAPIHono<ApiEnv>, { reads, clock }: ApiServices): void {
  const records = new LegRecordReads(reads);

  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    const { account } = c.get('principal');
    const filter = filterOf(query, account, clock.utcNow());
    const page = { limit: query.limit + 1, before: cursorOf(query.after) };
    const found = await records.list(account.id, filter, page);
    return c.json(timePage(found, query.limit, callRecordView, cursor), 200);
  });

  app.openapi(file, (c) =>
    recordFileAnswer(c, c.req.valid('query'), clock.utcNow(), {
      what: 'calls',
      columns: callColumns,
      list: (...about) => records.list(...about),
      cursor,
    }),
  );
}

const cursor = ({ answerMs, id }: ListedLeg) => ({ atMs: answerMs, id });

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Account } from '../../accounts/account.js';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { LocalTime } from '../../billing/local-time.js';
import type { EntryKind, LedgerEntry } from '../../billing/ledger-entry.js';
import { monthRange, type MonthStatement } from '../../billing/statement.js';
import type { TimeRange } from '../../billing/record-range.js';
import { LedgerReads } from '../../store/repositories/ledger-reads.js';
import type { TimeCursor } from '../../store/repositories/record-filter.js';
import { StatementRepository } from '../../store/repositories/statement-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { STATEMENT_CSS, statementPage } from './statement-page.js';
import { statementListSchema, statementSchema, type StatementView } from './statement-schema.js';
import { allPages } from './time-cursor.js';

/** Entries of a kind that are read at once. */
const PAGE = 500;
/** Of a printed statement, which says so when there are more: those are in the ledger. */
const RECHARGES_MAX = 5_000;
/** What `StatementSum` counts as recharged: a reversal when it takes back what was paid in. */
const RECHARGED_KINDS: readonly EntryKind[] = ['recharge', 'reversal', 'opening'];
/** Months of the list, from this one back. */
const MONTHS_MAX = 120;

const list = createRoute({
  method: 'get',
  path: '/statements',
  tags: ['money'],
  ...access('billing:read'),
  responses: {
    200: { description: 'The months of the account, the newest first', content: jsonOf(statementListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/statements/{month}',
  tags: ['money'],
  ...access('billing:read'),
  request: {
    params: z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/) }),
    query: z.object({
      format: z.enum(['json', 'html']).optional().openapi({
        description: 'html: a page to print; without it as the Accept header wants',
      }),
    }),
  },
  responses: {
    200: {
      description: 'What came in and what was paid in a month of the account',
      content: { ...jsonOf(statementSchema), 'text/html': { schema: z.string() } },
    },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const style = createRoute({
  method: 'get',
  path: '/statement.css',
  tags: ['money'],
  ...access('billing:read'),
  responses: {
    200: { description: 'How a statement looks on paper', content: { 'text/css': { schema: z.string() } } },
    ...problemResponses(401, 403),
  },
});

export function statementRoutes(app: OpenAPIHono<ApiEnv>, { reads, clock }: ApiServices): void {
  const statements = new StatementRepository(reads);
  const ledger = new LedgerReads(reads);

  app.openapi(list, (c) => {
    const months = monthsOf(c.get('principal').account, new Date(clock.utcNow()));
    return c.json({ items: months.map((month, index) => ({ month, complete: index > 0 })) }, 200);
  });

  app.openapi(read, async (c) => {
    const { account } = c.get('principal');
    const { month } = c.req.valid('param');
    const months = monthsOf(account, new Date(clock.utcNow()));
    if (!months.includes(month)) throw new Problem('STATEMENT_NOT_FOUND');
    const complete = month !== months[0];
    const { id, timeZone } = account;
    if (!wantsHtml(c.req.valid('query').format, c.req.header('accept')))
      return c.json(view(await statements.ofMonth(id, month, timeZone), complete), 200);
    const { statement, charges } = await statements.withCharges(id, month, timeZone);
    const found = await rechargesOf(ledger, id, monthRange(month, timeZone));
    const recharges = found.slice(0, RECHARGES_MAX);
    const isCut = found.length > RECHARGES_MAX;
    return c.html(
      statementPage({ account, statement: view(statement, complete), charges, recharges, isCut }),
    );
  });

  app.openapi(style, (c) => c.text(STATEMENT_CSS, 200, { 'content-type': 'text/css; charset=utf-8' }));
}

/** The newest first; one more than a statement prints when there are more. */
async function rechargesOf(
  ledger: LedgerReads,
  account: AccountId,
  range: TimeRange,
): Promise<readonly LedgerEntry[]> {
  const found: LedgerEntry[] = [];
  for (const kind of RECHARGED_KINDS) {
    const read = (before: TimeCursor | undefined, limit: number) =>
      ledger.listNewest(account, { ...range, kind }, { before, limit });
    let left = RECHARGES_MAX + 1;
    for await (const page of allPages(read, ({ utcMs: atMs, id }) => ({ atMs, id }), PAGE)) {
      const recharged = page.filter(({ counterBook }) => counterBook !== 'revenue');
      found.push(...recharged.slice(0, left));
      left -= recharged.length;
      if (left <= 0) break;
    }
  }
  return found.sort((a, b) => b.utcMs - a.utcMs);
}

/** From this month back to that of the account's opening. */
function monthsOf({ createdMs, timeZone }: Account, now: Date): readonly string[] {
  const local = new LocalTime(timeZone);
  const first = local.dateOf(createdMs).slice(0, 7);
  let month = local.dateOf(utcMs(now.getTime())).slice(0, 7);
  const months: string[] = [];
  while (months.length < MONTHS_MAX && (month >= first || months.length === 0)) {
    months.push(month);
    month = monthBefore(month);
  }
  return months;
}

function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** A browser that opens the address wants a page; everybody else gets JSON. */
const wantsHtml = (format: string | undefined, accept = ''): boolean =>
  format === 'html' || (format === undefined && accept.includes('text/html'));

const view = (statement: MonthStatement, complete: boolean): StatementView => ({
  month: statement.month,
  complete,
  openingFen: Number(statement.openingFen),
  rechargedFen: Number(statement.rechargedFen),
  chargedFen: Number(statement.chargedFen),
  closingFen: Number(statement.closingFen),
  charges: statement.charges,
});

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';
import type { LedgerEntry, LedgerEntryId } from '../../billing/ledger-entry.js';
import { microYuan } from '../../billing/money.js';
import { LedgerReads } from '../../store/repositories/ledger-reads.js';
import {
  LedgerRepository,
  type Booked,
  type BookingError,
} from '../../store/repositories/ledger-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import type { Principal } from '../door/principal.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import {
  ledgerEntrySchema,
  ledgerEntryView,
  ledgerListQuery,
  ledgerListSchema,
  rechargeListQuery,
  rechargeSchema,
  reversalSchema,
} from './ledger-schema.js';
import { rangeOf } from './record-query.js';
import { cursorOf, timePage } from './time-cursor.js';

const list = createRoute({
  method: 'get',
  path: '/ledger-entries',
  tags: ['money'],
  ...access('billing:read'),
  request: { query: ledgerListQuery },
  responses: {
    200: {
      description: 'What came in and what was paid, the newest first',
      content: jsonOf(ledgerListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const recharges = createRoute({
  method: 'get',
  path: '/recharges',
  tags: ['money'],
  ...access('billing:read'),
  request: { query: rechargeListQuery },
  responses: {
    200: { description: 'What was paid in, the newest first', content: jsonOf(ledgerListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const recharge = createRoute({
  method: 'post',
  path: '/accounts/{accountId}/recharges',
  tags: ['money'],
  ...accessOnce('payments'),
  request: {
    params: z.object({ accountId: idSchema }),
    body: jsonBody(rechargeSchema),
  },
  responses: {
    201: {
      description: 'Booked. The Idempotency-Key is demanded: a payment is booked once for it, for ever',
      content: jsonOf(ledgerEntrySchema),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const reversal = createRoute({
  method: 'post',
  path: '/admin/ledger-entries/{entryId}/reversal',
  tags: ['money'],
  ...accessOnce('admin'),
  request: { params: z.object({ entryId: idSchema }), body: jsonBody(reversalSchema) },
  responses: {
    201: { description: 'The entry that takes the other one back', content: jsonOf(ledgerEntrySchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function ledgerRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { reads, store, clock, ids } = services;
  const entries = new LedgerReads(reads);
  const books = new LedgerRepository(store);

  const newest = async (
    { account }: Principal,
    query: z.infer<typeof rechargeListQuery>,
    kind: LedgerEntry['kind'] | undefined,
  ) => {
    const filter = { ...rangeOf(query, account, clock.utcNow()), kind };
    const page = { limit: query.limit + 1, before: cursorOf(query.after) };
    const found = await entries.listNewest(account.id, filter, page);
    return timePage(found, query.limit, ledgerEntryView, cursor);
  };

  app.openapi(list, async (c) => {
    const query = c.req.valid('query');
    return c.json(await newest(c.get('principal'), query, query.kind), 200);
  });

  app.openapi(recharges, async (c) =>
    c.json(await newest(c.get('principal'), c.req.valid('query'), 'recharge'), 200),
  );

  app.openapi(recharge, async (c) => {
    const { amountMicroYuan, method, note } = c.req.valid('json');
    const account = c.req.valid('param').accountId as AccountId;
    const key = c.req.header('idempotency-key');
    // Elsewhere the key can be left out; where money is booked nobody should learn of it by a double booking.
    if (key === undefined) throw fieldInvalid('Idempotency-Key', 'REQUIRED', 'must be sent with a payment');
    const booked = await books.recharge({
      id: ids.next<LedgerEntryId>(),
      account,
      amount: microYuan(amountMicroYuan),
      method,
      note,
      // Of whoever books: two gateways may count alike.
      idempotencyKey: `recharge:${c.get('principal').account.id}:${key}`,
      utcMs: clock.utcNow(),
    });
    const { entry, repeated } = bookedOrThrow(booked);
    if (!repeated) services.records.recharged(account);
    return c.json(ledgerEntryView(entry), 201);
  });

  app.openapi(reversal, async (c) => {
    const reversed = await books.reverse(c.req.valid('param').entryId as LedgerEntryId, {
      id: ids.next<LedgerEntryId>(),
      note: c.req.valid('json').note,
      utcMs: clock.utcNow(),
    });
    const { entry } = bookedOrThrow(reversed);
    services.records.recharged(entry.account);
    return c.json(ledgerEntryView(entry), 201);
  });
}

const cursor = ({ utcMs, id }: LedgerEntry) => ({ atMs: utcMs, id });

function bookedOrThrow(booked: Result<Booked, BookingError>): Booked {
  if (booked.ok) return booked.value;
  const { code } = booked.error;
  switch (code) {
    case 'ACCOUNT_NOT_FOUND':
    case 'IDEMPOTENCY_MISMATCH':
    case 'ALREADY_REVERSED':
    case 'BALANCE_TOO_LOW':
      throw new Problem(code);
    case 'ENTRY_NOT_FOUND':
      throw new Problem('LEDGER_ENTRY_NOT_FOUND');
    default:
      throw new Problem('STORE_UNAVAILABLE', { detail: code });
  }
}

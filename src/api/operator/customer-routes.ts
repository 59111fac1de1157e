import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import { utcMs } from '../../base/units.js';
import { parseCallee } from '../../dialing/callee.js';
import { AccountDirectory, type AccountRecord } from '../../store/repositories/account-directory.js';
import { OperatorRepository } from '../../store/repositories/operator-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { isOwner, type Scope } from '../door/principal.js';
import { BookedCalls } from '../live/booked-calls.js';
import { bookedSchema, bookingCreateBody } from '../live/booking-schema.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { tagOf } from '../etag.js';
import { RoomDesk } from '../rooms/room-desk.js';
import { roomCreateSchema } from '../rooms/room-schema.js';
import { idSchema, jsonBody, jsonOf, pageItems } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { answerReport } from './answer-report.js';
import {
  customerListSchema,
  customerQuery,
  customerRoomSchema,
  reportQuery,
  reportSchema,
} from './operator-schema.js';

const tags = ['operator'];
const params = z.object({ accountId: idSchema });
/** What a booking reads of the customer: its numbers and its contacts. */
const ON_BEHALF: readonly Scope[] = ['account:read', 'contacts:read'];
const RANGE_MS_MAX = 366 * 86_400_000;

const customers = createRoute({
  ...access('operator'),
  method: 'get',
  path: '/operator/accounts',
  tags,
  request: { query: customerQuery },
  responses: {
    200: { description: 'Customers that fit', content: jsonOf(customerListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const book = createRoute({
  ...accessOnce('operator'),
  method: 'post',
  path: '/operator/accounts/{accountId}/bookings',
  tags,
  description: '人工预约: the customer pays, and its host is rung.',
  request: { params, body: jsonBody(bookingCreateBody) },
  responses: {
    201: { description: 'Booked for the customer', content: jsonOf(bookedSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const openRoom = createRoute({
  ...accessOnce('operator'),
  method: 'post',
  path: '/operator/accounts/{accountId}/rooms',
  tags,
  request: { params, body: jsonBody(roomCreateSchema) },
  responses: {
    201: { description: 'A room of the customer', content: jsonOf(customerRoomSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const report = createRoute({
  ...access('operator'),
  method: 'get',
  path: '/operator/report',
  tags,
  request: { query: reportQuery },
  responses: {
    200: { description: 'How requests asked in the range were answered', content: jsonOf(reportSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

/** What operators do for customers [S44]. */
export function customerRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const directory = new AccountDirectory(services.reads);
  const requests = new OperatorRepository(services.reads);
  const bookings = new BookedCalls(services);
  const rooms = new RoomDesk(services);

  const customer = async (id: string): Promise<AccountRecord> => {
    const account = await directory.find(id as AccountId);
    if (account === undefined || account.status === 'closed') throw new Problem('ACCOUNT_NOT_FOUND');
    return account;
  };

  app.openapi(customers, async (c) => {
    const { limit, after, phone, ...filter } = c.req.valid('query');
    const e164 = phone === undefined ? undefined : e164Of(phone);
    const page = { limit: limit + 1, after: after as AccountId | undefined };
    const found = await directory.search({ ...filter, phone: e164 }, page);
    return c.json(
      pageItems(found, limit, ({ id, number, name, tier, language, timeZone, status }) => {
        return { id, number, name, tier, language, timeZone, status };
      }),
      200,
    );
  });

  app.openapi(book, async (c) => {
    const account = await customer(c.req.valid('param').accountId);
    const principal = c.get('principal');
    const onBehalf = { ...principal, account, scopes: ON_BEHALF };
    const viewer = { masked: !isOwner(principal, account.id) };
    const booked = await bookings.book(onBehalf, c.req.valid('json'), viewer);
    c.header('etag', tagOf(booked.booking));
    return c.json(booked, 201);
  });

  app.openapi(openRoom, async (c) => {
    const account = await customer(c.req.valid('param').accountId);
    const room = await rooms.create(c.req.valid('json'), account);
    const { id, name, number, chairPassword, attendeePassword, startMs, durationMs } = room;
    c.header('etag', tagOf(room));
    return c.json({ id, name, number, chairPassword, attendeePassword, startMs, durationMs }, 201);
  });

  app.openapi(report, async (c) => {
    const { fromMs, toMs } = c.req.valid('query');
    if (toMs <= fromMs || toMs - fromMs > RANGE_MS_MAX)
      throw fieldInvalid('toMs', 'OUT_OF_RANGE', 'must lie after fromMs, a year at most');
    return c.json(await answerReport(requests, utcMs(fromMs), utcMs(toMs)), 200);
  });
}

function e164Of(phone: string): string {
  const party = parseCallee(phone);
  if (!party.ok) throw fieldInvalid('phone', party.error.code, 'is no telephone number');
  return party.value.e164;
}

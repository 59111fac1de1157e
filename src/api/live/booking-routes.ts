import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { utcMs } from '../../base/units.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { cursorOf, timePage } from '../records/time-cursor.js';
import { tagOf, versionOf } from '../etag.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { BookedCalls } from './booked-calls.js';
import {
  bookedSchema,
  bookingChangeBody,
  bookingCreateBody,
  bookingListQuery,
  bookingListSchema,
  bookingSchema,
} from './booking-schema.js';

const params = z.object({ bookingId: idSchema });
const path = '/bookings/{bookingId}';
const tags = ['bookings'];
const problems = problemResponses(400, 401, 403, 404, 409, 503);

const list = createRoute({
  ...access('conferences:read'),
  method: 'get',
  path: '/bookings',
  tags,
  request: { query: bookingListQuery },
  responses: {
    200: { description: 'Bookings, the earliest first', content: jsonOf(bookingListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});
const create = createRoute({
  ...accessOnce('conferences:write'),
  method: 'post',
  path: '/bookings',
  tags,
  description: 'At its time the platform rings the host, and calls the others when it has pressed 1.',
  request: { body: jsonBody(bookingCreateBody) },
  responses: { 201: { description: 'Booked', content: jsonOf(bookedSchema) }, ...problems },
});
const get = createRoute({
  ...access('conferences:read'),
  method: 'get',
  path,
  tags,
  request: { params },
  responses: { 200: { description: 'The booking', content: jsonOf(bookingSchema) }, ...problems },
});
const change = createRoute({
  ...access('conferences:write'),
  method: 'patch',
  path,
  tags,
  request: {
    params,
    headers: z.object({ 'if-match': z.string().optional() }),
    body: jsonBody(bookingChangeBody),
  },
  responses: { 200: { description: 'Changed', content: jsonOf(bookedSchema) }, ...problems },
});
const cancel = createRoute({
  ...access('conferences:write'),
  method: 'delete',
  path,
  tags,
  request: { params },
  responses: { 204: { description: 'Cancelled' }, ...problems },
});

/** 预约会议 [S37] */
export function bookingRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new BookedCalls(services);

  app.openapi(list, async (c) => {
    const { limit, after, are, fromMs, toMs } = c.req.valid('query');
    const page = { limit: limit + 1, after: cursorOf(after) };
    const between = {
      fromMs: fromMs === undefined ? undefined : utcMs(fromMs),
      toMs: toMs === undefined ? undefined : utcMs(toMs),
    };
    const bookings = await desk.list(c.get('principal'), page, { are, ...between });
    return c.json(
      timePage(
        bookings,
        limit,
        (booking) => desk.view(booking),
        ({ startMs: atMs, id }) => ({ atMs, id }),
      ),
      200,
    );
  });

  app.openapi(create, async (c) => {
    const booked = await desk.book(c.get('principal'), c.req.valid('json'));
    c.header('etag', tagOf(booked.booking));
    c.header('location', `/api/v1/bookings/${booked.booking.id}`);
    return c.json(booked, 201);
  });

  app.openapi(get, async (c) => {
    const booking = await desk.find(c.get('principal'), c.req.valid('param').bookingId);
    c.header('etag', tagOf(booking));
    return c.json(desk.view(booking), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { bookingId } = c.req.valid('param');
    const booked = await desk.change(c.get('principal'), bookingId, version, wanted);
    c.header('etag', tagOf(booked.booking));
    return c.json(booked, 200);
  });

  app.openapi(cancel, async (c) => {
    await desk.cancel(c.get('principal'), c.req.valid('param').bookingId);
    return c.body(null, 204);
  });
}

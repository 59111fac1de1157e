import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { parseCallee } from '../../dialing/callee.js';
import { DialingRepository } from '../../store/repositories/dialing-repository.js';
import { ListedNumberRepository } from '../../store/repositories/listed-number-repository.js';
import { access, accessOnce } from '../access.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import {
  listedNumberBody,
  listedNumberListSchema,
  listedNumberQuery,
  listedNumberSchema,
  listImportQuery,
  listImportSchema,
  numberParams,
  optOutListSchema,
  optOutQuery,
} from './listed-number-schema.js';
import { readNumbers } from './number-import.js';

const list = createRoute({
  method: 'get',
  path: '/admin/listed-numbers',
  tags: ['admin'],
  ...access('admin'),
  request: { query: listedNumberQuery },
  responses: {
    200: {
      description: 'Numbers allowed or refused by name, which win over the patterns',
      content: jsonOf(listedNumberListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const put = createRoute({
  method: 'put',
  path: '/admin/listed-numbers/{number}',
  tags: ['admin'],
  ...access('admin'),
  request: { params: numberParams, body: jsonBody(listedNumberBody) },
  responses: {
    200: { description: 'The number with its verdict', content: jsonOf(listedNumberSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/admin/listed-numbers/{number}',
  tags: ['admin'],
  ...access('admin'),
  request: { params: numberParams },
  responses: {
    204: { description: 'The patterns alone count again' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const imported = createRoute({
  method: 'post',
  path: '/admin/listed-numbers/imports',
  tags: ['admin'],
  ...accessOnce('admin'),
  request: {
    query: listImportQuery,
    body: {
      required: true,
      content: {
        'text/csv': { schema: z.string().openapi({ description: 'Lines of `number[,allowed|refused]`' }) },
      },
    },
  },
  responses: {
    200: { description: 'What was taken over', content: jsonOf(listImportSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const optOuts = createRoute({
  method: 'get',
  path: '/admin/opt-outs',
  tags: ['admin'],
  ...access('admin'),
  request: { query: optOutQuery },
  responses: {
    200: { description: 'Numbers that want no calls of ours', content: jsonOf(optOutListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const optIn = createRoute({
  method: 'delete',
  path: '/admin/opt-outs/{number}',
  tags: ['admin'],
  ...access('admin'),
  request: { params: numberParams },
  responses: {
    204: { description: 'The number may be called again' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** Who may use the instant service [S30], and who is called no more [S41]. Read anew for each call. */
export function listedNumberRoutes(app: OpenAPIHono<ApiEnv>, { store, reads }: ApiServices): void {
  const listed = new ListedNumberRepository(reads);
  const dialing = new DialingRepository(store);

  app.openapi(list, async (c) => {
    const { limit, after, ...filter } = c.req.valid('query');
    const found = await listed.list(filter, { after, limit: limit + 1 });
    const items = found.slice(0, limit).map(({ e164, verdict }) => ({ number: e164, verdict }));
    return c.json({ items, next: found.length > limit ? items.at(-1)!.number : null }, 200);
  });

  app.openapi(put, async (c) => {
    const e164 = e164Of(c.req.valid('param').number);
    const { verdict } = c.req.valid('json');
    await commitOrThrow(store, ...listed.put([{ e164, verdict }]));
    return c.json({ number: e164, verdict }, 200);
  });

  app.openapi(remove, async (c) => {
    const e164 = e164Of(c.req.valid('param').number);
    if ((await commitOrRefused(store, listed.remove(e164))) !== undefined)
      throw new Problem('NUMBER_NOT_LISTED');
    return c.body(null, 204);
  });

  // A statement at a time, so that the money of calls is not kept waiting; a file can be sent again.
  app.openapi(imported, async (c) => {
    const { verdict } = c.req.valid('query');
    const { numbers, ...rest } = await readNumbers(await c.req.text(), verdict);
    for (const statement of listed.put(numbers)) await commitOrThrow(store, statement);
    return c.json({ imported: numbers.length, ...rest }, 200);
  });

  app.openapi(optOuts, async (c) => {
    const { limit, after } = c.req.valid('query');
    const found = await dialing.listOptOuts({ after, limit: limit + 1 });
    const items = found.slice(0, limit).map(({ number, sinceMs }) => ({ number, sinceMs }));
    return c.json({ items, next: found.length > limit ? items.at(-1)!.number : null }, 200);
  });

  app.openapi(optIn, async (c) => {
    const e164 = e164Of(c.req.valid('param').number);
    if ((await commitOrRefused(store, dialing.optIn(e164))) !== undefined)
      throw new Problem('NUMBER_NOT_LISTED');
    return c.body(null, 204);
  });
}

function e164Of(number: string): string {
  const party = parseCallee(number);
  if (!party.ok) throw fieldInvalid('number', party.error.code, 'is no telephone number');
  return party.value.e164;
}

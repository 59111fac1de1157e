import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ServiceNumber } from '../../accounts/service-number.js';
import type { Configured } from '../../store/repositories/configured-repository.js';
import { serviceNumberRepository } from '../../store/repositories/trunk-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { tagOf, versionOf } from '../etag.js';
import { jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldsInvalid } from '../validation.js';
import { ConfiguredDesk } from './configured-desk.js';
import {
  serviceNumberChangeSchema,
  serviceNumberCreateSchema,
  serviceNumberRowsSchema,
  serviceNumberViewSchema,
  type BoundNumberView,
} from './trunk-schema.js';

const params = z.object({
  id: z.string().max(400).openapi({ description: 'The number or the pattern, percent-encoded' }),
});
const ifMatch = z.object({ 'if-match': z.string().optional() });
const answer = (description: string) => ({ description, content: jsonOf(serviceNumberViewSchema) });

const list = createRoute({
  method: 'get',
  path: '/admin/service-numbers',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: {
      description: 'What called numbers lead to, the first that fits first',
      content: jsonOf(serviceNumberRowsSchema),
    },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/admin/service-numbers',
  tags: ['admin'],
  ...accessOnce('admin'),
  request: { body: jsonBody(serviceNumberCreateSchema) },
  responses: { 201: answer('It can be dialled at once'), ...problemResponses(400, 401, 403, 409, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/admin/service-numbers/{id}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch, body: jsonBody(serviceNumberChangeSchema) },
  responses: { 200: answer('The changed number'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  method: 'delete',
  path: '/admin/service-numbers/{id}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch },
  responses: {
    204: { description: 'It leads nowhere any more; calls that are up go on' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const giveBack = createRoute({
  method: 'delete',
  path: '/admin/service-numbers/{id}/edits',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch },
  responses: {
    200: answer('The number as the configuration file has it'),
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function boundNumberRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { serviceNumbers } = services.admin;
  const desk = new ConfiguredDesk(services, {
    rows: serviceNumberRepository(services.store),
    configured: serviceNumbers.configured,
    load: (all) => serviceNumbers.load(all),
    notFound: 'SERVICE_NUMBER_NOT_FOUND',
    taken: 'SERVICE_NUMBER_TAKEN',
  });
  const view = (row: Configured<ServiceNumber>): BoundNumberView =>
    numberView(row, desk.isConfigured(idOf(row.rule)));

  app.openapi(list, async (c) => c.json({ items: (await desk.list()).map(view) }, 200));

  app.openapi(create, async (c) => {
    const row = await desk.create(c.req.valid('json'));
    c.header('etag', tagOf(row));
    return c.json(view(row), 201);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const { rule } = await desk.find(c.req.valid('param').id);
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const row = await desk.change(changed(rule, wanted), version);
    c.header('etag', tagOf(row));
    return c.json(view(row), 200);
  });

  app.openapi(remove, async (c) => {
    const { rule, version } = await desk.find(c.req.valid('param').id);
    const tag = c.req.valid('header')['if-match'];
    await desk.remove(idOf(rule), tag === undefined ? version : versionOf(undefined, tag));
    return c.body(null, 204);
  });

  app.openapi(giveBack, async (c) => {
    const { rule, version } = await desk.find(c.req.valid('param').id);
    const tag = c.req.valid('header')['if-match'];
    const row = await desk.giveBack(idOf(rule), tag === undefined ? version : versionOf(undefined, tag));
    c.header('etag', tagOf(row));
    return c.json(view(row), 200);
  });
}

const idOf = ({ number, pattern }: ServiceNumber): string => number ?? pattern ?? '';

/** The number itself stays: another one is another row. */
function changed(
  old: ServiceNumber,
  wanted: Omit<z.infer<typeof serviceNumberChangeSchema>, 'version'>,
): ServiceNumber {
  const merged = Object.fromEntries(
    Object.entries({ ...old, ...wanted }).filter(([, value]) => value !== null && value !== undefined),
  );
  const checked = serviceNumberCreateSchema.safeParse(merged);
  if (!checked.success) throw fieldsInvalid(checked.error.issues, merged);
  return checked.data;
}

const numberView = (
  { rule, edited, version }: Configured<ServiceNumber>,
  configured: boolean,
): BoundNumberView => ({
  id: idOf(rule),
  number: rule.number ?? null,
  pattern: rule.pattern ?? null,
  service: rule.service,
  language: rule.language,
  room: rule.room ?? null,
  test: rule.test ?? null,
  edited,
  configured,
  version,
});

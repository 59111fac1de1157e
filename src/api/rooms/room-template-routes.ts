import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import {
  RoomTemplateRepository,
  type RoomTemplate,
  type RoomTemplateId,
} from '../../store/repositories/room-template-repository.js';
import { access } from '../access.js';
import { commitOrRefused, commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf, STORABLE, utcMsSchema } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { roomTemplateFields } from './room-schema.js';

const TEMPLATES_MAX = 200;
const name = z.string().min(1).max(60).regex(STORABLE);

const templateBody = z.strictObject({ name, fields: roomTemplateFields }).openapi('RoomTemplateCreate');
const templateSchema = z
  .object({ id: idSchema, name, fields: roomTemplateFields, createdMs: utcMsSchema })
  .openapi('RoomTemplate');
const listSchema = z.object({ items: z.array(templateSchema) }).openapi('RoomTemplateList');

type Fields = z.infer<typeof roomTemplateFields>;

const list = createRoute({
  method: 'get',
  path: '/room-templates',
  tags: ['rooms'],
  ...access('rooms:read'),
  responses: {
    200: { description: 'All templates of the account', content: jsonOf(listSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/room-templates',
  tags: ['rooms'],
  ...access('rooms:write'),
  request: { body: jsonBody(templateBody) },
  responses: {
    201: { description: 'The new template', content: jsonOf(templateSchema) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: '/room-templates/{templateId}',
  tags: ['rooms'],
  ...access('rooms:write'),
  request: { params: z.object({ templateId: idSchema }) },
  responses: { 204: { description: 'Removed' }, ...problemResponses(400, 401, 403, 404, 503) },
});

/** What a new room begins with: read here, completed by the client, and sent as a room. */
export function roomTemplateRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, reads, ids, clock } = services;
  const templates = new RoomTemplateRepository<Fields>(store);

  app.openapi(list, async (c) => {
    const items = await new RoomTemplateRepository<Fields>(reads).list(c.get('principal').account.id);
    return c.json({ items: items.map(view) }, 200);
  });

  app.openapi(create, async (c) => {
    const account = c.get('principal').account.id;
    if ((await templates.list(account)).length >= TEMPLATES_MAX)
      throw new Problem('ROOM_TEMPLATE_LIMIT', { detail: `at most ${TEMPLATES_MAX} room templates` });
    const createdMs = clock.utcNow();
    const template = { ...c.req.valid('json'), id: ids.next<RoomTemplateId>(), account, createdMs };
    await commitOrThrow(store, templates.create(template));
    return c.json(view(template), 201);
  });

  app.openapi(remove, async (c) => {
    const id = c.req.valid('param').templateId as RoomTemplateId;
    if ((await commitOrRefused(store, templates.remove(id, c.get('principal').account.id))) !== undefined)
      throw new Problem('ROOM_TEMPLATE_NOT_FOUND');
    return c.body(null, 204);
  });
}

const view = ({ id, name, fields, createdMs }: RoomTemplate<Fields>) => ({ id, name, fields, createdMs });

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { OperatorRow } from '../../store/repositories/operator-repository.js';
import { SettingRepository } from '../../store/repositories/setting-repository.js';
import { UserRepository } from '../../store/repositories/user-repository.js';
import { access, accessOnce } from '../access.js';
import { commitOrThrow } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { isOwner, type Principal } from '../door/principal.js';
import { problemResponses } from '../problem-schema.js';
import { tagOf, versionOf } from '../etag.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { shownName } from '../shown-number.js';
import { OperatorDesk } from './operator-desk.js';
import {
  hoursSchema,
  operatorChangeBody,
  operatorCreateBody,
  operatorListSchema,
  operatorSchema,
  type OperatorHoursView,
  type OperatorView,
} from './operator-schema.js';
import { OFFICE_HOURS, type StoredHours } from './services.js';

const params = z.object({ operatorId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const tags = ['admin'];
const answer = (description: string) => ({ description, content: jsonOf(operatorSchema) });
const hoursAnswer = { description: 'When operators are there', content: jsonOf(hoursSchema) };

const list = createRoute({
  ...access('admin'),
  method: 'get',
  path: '/admin/operators',
  tags,
  responses: {
    200: { description: 'Beside the telephones of the configuration', content: jsonOf(operatorListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  ...accessOnce('admin'),
  method: 'post',
  path: '/admin/operators',
  tags,
  request: { body: jsonBody(operatorCreateBody) },
  responses: { 201: answer('The new operator'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const change = createRoute({
  ...access('admin'),
  method: 'patch',
  path: '/admin/operators/{operatorId}',
  tags,
  request: { params, headers: ifMatch, body: jsonBody(operatorChangeBody) },
  responses: { 200: answer('The changed operator'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  ...access('admin'),
  method: 'delete',
  path: '/admin/operators/{operatorId}',
  tags,
  request: { params },
  responses: {
    204: { description: 'No request rings there any more' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const readHours = createRoute({
  ...access('admin'),
  method: 'get',
  path: '/admin/operator-hours',
  tags,
  responses: { 200: hoursAnswer, ...problemResponses(401, 403, 503) },
});

const putHours = createRoute({
  ...access('admin'),
  method: 'put',
  path: '/admin/operator-hours',
  tags,
  request: { body: jsonBody(hoursSchema) },
  responses: { 200: hoursAnswer, ...problemResponses(400, 401, 403, 503) },
});

/** Who the operators are, and when they are there [S44]. */
export function operatorAdminRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, clock, operator: running } = services;
  const desk = new OperatorDesk(services);
  const users = new UserRepository(store);

  const view = async (
    { id, user, e164, enabled, onDuty, version }: OperatorRow,
    viewer: Principal,
  ): Promise<OperatorView> => {
    const person = await users.find(user);
    const login = person === undefined ? null : shownName(person.login, !isOwner(viewer, person.account));
    return { id, user, login, number: e164, enabled, onDuty, version };
  };
  const hoursView = (): OperatorHoursView => {
    const { hours, timeZone } = running.roster.hours;
    return { hours: hours ?? null, timeZone };
  };

  app.openapi(list, async (c) => {
    const operators = await desk.operators.list();
    const items = await Promise.all(operators.map((operator) => view(operator, c.get('principal'))));
    return c.json({ items }, 200);
  });

  app.openapi(create, async (c) => {
    const { user, number, enabled } = c.req.valid('json');
    const operator = await desk.create(user, number, enabled);
    c.header('etag', tagOf(operator));
    return c.json(await view(operator, c.get('principal')), 201);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const operator = await desk.change(c.req.valid('param').operatorId, wanted, version);
    c.header('etag', tagOf(operator));
    return c.json(await view(operator, c.get('principal')), 200);
  });

  app.openapi(remove, async (c) => {
    await desk.remove(c.req.valid('param').operatorId);
    return c.body(null, 204);
  });

  app.openapi(readHours, (c) => c.json(hoursView(), 200));

  app.openapi(putHours, async (c) => {
    const stored: StoredHours = c.req.valid('json');
    await commitOrThrow(store, new SettingRepository(store).put(OFFICE_HOURS, stored, clock.utcNow()));
    await running.roster.load();
    return c.json(hoursView(), 200);
  });
}

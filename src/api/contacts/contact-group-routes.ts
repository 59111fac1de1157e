import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import {
  CONTACT_LIMITS,
  nameProblem,
  type ContactGroup,
  type ContactGroupId,
  type ContactId,
} from '../../contacts/contact.js';
import {
  ContactGroupRepository,
  type GroupWithSize,
} from '../../store/repositories/contact-group-repository.js';
import { ContactRepository } from '../../store/repositories/contact-repository.js';
import { access } from '../access.js';
import { commitOrRefused } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { tagOf, versionOf } from '../etag.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import {
  groupChangeSchema,
  groupCreateSchema,
  groupListSchema,
  groupMembersSchema,
  groupSchema,
  type ContactGroupView,
} from './contact-group-schema.js';

const params = z.object({ groupId: idSchema });
const memberParams = z.object({ groupId: idSchema, contactId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const groupAnswer = (description: string) => ({ description, content: jsonOf(groupSchema) });

const list = createRoute({
  method: 'get',
  path: '/contact-groups',
  tags: ['contacts'],
  ...access('contacts:read'),
  responses: {
    200: { description: 'All groups of the account, by name', content: jsonOf(groupListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/contact-groups',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { body: jsonBody(groupCreateSchema) },
  responses: { 201: groupAnswer('The new group'), ...problemResponses(400, 401, 403, 409, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/contact-groups/{groupId}',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params, headers: ifMatch, body: jsonBody(groupChangeSchema) },
  responses: { 200: groupAnswer('The renamed group'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  method: 'delete',
  path: '/contact-groups/{groupId}',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params },
  responses: {
    204: { description: 'Removed; its contacts stay' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const join = createRoute({
  method: 'post',
  path: '/contact-groups/{groupId}/members',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params, body: jsonBody(groupMembersSchema) },
  responses: { 200: groupAnswer('The group with them'), ...problemResponses(400, 401, 403, 404, 503) },
});

const leave = createRoute({
  method: 'delete',
  path: '/contact-groups/{groupId}/members/{contactId}',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params: memberParams },
  responses: {
    204: { description: 'The contact is not in the group, and stays' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function contactGroupRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const { store, reads, ids, clock } = services;
  const groups = new ContactGroupRepository(store);
  const contacts = new ContactRepository(store);
  const find = async (id: string, account: AccountId): Promise<GroupWithSize> => {
    const group = await groups.find(id as ContactGroupId, account);
    if (group === undefined) throw new Problem('CONTACT_GROUP_NOT_FOUND');
    return group;
  };

  app.openapi(list, async (c) => {
    const items = await new ContactGroupRepository(reads).list(c.get('principal').account.id);
    return c.json({ items: items.map(groupView) }, 200);
  });

  app.openapi(create, async (c) => {
    const { name } = c.req.valid('json');
    const account = c.get('principal').account.id;
    assertName(name);
    if ((await groups.list(account)).length >= CONTACT_LIMITS.groupsPerAccountMax)
      throw new Problem('CONTACT_LIMIT', { detail: `at most ${CONTACT_LIMITS.groupsPerAccountMax}` });
    const group: ContactGroup = { id: ids.next(), account, name, version: 1, createdMs: clock.utcNow() };
    if ((await commitOrRefused(store, groups.create(group))) !== undefined)
      throw new Problem('CONTACT_GROUP_NAME_TAKEN');
    c.header('etag', tagOf(group));
    c.header('location', `/api/v1/contact-groups/${group.id}`);
    return c.json(groupView({ ...group, contacts: 0 }), 201);
  });

  app.openapi(change, async (c) => {
    const { name, version: inBody } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    assertName(name);
    const group = await find(c.req.valid('param').groupId, c.get('principal').account.id);
    const refused = await commitOrRefused(store, groups.rename({ ...group, name, version }));
    if (refused !== undefined)
      throw new Problem(refused === 'UNIQUE' ? 'CONTACT_GROUP_NAME_TAKEN' : 'VERSION_CONFLICT');
    const renamed = { ...group, name, version: version + 1 };
    c.header('etag', tagOf(renamed));
    return c.json(groupView(renamed), 200);
  });

  app.openapi(remove, async (c) => {
    const account = c.get('principal').account.id;
    const { id } = await find(c.req.valid('param').groupId, account);
    if ((await commitOrRefused(store, groups.remove(id, account))) !== undefined)
      throw new Problem('CONTACT_GROUP_NOT_FOUND');
    return c.body(null, 204);
  });

  app.openapi(join, async (c) => {
    const account = c.get('principal').account.id;
    const { id } = await find(c.req.valid('param').groupId, account);
    const wanted = [...new Set(c.req.valid('json').contactIds)] as ContactId[];
    const known = new Set((await contacts.ofIds(account, wanted)).map((contact) => contact.id));
    const unknown = wanted.findIndex((contact) => !known.has(contact));
    if (unknown >= 0) throw fieldInvalid(`contactIds.${unknown}`, 'UNKNOWN', 'is no contact of the account');
    if ((await commitOrRefused(store, groups.join(id, wanted))) !== undefined)
      throw new Problem('CONTACT_GROUP_NOT_FOUND');
    return c.json(groupView(await find(id, account)), 200);
  });

  app.openapi(leave, async (c) => {
    const { groupId, contactId } = c.req.valid('param');
    const { id } = await find(groupId, c.get('principal').account.id);
    if ((await commitOrRefused(store, groups.leave(id, contactId as ContactId))) !== undefined)
      throw new Problem('CONTACT_NOT_FOUND');
    return c.body(null, 204);
  });
}

function assertName(name: string): void {
  const problem = nameProblem(name);
  if (problem !== undefined) throw fieldInvalid('name', problem, 'is no name of a group');
}

const groupView = ({ id, name, contacts, version, createdMs }: GroupWithSize): ContactGroupView => ({
  id,
  name,
  contacts,
  version,
  createdMs,
});

import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Contact, ContactGroupId, ContactId } from '../../contacts/contact.js';
import { isDialable } from '../../contacts/contact.js';
import { ContactRepository } from '../../store/repositories/contact-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { tagOf, versionOf, versionOfTag } from '../etag.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf, pageItems } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { ContactDesk } from './contact-desk.js';
import {
  contactChangeSchema,
  contactCreateSchema,
  contactListQuery,
  contactListSchema,
  contactSchema,
  type ContactView,
} from './contact-schema.js';

const params = z.object({ contactId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const contactAnswer = (description: string) => ({ description, content: jsonOf(contactSchema) });

const list = createRoute({
  method: 'get',
  path: '/contacts',
  tags: ['contacts'],
  ...access('contacts:read'),
  request: { query: contactListQuery },
  responses: {
    200: {
      description: 'Contacts of the account, in the order of creation',
      content: jsonOf(contactListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/contacts',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { body: jsonBody(contactCreateSchema) },
  responses: {
    200: contactAnswer('The existing contact, with what was merged into it'),
    201: contactAnswer('The new contact'),
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: '/contacts/{contactId}',
  tags: ['contacts'],
  ...access('contacts:read'),
  request: { params },
  responses: { 200: contactAnswer('The contact'), ...problemResponses(400, 401, 403, 404, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/contacts/{contactId}',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params, headers: ifMatch, body: jsonBody(contactChangeSchema) },
  responses: { 200: contactAnswer('The changed contact'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const remove = createRoute({
  method: 'delete',
  path: '/contacts/{contactId}',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: { params, headers: ifMatch },
  responses: { 204: { description: 'Removed' }, ...problemResponses(400, 401, 403, 404, 409, 503) },
});

export function contactRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new ContactDesk(services);
  const lists = new ContactRepository(services.reads);

  app.openapi(list, async (c) => {
    const { limit, after, q, groupId } = c.req.valid('query');
    const found = await lists.list(
      c.get('principal').account.id,
      { limit: limit + 1, after: after as ContactId | undefined },
      { text: q, group: groupId as ContactGroupId | undefined },
    );
    return c.json(pageItems(found, limit, contactView), 200);
  });

  app.openapi(create, async (c) => {
    const { contact, created } = await desk.create(c.req.valid('json'), c.get('principal').account.id);
    c.header('etag', tagOf(contact));
    if (!created) return c.json(contactView(contact), 200);
    c.header('location', `/api/v1/contacts/${contact.id}`);
    return c.json(contactView(contact), 201);
  });

  app.openapi(read, async (c) => {
    const contact = await desk.find(c.req.valid('param').contactId, c.get('principal').account.id);
    c.header('etag', tagOf(contact));
    return c.json(contactView(contact), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { contactId } = c.req.valid('param');
    const contact = await desk.change(contactId, wanted, version, c.get('principal').account.id);
    c.header('etag', tagOf(contact));
    return c.json(contactView(contact), 200);
  });

  app.openapi(remove, async (c) => {
    const version = versionOfTag(c.req.valid('header')['if-match']);
    await desk.remove(c.req.valid('param').contactId, version, c.get('principal').account.id);
    return c.body(null, 204);
  });
}

const contactView = (contact: Contact): ContactView => ({
  id: contact.id,
  name: contact.name,
  email: contact.email,
  numbers: contact.numbers.map((number) => ({ ...number, dialable: isDialable(number) })),
  groupIds: [...contact.groups],
  version: contact.version,
  createdMs: contact.createdMs,
});

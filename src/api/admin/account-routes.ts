import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import { parseCallee } from '../../dialing/callee.js';
import { AccountDirectory, type AccountRecord } from '../../store/repositories/account-directory.js';
import { AccountNumberRepository } from '../../store/repositories/account-number-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import type { Auth } from '../door/auth.js';
import { isOwner } from '../door/principal.js';
import { problemResponses } from '../problem-schema.js';
import { tagOf, versionOf } from '../etag.js';
import { idSchema, jsonBody, jsonOf, pageItems } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { shownNumber } from '../shown-number.js';
import { fieldInvalid } from '../validation.js';
import { AccountDesk } from './account-desk.js';
import {
  accountChangeSchema,
  accountCreateSchema,
  accountListQuery,
  accountListSchema,
  accountNumbersSchema,
  accountRecordSchema,
  type AccountRecordView,
} from './account-schema.js';

const params = z.object({ accountId: idSchema });
const ifMatch = z.object({ 'if-match': z.string().optional() });
const answer = (description: string) => ({ description, content: jsonOf(accountRecordSchema) });

const list = createRoute({
  method: 'get',
  path: '/admin/accounts',
  tags: ['admin'],
  ...access('admin'),
  request: { query: accountListQuery },
  responses: {
    200: { description: 'Accounts that fit, in the order of creation', content: jsonOf(accountListSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const create = createRoute({
  method: 'post',
  path: '/admin/accounts',
  tags: ['admin'],
  ...accessOnce('admin'),
  request: { body: jsonBody(accountCreateSchema) },
  responses: { 201: answer('The new account'), ...problemResponses(400, 401, 403, 409, 503) },
});

const read = createRoute({
  method: 'get',
  path: '/admin/accounts/{accountId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: { 200: answer('The account'), ...problemResponses(400, 401, 403, 404, 503) },
});

const change = createRoute({
  method: 'patch',
  path: '/admin/accounts/{accountId}',
  tags: ['admin'],
  ...access('admin'),
  request: { params, headers: ifMatch, body: jsonBody(accountChangeSchema) },
  responses: { 200: answer('The changed account'), ...problemResponses(400, 401, 403, 404, 409, 503) },
});

const numbers = createRoute({
  method: 'get',
  path: '/admin/accounts/{accountId}/numbers',
  tags: ['admin'],
  ...access('admin'),
  request: { params },
  responses: {
    200: { description: 'Its telephone numbers, masked', content: jsonOf(accountNumbersSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

export function accountRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices, { sessions }: Auth): void {
  const desk = new AccountDesk(services, sessions);
  const directory = new AccountDirectory(services.reads);
  const accountNumbers = new AccountNumberRepository(services.store);

  app.openapi(list, async (c) => {
    const { limit, after, phone, ...filter } = c.req.valid('query');
    const found = await directory.search(
      { ...filter, phone: phone === undefined ? undefined : e164Of(phone) },
      { limit: limit + 1, after: after as AccountId | undefined },
    );
    return c.json(pageItems(found, limit, accountView), 200);
  });

  app.openapi(create, async (c) => {
    const account = await desk.create(c.req.valid('json'));
    c.header('etag', tagOf(account));
    c.header('location', `/api/v1/admin/accounts/${account.id}`);
    return c.json(accountView(account), 201);
  });

  app.openapi(read, async (c) => {
    const account = await desk.find(c.req.valid('param').accountId);
    c.header('etag', tagOf(account));
    return c.json(accountView(account), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { accountId } = c.req.valid('param');
    const account = await desk.change(accountId, wanted, version, c.get('principal').account);
    c.header('etag', tagOf(account));
    return c.json(accountView(account), 200);
  });

  app.openapi(numbers, async (c) => {
    const { id } = await desk.find(c.req.valid('param').accountId);
    const found = await accountNumbers.listOfAccount(id);
    const masked = !isOwner(c.get('principal'), id);
    const items = found.map(({ e164, kind, verifiedMs }) => {
      return { number: shownNumber(e164, masked), kind, verifiedMs };
    });
    return c.json({ items }, 200);
  });
}

function e164Of(phone: string): string {
  const party = parseCallee(phone);
  if (!party.ok) throw fieldInvalid('phone', party.error.code, 'is no telephone number');
  return party.value.e164;
}

const accountView = (account: AccountRecord): AccountRecordView => ({
  id: account.id,
  number: account.number,
  role: account.role,
  name: account.name,
  tier: account.tier,
  paymentMode: account.paymentMode,
  language: account.language,
  timeZone: account.timeZone,
  creditLimitMicroYuan: account.creditLimit,
  outgoing: account.outgoing,
  billingNumber: account.billingNumber ?? null,
  status: account.status,
  balanceMicroYuan: account.balance,
  reservedMicroYuan: account.reserved,
  version: account.version,
  createdMs: account.createdMs,
});

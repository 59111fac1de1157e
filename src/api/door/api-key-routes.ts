import { randomBytes } from 'node:crypto';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { hashApiKey, type ApiKey, type ApiKeyId } from '../../accounts/api-key.js';
import { atMostOfAccount } from '../../store/repositories/account-limit.js';
import { ApiKeyRepository } from '../../store/repositories/api-key-repository.js';
import { access } from '../access.js';
import { commitOrRefused } from '../commit.js';
import type { ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { apiKeyCreateSchema, apiKeyListSchema, newApiKeySchema, type ApiKeyView } from './api-key-schema.js';
import { demandScope } from './principal.js';

const KEY_BYTES = 24;
const KEYS_MAX = 50;

const tags = ['keys'];
const path = '/api-keys';

const list = createRoute({
  method: 'get',
  path,
  tags,
  ...access('account:read'),
  responses: {
    200: { description: 'The keys of the account', content: jsonOf(apiKeyListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

// Without an Idempotency-Key: the answer must be kept nowhere.
const create = createRoute({
  method: 'post',
  path,
  tags,
  ...access('account:write'),
  request: { body: jsonBody(apiKeyCreateSchema) },
  responses: {
    201: { description: 'The new key; it is shown this once', content: jsonOf(newApiKeySchema) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const revoke = createRoute({
  method: 'delete',
  path: `${path}/{keyId}`,
  tags,
  ...access('account:write'),
  request: { params: z.object({ keyId: idSchema }) },
  responses: {
    204: { description: 'It opens nothing any more' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

/** Programs get keys of their own, with no more than their maker may do [S54]. */
export function apiKeyRoutes(app: OpenAPIHono<ApiEnv>, { store, ids, clock }: ApiServices): void {
  const keys = new ApiKeyRepository(store);

  app.openapi(list, async (c) => {
    const found = await keys.listOfAccount(c.get('principal').account.id);
    return c.json({ items: found.map(view) }, 200);
  });

  app.openapi(create, async (c) => {
    const principal = c.get('principal');
    const { label, scopes } = c.req.valid('json');
    for (const scope of scopes) demandScope(principal, scope);
    const account = principal.account.id;
    const key = `htk_${randomBytes(KEY_BYTES).toString('base64url')}`;
    const stored: ApiKey = {
      id: ids.next(),
      account,
      hash: hashApiKey(key),
      label,
      scopes: [...new Set(scopes)],
      createdMs: clock.utcNow(),
    };
    const limit = atMostOfAccount(store, 'api_keys', account, KEYS_MAX);
    if ((await commitOrRefused(store, keys.create(stored), limit)) !== undefined)
      throw new Problem('API_KEY_LIMIT');
    c.set('auditDetail', { key: stored.id, label, scopes: stored.scopes.join(' ') });
    return c.json({ ...view(stored), key }, 201);
  });

  app.openapi(revoke, async (c) => {
    const { keyId } = c.req.valid('param');
    const refused = await commitOrRefused(
      store,
      keys.revoke(keyId as ApiKeyId, c.get('principal').account.id),
    );
    if (refused !== undefined) throw new Problem('API_KEY_NOT_FOUND');
    return c.body(null, 204);
  });
}

const view = ({ id, label, scopes, createdMs, lastUsedDay }: ApiKey): ApiKeyView => ({
  id,
  label,
  scopes: [...scopes],
  createdMs,
  lastUsedDay: lastUsedDay ?? null,
});

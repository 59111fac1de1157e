import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { UtcMs } from '../../base/units.js';
import type { Webhook } from '../../notices/webhook.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { tagOf, versionOf } from '../etag.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { previousSecretUntil, WebhookDesk } from './webhook-desk.js';
import {
  newWebhookSchema,
  webhookChangeSchema,
  webhookCreateSchema,
  webhookListSchema,
  webhookSchema,
  type WebhookView,
} from './webhook-schema.js';

const tags = ['webhooks'];
const path = '/webhooks';
const params = z.object({ webhookId: idSchema });
const headers = z.object({ 'if-match': z.string().optional() });

const list = createRoute({
  method: 'get',
  path,
  tags,
  ...access('webhooks:read'),
  responses: {
    200: { description: 'All webhooks of the account', content: jsonOf(webhookListSchema) },
    ...problemResponses(401, 403, 503),
  },
});

// Without an Idempotency-Key, like the change of the secret: the answer must be kept nowhere.
const create = createRoute({
  method: 'post',
  path,
  tags,
  ...access('webhooks:write'),
  request: { body: jsonBody(webhookCreateSchema) },
  responses: {
    201: { description: 'The new webhook with its secret', content: jsonOf(newWebhookSchema) },
    ...problemResponses(400, 401, 403, 409, 503),
  },
});

const read = createRoute({
  method: 'get',
  path: `${path}/{webhookId}`,
  tags,
  ...access('webhooks:read'),
  request: { params },
  responses: {
    200: { description: 'The webhook', content: jsonOf(webhookSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const change = createRoute({
  method: 'patch',
  path: `${path}/{webhookId}`,
  tags,
  ...access('webhooks:write'),
  request: { params, headers, body: jsonBody(webhookChangeSchema) },
  responses: {
    200: { description: 'The changed webhook', content: jsonOf(webhookSchema) },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const remove = createRoute({
  method: 'delete',
  path: `${path}/{webhookId}`,
  tags,
  ...access('webhooks:write'),
  request: { params },
  responses: {
    204: { description: 'Removed, with what waits for it' },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const rotate = createRoute({
  method: 'post',
  path: `${path}/{webhookId}/secret`,
  tags,
  ...access('webhooks:write'),
  request: { params },
  responses: {
    200: {
      description: 'A new secret; for 24 hours the one before it signs as well',
      content: jsonOf(newWebhookSchema),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function webhookRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new WebhookDesk(services);
  const view = (webhook: Webhook): WebhookView => viewOf(webhook, services.clock.utcNow());

  app.openapi(list, async (c) => {
    const webhooks = await desk.list(c.get('principal').account.id);
    return c.json({ items: webhooks.map(view) }, 200);
  });

  app.openapi(create, async (c) => {
    const webhook = await desk.create(c.req.valid('json'), c.get('principal').account.id);
    c.set('auditDetail', { webhook: webhook.id, url: webhook.url });
    c.header('etag', tagOf(webhook));
    c.header('location', `/api/v1${path}/${webhook.id}`);
    return c.json({ ...view(webhook), secret: webhook.secret }, 201);
  });

  app.openapi(read, async (c) => {
    const webhook = await desk.find(c.req.valid('param').webhookId, c.get('principal').account.id);
    c.header('etag', tagOf(webhook));
    return c.json(view(webhook), 200);
  });

  app.openapi(change, async (c) => {
    const { version: inBody, ...wanted } = c.req.valid('json');
    const version = versionOf(inBody, c.req.valid('header')['if-match']);
    const { webhookId } = c.req.valid('param');
    const webhook = await desk.change(webhookId, wanted, version, c.get('principal').account.id);
    c.set('auditDetail', { url: webhook.url, enabled: webhook.enabled });
    c.header('etag', tagOf(webhook));
    return c.json(view(webhook), 200);
  });

  app.openapi(remove, async (c) => {
    await desk.remove(c.req.valid('param').webhookId, c.get('principal').account.id);
    return c.body(null, 204);
  });

  app.openapi(rotate, async (c) => {
    const webhook = await desk.rotate(c.req.valid('param').webhookId, c.get('principal').account.id);
    c.header('etag', tagOf(webhook));
    return c.json({ ...view(webhook), secret: webhook.secret }, 200);
  });
}

const viewOf = (webhook: Webhook, nowMs: UtcMs): WebhookView => ({
  id: webhook.id,
  url: webhook.url,
  events: [...webhook.events],
  description: webhook.description,
  enabled: webhook.enabled,
  disabledReason: webhook.disabledReason ?? null,
  failingSinceMs: webhook.failingSinceMs ?? null,
  previousSecretUntilMs: previousSecretUntil(webhook, nowMs),
  version: webhook.version,
  createdMs: webhook.createdMs,
});

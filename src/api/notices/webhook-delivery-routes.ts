import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { OutboxId, OutboxItem, OutboxState } from '../../notices/outbox-item.js';
import { typeOfPayload } from '../../notices/webhook-events.js';
import { access, accessOnce } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf, pageItems, pageOf, pageQuery } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { WebhookDesk } from './webhook-desk.js';
import { deliverySchema, replaySchema, type WebhookDeliveryView } from './webhook-schema.js';

const tags = ['webhooks'];
const path = '/webhooks/{webhookId}';
const params = z.object({ webhookId: idSchema });

const test = createRoute({
  method: 'post',
  path: `${path}/test`,
  tags,
  ...accessOnce('webhooks:write'),
  request: { params },
  responses: {
    202: {
      description: 'The event webhook.test is on its way, as this delivery',
      content: jsonOf(z.object({ deliveryId: idSchema }).openapi('WebhookTest')),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const list = createRoute({
  method: 'get',
  path: `${path}/deliveries`,
  tags,
  ...access('webhooks:read'),
  request: {
    params,
    query: pageQuery.extend({ state: z.enum(['waiting', 'delivered', 'dead']).optional() }),
  },
  responses: {
    200: {
      description: 'Deliveries, the newest first: delivered ones for 7 days, dead ones for 30',
      content: jsonOf(pageOf(deliverySchema).openapi('WebhookDeliveryList')),
    },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const replay = createRoute({
  method: 'post',
  path: `${path}/deliveries/{deliveryId}/replay`,
  tags,
  ...accessOnce('webhooks:write'),
  request: { params: params.extend({ deliveryId: idSchema }) },
  responses: {
    202: { description: 'It is delivered again, with the same id' },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const replayRange = createRoute({
  method: 'post',
  path: `${path}/replay`,
  tags,
  ...accessOnce('webhooks:write'),
  request: { params, body: jsonBody(replaySchema) },
  responses: {
    202: {
      description: 'So many are delivered again, the latest 10,000 at most',
      content: jsonOf(z.object({ replayed: z.number().int() }).openapi('WebhookReplayed')),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function webhookDeliveryRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const desk = new WebhookDesk(services);

  app.openapi(test, async (c) => {
    const deliveryId = await desk.test(c.req.valid('param').webhookId, c.get('principal').account.id);
    return c.json({ deliveryId }, 202);
  });

  app.openapi(list, async (c) => {
    const { limit, after, state } = c.req.valid('query');
    const found = await desk.deliveries(
      c.req.valid('param').webhookId,
      c.get('principal').account.id,
      { limit: limit + 1, after: after as OutboxId | undefined },
      state === 'delivered' ? 'done' : state,
    );
    return c.json(pageItems(found, limit, viewOf), 200);
  });

  app.openapi(replay, async (c) => {
    const { webhookId, deliveryId } = c.req.valid('param');
    await desk.replay(webhookId, deliveryId, c.get('principal').account.id);
    return c.body(null, 202);
  });

  app.openapi(replayRange, async (c) => {
    const { fromMs, toMs } = c.req.valid('json');
    const { webhookId } = c.req.valid('param');
    const replayed = await desk.replayBetween(webhookId, fromMs, toMs, c.get('principal').account.id);
    return c.json({ replayed }, 202);
  });
}

const STATES: Readonly<Record<OutboxState, WebhookDeliveryView['state']>> = {
  waiting: 'waiting',
  done: 'delivered',
  dead: 'dead',
};

const viewOf = (item: OutboxItem): WebhookDeliveryView => ({
  id: item.id,
  type: typeOfPayload(item.payload),
  state: STATES[item.state],
  failedTries: item.tries,
  lastError: item.lastError ?? null,
  nextTryMs: item.state === 'waiting' ? item.dueMs : null,
  createdMs: item.createdMs,
  settledMs: item.settledMs ?? null,
});

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { AuditEntry, AuditEntryId } from '../../accounts/audit-log-entry.js';
import type { AccountId } from '../../base/ids.js';
import { AuditLogRepository } from '../../store/repositories/audit-log-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { problemResponses } from '../problem-schema.js';
import { jsonOf, pageItems } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { shownName } from '../shown-number.js';
import {
  auditLogQuery,
  auditLogSchema,
  auditVerificationSchema,
  type AuditEntryView,
} from './audit-log-schema.js';
import { isOwner } from './principal.js';

const list = createRoute({
  method: 'get',
  path: '/admin/audit-log',
  tags: ['admin'],
  ...access('admin'),
  request: { query: auditLogQuery },
  responses: {
    200: { description: 'What was done, newest first', content: jsonOf(auditLogSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const verification = createRoute({
  method: 'get',
  path: '/admin/audit-log/verification',
  tags: ['admin'],
  ...access('admin'),
  responses: {
    200: { description: 'Whether the chain is whole', content: jsonOf(auditVerificationSchema) },
    ...problemResponses(401, 403, 503),
  },
});

export function auditLogRoutes(app: OpenAPIHono<ApiEnv>, { reads }: ApiServices): void {
  const entries = new AuditLogRepository(reads);

  app.openapi(list, async (c) => {
    const { limit, after, accountId, actorId, fromMs, toMs } = c.req.valid('query');
    const found = await entries.list(
      { account: accountId as AccountId | undefined, actor: actorId, fromMs, toMs },
      { limit: limit + 1, after: after as AuditEntryId | undefined },
    );
    const viewer = c.get('principal');
    return c.json(
      pageItems(found, limit, (entry) => view(entry, !isOwner(viewer, entry.account))),
      200,
    );
  });

  app.openapi(verification, async (c) => {
    const { entries: count, broken, head } = await entries.verify();
    const brokenAt = broken === undefined ? null : { id: broken.id, sequence: broken.sequence };
    return c.json({ whole: brokenAt === null, entries: count, brokenAt, head }, 200);
  });
}

type Values = AuditEntryView['detail'];

const view = (entry: AuditEntry, masked: boolean): AuditEntryView => ({
  id: entry.id,
  sequence: entry.sequence,
  utcMs: entry.utcMs,
  accountId: entry.account ?? null,
  actor: { kind: entry.actorKind, id: entry.actor ?? null, name: shownName(entry.actorName, masked) },
  action: entry.action,
  objects: shownValues(entry.objects, masked),
  detail: shownValues(entry.detail, masked),
  address: entry.address,
  requestId: entry.request,
  hash: entry.hash,
});

const shownValues = (json: string, masked: boolean): Values =>
  Object.fromEntries(
    Object.entries(JSON.parse(json) as Values).map(([name, value]) => [
      name,
      typeof value === 'string' ? shownName(value, masked) : value,
    ]),
  );

import { Readable } from 'node:stream';
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { LAST_RECONCILIATION } from '../../billing/last-reconciliation.js';
import {
  ChargeFileRepository,
  type StoredChargeFile,
} from '../../store/repositories/charge-file-repository.js';
import { SettingRepository } from '../../store/repositories/setting-repository.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { auditRead } from '../door/audit-log.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { cursorOf, timePage } from '../records/time-cursor.js';
import { idSchema, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import {
  chargeFileListQuery,
  chargeFileListSchema,
  reconciliationSchema,
  type ChargeFileView,
  type ReconciliationView,
} from './charge-file-schema.js';

const tags = ['admin'];
const path = '/admin/charge-files';

const list = createRoute({
  method: 'get',
  path,
  tags,
  ...access('admin'),
  request: { query: chargeFileListQuery },
  responses: {
    200: {
      description: 'The files for the carrier, the newest first',
      content: jsonOf(chargeFileListSchema),
    },
    ...problemResponses(400, 401, 403, 503),
  },
});

const download = createRoute({
  method: 'get',
  path: `${path}/{fileId}/content`,
  tags,
  ...access('admin'),
  request: { params: z.object({ fileId: idSchema }) },
  responses: {
    200: {
      description: 'The file as it was written',
      content: { 'text/csv': { schema: { type: 'string' as const, format: 'binary' } } },
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

const reconciliation = createRoute({
  method: 'get',
  path: '/admin/reconciliation',
  tags,
  ...access('admin'),
  responses: {
    200: {
      description: "How our records stand against the carrier's, and the ledger against our records",
      content: jsonOf(reconciliationSchema),
    },
    ...problemResponses(401, 403, 503),
  },
});

/** What the carrier collects, and whether both sides agree [S51a]. */
export function chargeFileRoutes(app: OpenAPIHono<ApiEnv>, { store, reads, admin }: ApiServices): void {
  const { chargeFiles: shelf, ledgerAudit } = admin;
  const files = new ChargeFileRepository(store);
  const settings = new SettingRepository(reads);

  app.openapi(list, async (c) => {
    const { limit, after, period } = c.req.valid('query');
    const found = await files.list(period, { limit: limit + 1, before: cursorOf(after) });
    const page = timePage(found, limit, (file) => file, cursor);
    const items = await Promise.all(
      page.items.map(async (file) => viewOf(file, shelf.nameOf(file), await shelf.bytesOf(file))),
    );
    return c.json({ items, next: page.next, periods: [...shelf.periods] }, 200);
  });

  app.openapi(download, async (c) => {
    // The path follows from what the database has under this id: nothing of the request is part of it.
    const file = await files.find(c.req.valid('param').fileId);
    if (file === undefined) throw new Problem('CHARGE_FILE_NOT_FOUND');
    const opened = await shelf.open(file);
    if (!opened.ok) throw new Problem(opened.error.code);
    const handle = opened.value;
    const { size } = await handle.stat();
    auditRead(c, { period: file.period, sequence: file.sequence });
    c.header('content-type', 'text/csv; charset=utf-8');
    c.header('content-length', String(size));
    c.header(
      'content-disposition',
      `attachment; filename="${shelf.nameOf(file).replaceAll(/[^\w.-]/g, '_')}"`,
    );
    if (c.req.method === 'HEAD') {
      await handle.close();
      return c.body(null, 200);
    }
    // The stream closes the file, also when the client goes away.
    return c.body(Readable.toWeb(handle.createReadStream({ start: 0 })) as ReadableStream<Uint8Array>, 200);
  });

  app.openapi(reconciliation, async (c) => {
    // Written by ourselves, in this form.
    const last = (await settings.find(LAST_RECONCILIATION)) as ReconciliationView['last'] | undefined;
    return c.json({ last: last ?? null, ledgerAudit: ledgerAudit() ?? null }, 200);
  });
}

const cursor = ({ toMs, id }: StoredChargeFile) => ({ atMs: toMs, id });

const viewOf = (
  { sum, ...file }: StoredChargeFile,
  name: string,
  bytes: number | undefined,
): ChargeFileView => ({ ...file, name, sumMicroYuan: sum, bytes: bytes ?? null });

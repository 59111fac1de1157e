import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { ImportRow } from '../../contacts/import-row.js';
import { writeContactNumber } from '../../contacts/contact-number.js';
import type { ContactImport } from '../../store/repositories/contact-import-repository.js';
import { access, accessOnce } from '../access.js';
import type { ApiContext, ApiEnv } from '../context.js';
import { Problem } from '../problem.js';
import { problemResponses } from '../problem-schema.js';
import { idSchema, jsonBody, jsonOf } from '../schema-parts.js';
import type { ApiServices } from '../services.js';
import { fieldInvalid } from '../validation.js';
import { ContactImports } from './contact-imports.js';
import {
  confirmationSchema,
  importCreateSchema,
  importRowsQuery,
  importRowsSchema,
  importSchema,
  outcomeSchema,
  type ContactImportRowView,
  type ContactImportView,
} from './contact-import-schema.js';

const params = z.object({ importId: idSchema });

const create = createRoute({
  method: 'post',
  path: '/contact-imports',
  tags: ['contacts'],
  ...access('contacts:write'),
  request: {
    body: {
      content: {
        ...jsonOf(importCreateSchema),
        'text/csv': {
          schema: z.string().openapi({ description: 'UTF-8 or GB18030, with names of columns or without' }),
        },
      },
    },
  },
  responses: {
    201: { description: 'What the file holds; nothing is stored yet', content: jsonOf(importSchema) },
    ...problemResponses(400, 401, 403, 503),
  },
});

const rows = createRoute({
  method: 'get',
  path: '/contact-imports/{importId}/rows',
  tags: ['contacts'],
  ...access('contacts:read'),
  request: { params, query: importRowsQuery },
  responses: {
    200: { description: 'Rows of the file and what would become of them', content: jsonOf(importRowsSchema) },
    ...problemResponses(400, 401, 403, 404, 503),
  },
});

const confirm = createRoute({
  method: 'post',
  path: '/contact-imports/{importId}/confirmation',
  tags: ['contacts'],
  ...accessOnce('contacts:write'),
  request: { params, body: jsonBody(confirmationSchema) },
  responses: {
    200: {
      description:
        'What became of the rows; bad ones are skipped, and those that would give a contact too many numbers or groups',
      content: jsonOf(outcomeSchema),
    },
    ...problemResponses(400, 401, 403, 404, 409, 503),
  },
});

export function contactImportRoutes(app: OpenAPIHono<ApiEnv>, services: ApiServices): void {
  const imports = new ContactImports(services);

  app.openapi(create, async (c) => {
    const read = await imports.preview(await fileOf(c), c.get('principal').account.id);
    c.header('location', `/api/v1/contact-imports/${read.id}/rows`);
    return c.json(importView(read), 201);
  });

  app.openapi(rows, async (c) => {
    const { limit, after, verdict } = c.req.valid('query');
    const { id } = await imports.find(c.req.valid('param').importId, c.get('principal').account.id);
    const found = await imports.rows(id, { afterRow: after, limit: limit + 1, verdict });
    const page = found.slice(0, limit);
    const next = found.length > limit ? String(page.at(-1)!.row) : null;
    return c.json({ items: page.map(rowView), next }, 200);
  });

  app.openapi(confirm, async (c) => {
    const found = await imports.find(c.req.valid('param').importId, c.get('principal').account.id);
    return c.json(await imports.confirm(found, c.req.valid('json').onDuplicates), 200);
  });
}

/** The framework has checked a body that says it is JSON, and no other. */
async function fileOf(c: ApiContext): Promise<Uint8Array | string> {
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('text/csv')) return new Uint8Array(await c.req.arrayBuffer());
  if (!type.startsWith('application/json')) throw new Problem('MEDIA_TYPE_UNSUPPORTED');
  const checked = importCreateSchema.safeParse(await c.req.json());
  if (!checked.success) throw fieldInvalid('text', 'REQUIRED', 'must be the text of a file');
  return checked.data.text;
}

const importView = ({ id, summary, createdMs }: ContactImport): ContactImportView => ({
  id,
  ...summary,
  groups: [...summary.groups],
  createdMs,
});

function rowView(row: ImportRow): ContactImportRowView {
  const none = { problem: null, numbers: [], email: '', groups: [], existing: null, firstRow: null };
  if (row.verdict === 'bad') return { ...none, ...row };
  const { name, email, numbers, groups } = row.contact;
  const shown = { name, email, numbers: numbers.map(writeContactNumber), groups: [...groups] };
  if (row.verdict === 'new') return { ...none, ...shown, row: row.row, verdict: 'new' };
  const { existing = null, firstRow = null } = row;
  return { ...none, ...shown, row: row.row, verdict: 'duplicate', existing, firstRow };
}

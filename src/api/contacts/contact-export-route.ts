import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { AccountId } from '../../base/ids.js';
import type { ContactId } from '../../contacts/contact.js';
import { CSV_HEADER, writeRow } from '../../contacts/contact-csv.js';
import { ContactGroupRepository } from '../../store/repositories/contact-group-repository.js';
import { ContactRepository } from '../../store/repositories/contact-repository.js';
import type { Reads } from '../../store/store.js';
import { access } from '../access.js';
import type { ApiEnv } from '../context.js';
import { csvAnswer } from '../csv.js';
import { problemResponses } from '../problem-schema.js';
import type { ApiServices } from '../services.js';

/** Contacts written before others have their turn. */
const PAGE = 100;

const exported = createRoute({
  method: 'get',
  path: '/contacts.csv',
  tags: ['contacts'],
  ...access('contacts:read'),
  responses: {
    200: {
      description: 'All contacts, in the form that an import reads',
      content: { 'text/csv': { schema: z.string() } },
    },
    ...problemResponses(401, 403, 503),
  },
});

export function contactExportRoute(app: OpenAPIHono<ApiEnv>, { reads }: ApiServices): void {
  app.openapi(exported, async (c) => {
    const { id } = c.get('principal').account;
    const groups = await new ContactGroupRepository(reads).list(id);
    const names = new Map(groups.map((group) => [group.id, group.name]));
    return csvAnswer(c, 'contacts.csv', CSV_HEADER, pagesOf(reads, id, names));
  });
}

async function* pagesOf(
  reads: Reads,
  account: AccountId,
  groupNames: ReadonlyMap<string, string>,
): AsyncGenerator<readonly (readonly string[])[]> {
  const contacts = new ContactRepository(reads);
  for (let after: ContactId | undefined; ;) {
    const page = await contacts.list(account, { after, limit: PAGE });
    yield page.map((contact) =>
      writeRow({ ...contact, groups: contact.groups.flatMap((group) => groupNames.get(group) ?? []) }),
    );
    after = page.at(-1)?.id;
    if (page.length < PAGE) return;
  }
}

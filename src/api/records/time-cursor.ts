import { z } from '@hono/zod-openapi';
import type { TimeCursor } from '../../store/repositories/record-filter.js';
import { pageQuery } from '../schema-parts.js';

/** For lists that go back in time: the cursor names a moment and a record of it. */
export const timePageQuery = pageQuery.extend({
  after: z
    .string()
    .regex(/^[0-9a-z]{1,10}\.[\w-]{1,50}$/)
    .optional()
    .openapi({ description: 'The `next` of the page before' }),
});

export function cursorOf(after: string | undefined): TimeCursor | undefined {
  if (after === undefined) return undefined;
  const [atMs = '', id = ''] = after.split('.');
  return { atMs: Number.parseInt(atMs, 36), id };
}

/** `found` holds one more than a page when there are more. */
export function timePage<Found, View>(
  found: readonly Found[],
  limit: number,
  view: (found: Found) => View,
  cursor: (found: Found) => TimeCursor,
): { items: View[]; next: string | null } {
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = found.length > limit && last !== undefined ? tokenOf(cursor(last)) : null;
  return { items: page.map(view), next };
}

/** Everything a list has, in pages of a few milliseconds each. */
export async function* allPages<Found>(
  read: (before: TimeCursor | undefined, limit: number) => Promise<readonly Found[]>,
  cursor: (found: Found) => TimeCursor,
  limit: number,
): AsyncGenerator<readonly Found[]> {
  for (let before: TimeCursor | undefined; ;) {
    const page = await read(before, limit);
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (page.length < limit || last === undefined) return;
    before = cursor(last);
  }
}

const tokenOf = ({ atMs, id }: TimeCursor): string => `${atMs.toString(36)}.${id}`;

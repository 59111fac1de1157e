import { z } from '@hono/zod-openapi';

const PAGE_ITEMS = 50;
const PAGE_ITEMS_MAX = 200;

/**
 * No control characters: a database may not take them. Without the flag `u`, which the description would
 * write into the pattern.
 */
// oxlint-disable-next-line no-control-regex -- they are what is refused
export const STORABLE = /^[^\u0000-\u001f\u007f]*$/;

/** A name that is written into URLs as it is; '.' and '..' are steps there, and would never arrive. */
export const NAME_IN_PATH = /^(?!\.\.?$)[\w.-]+$/;

/** An id that is not one of ours is an unknown one: the route looks it up in vain. */
export const idSchema = z.string().max(100).regex(STORABLE);

export const utcMsSchema = z.number().int().openapi({ description: 'UTC, milliseconds since 1970' });

/** As many digits as an If-Match may have: the next version is a safe integer, too. */
const VERSION_MAX = 999_999_999_999_999;

/** Of an edit. */
export const versionSchema = z
  .number()
  .int()
  .min(0)
  .max(VERSION_MAX)
  .openapi({ description: 'The version that was read; or send it as If-Match' });

export const timeZoneSchema = z
  .string()
  .refine(isTimeZone, 'must be an IANA time zone such as Asia/Shanghai');

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(PAGE_ITEMS),
  after: z.uuid().optional().openapi({ description: 'The `next` of the page before' }),
});

/** One page of a list; `next` is null on the last one. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const jsonOf = <Schema extends z.ZodType>(schema: Schema) => ({
  'application/json': { schema },
});

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true as const,
  content: jsonOf(schema),
});

/** `found` holds one more than a page when there are more; `next` is the id that the next page is after. */
export function pageItems<Found extends { readonly id: string }, View>(
  found: readonly Found[],
  limit: number,
  view: (found: Found) => View,
): { items: View[]; next: string | null } {
  const page = found.slice(0, limit);
  return { items: page.map(view), next: found.length > limit ? page.at(-1)!.id : null };
}

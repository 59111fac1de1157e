interface Page {
  readonly next: string | null;
}

/** What `useInfiniteQuery` needs for the API's lists: `pageParam` is the cursor, undefined for the first page. */
export const paged = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: Page) => next ?? undefined,
};

/** Only what is set: the API refuses an empty value. */
export const given = <T extends object>(query: T): T =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '')) as T;

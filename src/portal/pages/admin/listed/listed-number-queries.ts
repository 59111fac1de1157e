import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { done, once, type ListedNumber } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given, paged } from '../../../api/paged.js';

const listedKey = ['admin', 'listed-numbers'] as const;
const optOutsKey = ['admin', 'opt-outs'] as const;

export type Verdict = ListedNumber['verdict'];

export interface ListFilter {
  readonly verdict?: Verdict | undefined;
  readonly prefix?: string | undefined;
}

export function useListedNumbers(filter: ListFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...listedKey, filter],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/listed-numbers', { params: { query: given({ ...filter, after }) } })),
    ...paged,
  });
}

export function useListNumber() {
  const api = useApi();
  return useRefreshing(listedKey, ({ number, verdict }: ListedNumber) =>
    done(api.PUT('/admin/listed-numbers/{number}', { params: { path: { number } }, body: { verdict } })),
  );
}

export function useUnlistNumber() {
  const api = useApi();
  return useRefreshing(listedKey, (number: string) =>
    api.DELETE('/admin/listed-numbers/{number}', { params: { path: { number } } }),
  );
}

/** A file of lines `number[,allowed|refused]`. */
export function useImportNumbers() {
  const api = useApi();
  return useRefreshing(listedKey, ({ csv, verdict }: { readonly csv: string; readonly verdict: Verdict }) =>
    done(
      api.POST('/admin/listed-numbers/imports', {
        params: { query: { verdict } },
        headers: { ...once(), 'content-type': 'text/csv' },
        body: csv,
        bodySerializer: (text) => text,
      }),
    ),
  );
}

export function useOptOuts() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: optOutsKey,
    queryFn: ({ pageParam: after }) => done(api.GET('/admin/opt-outs', { params: { query: { after } } })),
    ...paged,
  });
}

export function useOptIn() {
  const api = useApi();
  return useRefreshing(optOutsKey, (number: string) =>
    api.DELETE('/admin/opt-outs/{number}', { params: { path: { number } } }),
  );
}

function useRefreshing<Wanted, Answer>(
  queryKey: readonly string[],
  mutationFn: (wanted: Wanted) => Promise<Answer>,
) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey }) });
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { done, type ConferenceRecord } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { given, paged } from '../../api/paged.js';
import type { RangeQuery } from './record-range.js';

const recordsKey = ['conference-records'] as const;
/** What runs costs more from minute to minute, and what is over is charged a moment later. */
const REFRESH_MS = 5_000;
const SETTLED_MS = 30_000;

const isUnsettled = ({ endedMs }: ConferenceRecord): boolean =>
  endedMs === null || Date.now() - endedMs < SETTLED_MS;

export function useRecords(range: RangeQuery, search: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...recordsKey, 'list', range, search],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/conference-records', { params: { query: given({ ...range, search, after }) } })),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnsettled)) === true ? REFRESH_MS : false,
    placeholderData: (before) => before,
    ...paged,
  });
}

/** Who was in, by which calls. */
export function useRecord(conferenceId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...recordsKey, 'one', conferenceId],
    queryFn: () =>
      done(api.GET('/conference-records/{conferenceId}', { params: { path: { conferenceId } } })),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isUnsettled(state.data) ? REFRESH_MS : false,
  });
}

export function useTotals(range: RangeQuery) {
  const api = useApi();
  return useQuery({
    queryKey: ['record-totals', range],
    queryFn: () => done(api.GET('/record-totals', { params: { query: given({ ...range }) } })),
    placeholderData: (before) => before,
  });
}

/** The list as a file; the browser fetches it by itself. */
export function fileAddress(what: 'conference-records' | 'call-records', range: RangeQuery, search: string) {
  const query = Object.entries(given({ ...range, search })).map(([name, value]) => [name, String(value)]);
  return `/api/v1/${what}.csv?${new URLSearchParams(Object.fromEntries(query) as Record<string, string>)}`;
}

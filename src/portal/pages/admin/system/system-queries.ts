import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { done } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { paged } from '../../../api/paged.js';
import { historyAfter } from './system-values.js';

const STATE_MS = 3_000;
const HISTORY_MS = 10_000;
const ALARMS_MS = 30_000;

export function useSystem() {
  const api = useApi();
  return useQuery({
    queryKey: ['admin', 'system'],
    queryFn: () => done(api.GET('/admin/system')),
    refetchInterval: STATE_MS,
  });
}

/** The last hour; each time only what has come since is fetched. */
export function useSystemHistory() {
  const api = useApi();
  const queryKey = ['admin', 'system', 'history'];
  return useQuery({
    queryKey,
    queryFn: async ({ client }) => {
      const known = client.getQueryData<ReturnType<typeof historyAfter>>(queryKey);
      const sinceMs = known?.samples.at(-1)?.atMs ?? 0;
      return historyAfter(
        known,
        await done(api.GET('/admin/system/history', { params: { query: { sinceMs } } })),
      );
    },
    refetchInterval: HISTORY_MS,
  });
}

export function useAlarms() {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['admin', 'alarms'],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/alarms', { params: { query: { after, limit: 10 } } })),
    refetchInterval: ALARMS_MS,
    ...paged,
  });
}

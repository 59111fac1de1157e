import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { done, type ChargeFile } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given, paged } from '../../../api/paged.js';

/** A day of hours. */
const PAGE = 24;

export type FilePeriod = ChargeFile['period'];

/** Undefined as the period: of both. */
export function useChargeFiles(period: FilePeriod | undefined) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['admin', 'charge-files', period],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/charge-files', { params: { query: given({ after, period, limit: PAGE }) } })),
    ...paged,
  });
}

export function useReconciliation() {
  const api = useApi();
  return useQuery({
    queryKey: ['admin', 'reconciliation'],
    queryFn: () => done(api.GET('/admin/reconciliation')),
  });
}

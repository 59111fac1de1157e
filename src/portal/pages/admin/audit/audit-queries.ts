import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { done } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given, paged } from '../../../api/paged.js';

export interface AuditFilter {
  readonly accountId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

export function useAuditLog(filter: AuditFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ['admin', 'audit-log', filter],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/audit-log', { params: { query: given({ ...filter, after }) } })),
    // What was done a moment ago is looked for here.
    staleTime: 0,
    ...paged,
  });
}

export function useVerification() {
  const api = useApi();
  return useMutation({ mutationFn: () => done(api.GET('/admin/audit-log/verification')) });
}

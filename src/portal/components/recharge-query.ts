import { useMutation, useQueryClient } from '@tanstack/react-query';
import { done, type RechargeCreate } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { useOnce } from '../api/use-once.js';

/** Administrators see the balance of each. */
const accountsKey = ['admin', 'accounts'] as const;

export function useRecharge(accountId: string) {
  const api = useApi();
  const queries = useQueryClient();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: RechargeCreate) =>
      sendOnce(body, (headers) =>
        done(api.POST('/accounts/{accountId}/recharges', { headers, params: { path: { accountId } }, body })),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: accountsKey }),
  });
}

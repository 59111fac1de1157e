import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type AccountChange, type AccountCreate, type AccountUser } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given, paged } from '../../../api/paged.js';
import { useOnce } from '../../../api/use-once.js';
import type { AccountFilter } from '../../../components/account-filter.js';

const accountsKey = ['admin', 'accounts'] as const;
const accountKey = (id: string) => [...accountsKey, 'one', id] as const;

export function useAccounts(filter: AccountFilter) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...accountsKey, 'list', filter],
    queryFn: ({ pageParam: after }) =>
      done(api.GET('/admin/accounts', { params: { query: given({ ...filter, after }) } })),
    ...paged,
  });
}

/** As it is at that moment. */
export function useReadAccount(accountId: string) {
  const api = useApi();
  return () => done(api.GET('/admin/accounts/{accountId}', { params: { path: { accountId } } }));
}

export function useAccount(accountId: string) {
  const read = useReadAccount(accountId);
  return useQuery({ queryKey: accountKey(accountId), queryFn: read });
}

export function useAccountNumbers(accountId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...accountKey(accountId), 'numbers'],
    queryFn: async () =>
      (await done(api.GET('/admin/accounts/{accountId}/numbers', { params: { path: { accountId } } }))).items,
  });
}

export function useAccountUsers(accountId: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...accountKey(accountId ?? ''), 'users'],
    enabled: accountId !== undefined,
    queryFn: async () => {
      const path = { accountId: accountId ?? '' };
      return (await done(api.GET('/admin/accounts/{accountId}/users', { params: { path } }))).items;
    },
  });
}

export function useCreateAccount() {
  const api = useApi();
  const sendOnce = useOnce();
  return useAccountMutation((body: AccountCreate) =>
    sendOnce(body, (headers) => done(api.POST('/admin/accounts', { headers, body }))),
  );
}

export function useChangeAccount(accountId: string) {
  const api = useApi();
  return useAccountMutation((body: AccountChange) =>
    done(api.PATCH('/admin/accounts/{accountId}', { params: { path: { accountId } }, body })),
  );
}

/** Its answer alone has the password. */
export function useCreateUser(accountId: string) {
  const api = useApi();
  return useAccountMutation((body: Pick<AccountUser, 'login' | 'role'>) =>
    done(api.POST('/admin/accounts/{accountId}/users', { params: { path: { accountId } }, body })),
  );
}

export function useChangeUser(accountId: string) {
  const api = useApi();
  return useAccountMutation(({ id: userId, role }: Pick<AccountUser, 'id' | 'role'>) =>
    done(
      api.PATCH('/admin/accounts/{accountId}/users/{userId}', {
        params: { path: { accountId, userId } },
        body: { role },
      }),
    ),
  );
}

export function useResetPassword(accountId: string) {
  const api = useApi();
  return useAccountMutation((userId: string) =>
    done(
      api.POST('/admin/accounts/{accountId}/users/{userId}/password-resets', {
        params: { path: { accountId, userId } },
      }),
    ),
  );
}

function useAccountMutation<Wanted, Answer>(mutationFn: (wanted: Wanted) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: accountsKey }) });
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { done, type HuitongClient } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { balanceKey } from '../../api/balance-query.js';
import { paged } from '../../api/paged.js';

export type EntriesWanted = 'recharges' | 'ledger';

/** The newest first; anew with the balance, on whose key they hang. */
export function useEntries(wanted: EntriesWanted) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...balanceKey, wanted],
    queryFn: ({ pageParam: after }) => done(entriesOf(api, wanted, after)),
    ...paged,
  });
}

const entriesOf = (api: HuitongClient, wanted: EntriesWanted, after: string | undefined) =>
  wanted === 'recharges'
    ? api.GET('/recharges', { params: { query: { after } } })
    : api.GET('/ledger-entries', { params: { query: { after } } });

export function useStatementMonths() {
  const api = useApi();
  return useQuery({
    queryKey: ['statements'],
    queryFn: async () => (await done(api.GET('/statements'))).items,
  });
}

export function useStatement(month: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: ['statements', month],
    queryFn: async () => {
      const params = { path: { month: month ?? '' }, query: { format: 'json' as const } };
      const statement = await done(api.GET('/statements/{month}', { params }));
      if (typeof statement === 'string') throw new TypeError('a statement came as a page');
      return statement;
    },
    enabled: month !== undefined,
  });
}

/** To be opened in a window of its own: a page to print. */
export const statementPageUrl = (month: string): string => `/api/v1/statements/${month}?format=html`;

export function useTariff() {
  const api = useApi();
  return useQuery({ queryKey: ['tariff'], queryFn: () => done(api.GET('/tariff')) });
}

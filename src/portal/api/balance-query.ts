import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { done, type Balance } from '../../client/index.js';
import type { News } from '../live/live-store.js';
import { useNews } from '../live/live-provider.js';
import { useApi } from './api-context.js';

export const balanceKey = ['balance'] as const;

/** Below it a prepaid account is told to recharge: 20 yuan. */
export const LOW_MICRO_YUAN = 20_000_000;

/** What the account has, anew whenever it has changed. */
export function useBalance() {
  const api = useApi();
  const queries = useQueryClient();
  const onNews = useCallback(
    ({ type }: News) => {
      if (type === 'balance-changed') void queries.invalidateQueries({ queryKey: balanceKey });
    },
    [queries],
  );
  useNews(onNews);
  return useQuery({ queryKey: balanceKey, queryFn: () => done(api.GET('/balance')) });
}

/** Who pays afterwards has a credit limit instead, which is watched by others. */
export const isLow = ({ paymentMode, availableMicroYuan }: Balance): boolean =>
  paymentMode === 'prepaid' && availableMicroYuan < LOW_MICRO_YUAN;

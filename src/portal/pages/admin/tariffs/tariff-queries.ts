import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type TariffCreate } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { given } from '../../../api/paged.js';
import { useOnce } from '../../../api/use-once.js';
import type { LegKind, Service } from './tariff-values.js';

const tariffsKey = ['admin', 'tariffs'] as const;

export function useTariffs() {
  const api = useApi();
  return useQuery({
    queryKey: tariffsKey,
    queryFn: async () => (await done(api.GET('/admin/tariffs'))).items,
  });
}

export function useTariff(version: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...tariffsKey, 'one', version],
    enabled: version !== undefined,
    queryFn: () =>
      done(api.GET('/admin/tariffs/{version}', { params: { path: { version: version ?? '' } } })),
  });
}

export interface PriceQuestion {
  readonly service: Service;
  readonly kind: LegKind;
  readonly called: string;
  readonly durationS: number;
}

/** What a leg costs by this version. */
export function usePrice(version: string) {
  const api = useApi();
  return useMutation({
    mutationFn: (question: PriceQuestion) =>
      done(
        api.GET('/admin/tariffs/{version}/price', {
          params: { path: { version }, query: given({ ...question, called: question.called.trim() }) },
        }),
      ),
  });
}

export function useCreateTariff() {
  const api = useApi();
  const queries = useQueryClient();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: TariffCreate) =>
      sendOnce(body, (headers) => done(api.POST('/admin/tariffs', { headers, body }))),
    onSuccess: () => queries.invalidateQueries({ queryKey: tariffsKey }),
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type BoundNumber, type ServiceNumberChange } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { useOnce } from '../../../api/use-once.js';
import type { ServiceNumberCreate } from './service-number-values.js';

const serviceNumbersKey = ['admin', 'service-numbers'] as const;

function useReadNumbers() {
  const api = useApi();
  return async () => (await done(api.GET('/admin/service-numbers'))).items;
}

export function useBoundNumbers() {
  const read = useReadNumbers();
  return useQuery({ queryKey: serviceNumbersKey, queryFn: read });
}

/** As it is at that moment; of one that was removed, what was known, until its change is refused. */
export function useReadServiceNumber() {
  const read = useReadNumbers();
  return async (known: BoundNumber) => (await read()).find(({ id }) => id === known.id) ?? known;
}

export function useCreateServiceNumber() {
  const api = useApi();
  const sendOnce = useOnce();
  return useNumberMutation((body: ServiceNumberCreate) =>
    sendOnce(body, (headers) => done(api.POST('/admin/service-numbers', { headers, body }))),
  );
}

export function useChangeServiceNumber() {
  const api = useApi();
  return useNumberMutation(({ id, ...body }: ServiceNumberChange & { readonly id: string }) =>
    done(api.PATCH('/admin/service-numbers/{id}', { params: { path: { id } }, body })),
  );
}

export function useRemoveServiceNumber() {
  const api = useApi();
  return useNumberMutation((id: string) =>
    api.DELETE('/admin/service-numbers/{id}', { params: { path: { id } } }),
  );
}

export function useGiveBackServiceNumber() {
  const api = useApi();
  return useNumberMutation((id: string) =>
    done(api.DELETE('/admin/service-numbers/{id}/edits', { params: { path: { id } } })),
  );
}

function useNumberMutation<Wanted, Answer>(mutationFn: (wanted: Wanted) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    // Other pages show the numbers as well.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: serviceNumbersKey }),
        queries.invalidateQueries({ queryKey: ['service-numbers'] }),
      ]),
  });
}

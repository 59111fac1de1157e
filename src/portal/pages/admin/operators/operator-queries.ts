import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  done,
  type Operator,
  type OperatorChange,
  type OperatorCreate,
  type OperatorHours,
} from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { useOnce } from '../../../api/use-once.js';

const operatorsKey = ['admin', 'operators'] as const;
const hoursKey = ['admin', 'operator-hours'] as const;
/** They go on and off duty by themselves. */
const REFRESH_MS = 10_000;

function useReadOperators() {
  const api = useApi();
  return async () => (await done(api.GET('/admin/operators'))).items;
}

export function useOperators() {
  const read = useReadOperators();
  return useQuery({ queryKey: operatorsKey, queryFn: read, refetchInterval: REFRESH_MS });
}

/** As it is at that moment; of one who was removed, what was known, until the change is refused. */
export function useReadOperator() {
  const read = useReadOperators();
  return async (known: Operator) => (await read()).find(({ id }) => id === known.id) ?? known;
}

export function useCreateOperator() {
  const api = useApi();
  const sendOnce = useOnce();
  return useOperatorMutation((body: OperatorCreate) =>
    sendOnce(body, (headers) => done(api.POST('/admin/operators', { headers, body }))),
  );
}

export function useChangeOperator() {
  const api = useApi();
  return useOperatorMutation(({ id: operatorId, ...body }: OperatorChange & { readonly id: string }) =>
    done(api.PATCH('/admin/operators/{operatorId}', { params: { path: { operatorId } }, body })),
  );
}

export function useRemoveOperator() {
  const api = useApi();
  return useOperatorMutation((operatorId: string) =>
    api.DELETE('/admin/operators/{operatorId}', { params: { path: { operatorId } } }),
  );
}

function useOperatorMutation<Wanted, Answer>(mutationFn: (wanted: Wanted) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: operatorsKey }) });
}

export function useOperatorHours() {
  const api = useApi();
  return useQuery({ queryKey: hoursKey, queryFn: () => done(api.GET('/admin/operator-hours')) });
}

export function useChangeHours() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: OperatorHours) => done(api.PUT('/admin/operator-hours', { body })),
    onSuccess: (hours) => queries.setQueryData(hoursKey, hours),
  });
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { done, type TrunkChange, type TrunkCreate } from '../../../../client/index.js';
import { useApi } from '../../../api/api-context.js';
import { useOnce } from '../../../api/use-once.js';

const trunksKey = ['admin', 'trunks'] as const;
const STATE_MS = 5_000;

export function useTrunks() {
  const api = useApi();
  return useQuery({
    queryKey: trunksKey,
    queryFn: async () => (await done(api.GET('/admin/trunks'))).items,
    refetchInterval: STATE_MS,
  });
}

/** As it is at that moment. */
export function useReadTrunk() {
  const api = useApi();
  return (trunkId: string) => done(api.GET('/admin/trunks/{trunkId}', { params: { path: { trunkId } } }));
}

export function useCreateTrunk() {
  const api = useApi();
  const sendOnce = useOnce();
  return useTrunkMutation((body: TrunkCreate) =>
    sendOnce(body, (headers) => done(api.POST('/admin/trunks', { headers, body }))),
  );
}

export function useChangeTrunk() {
  const api = useApi();
  return useTrunkMutation(({ id: trunkId, ...body }: TrunkChange & { readonly id: string }) =>
    done(api.PATCH('/admin/trunks/{trunkId}', { params: { path: { trunkId } }, body })),
  );
}

export function useRemoveTrunk() {
  const api = useApi();
  return useTrunkMutation((trunkId: string) =>
    api.DELETE('/admin/trunks/{trunkId}', { params: { path: { trunkId } } }),
  );
}

export function useGiveBackTrunk() {
  const api = useApi();
  return useTrunkMutation((trunkId: string) =>
    done(api.DELETE('/admin/trunks/{trunkId}/edits', { params: { path: { trunkId } } })),
  );
}

/** Also after a failure: somebody else may have changed it. */
function useTrunkMutation<Wanted, Answer>(mutationFn: (wanted: Wanted) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: trunksKey }) });
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { done, type CostEstimateRequest, type InstantCall } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { useOnce } from '../../api/use-once.js';
import { partiesToCall, unreachable, type PartyEntry } from '../../components/party-values.js';
import { useSettled } from '../../components/use-settled.js';

export function useStartInstant() {
  const api = useApi();
  const sendOnce = useOnce();
  return useMutation({
    mutationFn: (body: InstantCall) =>
      sendOnce(body, (headers) => done(api.POST('/instant-conferences', { headers, body }))),
  });
}

/** What calling them would cost, and who of them cannot be called. */
export function useCallEstimate(others: readonly PartyEntry[]) {
  const api = useApi();
  const body = useSettled(JSON.stringify(partiesToCall(others)));
  return useQuery({
    queryKey: ['cost-estimate', body],
    queryFn: () => {
      const parties = JSON.parse(body) as ReturnType<typeof partiesToCall>;
      return done(
        api.POST('/cost-estimates', {
          body: { service: 'instant', ...parties } satisfies CostEstimateRequest,
        }),
      );
    },
    enabled: others.length > 0 && unreachable(others, 'phone') === undefined,
  });
}

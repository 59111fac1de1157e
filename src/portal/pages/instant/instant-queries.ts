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
  const settled = useSettled(JSON.stringify(others));
  return useQuery({
    queryKey: ['cost-estimate', settled],
    queryFn: () => {
      const parties = partiesToCall(entriesOf(settled));
      const body: CostEstimateRequest = { service: 'instant', ...parties };
      return done(api.POST('/cost-estimates', { body }));
    },
    enabled: isCallable(entriesOf(settled)),
  });
}

const entriesOf = (text: string) => JSON.parse(text) as readonly PartyEntry[];

const isCallable = (entries: readonly PartyEntry[]): boolean =>
  entries.length > 0 && unreachable(entries, 'phone') === undefined;

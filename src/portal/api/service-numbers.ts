import { useQuery } from '@tanstack/react-query';
import { done } from '../../client/index.js';
import { useApi } from './api-context.js';

/** The access numbers that callers of a room dial. */
export function useServiceNumbers() {
  const api = useApi();
  return useQuery({
    queryKey: ['service-numbers'],
    queryFn: async () => {
      const { items } = await done(api.GET('/service-numbers'));
      return items.filter(({ service }) => service === 'bridge').map(({ number }) => number);
    },
    staleTime: Infinity,
  });
}

import { useQuery } from '@tanstack/react-query';
import { done, type ServiceNumber } from '../../client/index.js';
import { useApi } from './api-context.js';

/** The access numbers of a service; that of rooms unless another is named. */
export function useServiceNumbers(service: ServiceNumber['service'] = 'bridge') {
  const api = useApi();
  return useQuery({
    queryKey: ['service-numbers'],
    queryFn: async () => (await done(api.GET('/service-numbers'))).items,
    select: (items) => items.filter((one) => one.service === service).map(({ number }) => number),
    staleTime: Infinity,
  });
}

import { useQuery } from '@tanstack/react-query';
import { done, type ServiceNumber } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';

const NONE: readonly ServiceNumber[] = [];

/** What anybody may dial, also before there is a login. */
export function usePublicNumbers(): readonly ServiceNumber[] {
  const api = useApi();
  const { data = NONE } = useQuery({
    queryKey: ['public-service-numbers'],
    queryFn: async () => (await done(api.GET('/public/service-numbers'))).items,
    staleTime: Infinity,
  });
  return data;
}

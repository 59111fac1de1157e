import { useQuery } from '@tanstack/react-query';
import { done, ProblemError } from '../../client/index.js';
import { useApi } from './api-context.js';

export const sessionKey = ['session'] as const;

/** Who is logged in; null: nobody. */
export function useKnownSession() {
  const api = useApi();
  return useQuery({
    queryKey: sessionKey,
    queryFn: () =>
      done(api.GET('/session')).catch((thrown: unknown) => {
        if (thrown instanceof ProblemError && thrown.status === 401) return null;
        throw thrown;
      }),
    staleTime: Infinity,
  });
}

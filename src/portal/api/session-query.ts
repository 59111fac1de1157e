import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { done, ProblemError } from '../../client/index.js';
import { useApi } from './api-context.js';

export const sessionKey = ['session'] as const;

/** Who is logged in; null: nobody. */
export function useKnownSession() {
  const api = useApi();
  return useQuery({
    queryKey: sessionKey,
    queryFn: () => done(api.GET('/session')).catch(unlessNobody),
    staleTime: Infinity,
  });
}

/** Null for a problem that says that nobody is logged in; any other is thrown on. */
export function unlessNobody(thrown: unknown): null {
  if (thrown instanceof ProblemError && thrown.status === 401) return null;
  throw thrown;
}

/** Forgets what one user has seen: it must not flash up for the next, nor be offered to that one. */
export function useForgetting(): () => void {
  const queries = useQueryClient();
  return useCallback(
    () => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] }),
    [queries],
  );
}

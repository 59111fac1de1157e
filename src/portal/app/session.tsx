import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useMemo } from 'react';
import { done, type Login, type Session } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { sessionKey, useKnownSession } from '../api/session-query.js';
import { LoadFailure } from '../components/load-failure.js';
import { PageLoading } from '../components/page-loading.js';
import { LoginPage } from '../pages/door/login-page.js';

const Inside = lazy(() => import('./inside.js'));

interface SessionContextValue {
  readonly session: Session;
  readonly logOut: () => void;
}

const SessionContext = createContext<SessionContextValue | undefined>(undefined);

export function useSession(): SessionContextValue {
  const value = use(SessionContext);
  if (value === undefined) throw new Error('useSession is used outside of SessionGate');
  return value;
}

/** Shows the login in place of whatever page was asked for, so that the page appears after it. */
export function SessionGate() {
  const api = useApi();
  const queries = useQueryClient();
  const known = useKnownSession();
  const logIn = useMutation({
    mutationFn: (body: Login) => done(api.POST('/session', { body })),
    onSuccess: (session) => queries.setQueryData(sessionKey, session),
  });
  const logOut = useMutation({
    mutationFn: () => api.DELETE('/session'),
    // What one user has seen must not flash up for the next.
    onSettled: () => {
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
      queries.setQueryData(sessionKey, null);
    },
  });
  const session = known.data;
  const { mutate } = logOut;
  const value = useMemo(() => (session ? { session, logOut: () => mutate() } : undefined), [session, mutate]);
  if (known.isPending) return <PageLoading />;
  if (known.isError && session === undefined) {
    return <LoadFailure error={known.error} onRetry={() => void known.refetch()} />;
  }
  if (value === undefined) return <LoginPage logIn={logIn} />;
  return (
    <SessionContext value={value}>
      <Suspense fallback={<PageLoading />}>
        <Inside />
      </Suspense>
    </SessionContext>
  );
}

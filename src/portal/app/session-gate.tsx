import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { done, type Login } from '../../client/index.js';
import { useApi } from '../api/api-context.js';
import { sessionKey, unlessNobody, useForgetting, useKnownSession } from '../api/session-query.js';
import { dropDrafts } from '../components/drafts.js';
import { LoadFailure } from '../components/load-failure.js';
import { PageLoading } from '../components/page-loading.js';
import { LoginPage } from '../pages/door/login-page.js';
import { SessionContext } from './session.js';

const fetchInside = () => import('./inside.js');
const Inside = lazy(fetchInside);
/** Whoever comes to another page than these has most likely logged in before: what it stands in is fetched at once. */
const OUTSIDE: readonly string[] = ['/', '/login'];

interface SessionGateProps {
  /** For who comes to `/` and is not logged in. */
  readonly home: ReactElement;
  /** For whose password was given by somebody else. */
  readonly newPassword: ReactElement;
}

/** Shows the login in place of whatever page was asked for, so that the page appears after it. */
export function SessionGate({ home, newPassword }: SessionGateProps) {
  const { pathname } = useLocation();
  const known = useKnownSession();
  const session = known.data;
  const isInside = !OUTSIDE.includes(pathname);
  useEffect(() => {
    if (isInside) void fetchInside();
  }, [isInside]);
  const { logIn, logOut, hasLeft } = useLogin();
  const [wasIn, setWasIn] = useState(false);
  if (session && !wasIn) setWasIn(true);
  const value = useMemo(() => (session ? { session, logOut } : undefined), [session, logOut]);
  if (known.isPending) return <PageLoading />;
  if (known.isError && session === undefined) {
    return <LoadFailure error={known.error} onRetry={() => void known.refetch()} />;
  }
  if (value === undefined) {
    const isOver = wasIn && !hasLeft;
    return pathname === '/' && !isOver ? home : <LoginPage logIn={logIn} isOver={isOver} />;
  }
  return (
    <SessionContext value={value}>
      {value.session.passwordTemporary === true ? (
        newPassword
      ) : (
        <Suspense fallback={<PageLoading />}>
          <Inside />
        </Suspense>
      )}
    </SessionContext>
  );
}

function useLogin() {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  /** By will: nobody is to be told that the session is over. */
  const [hasLeft, setHasLeft] = useState(false);
  const forget = useForgetting();
  const logIn = useMutation({
    mutationFn: (body: Login) => done(api.POST('/session', { body })),
    onSuccess: (session) => {
      setHasLeft(false);
      forget();
      // What somebody else has typed here is not for this one.
      dropDrafts(sessionStorage, session);
      queries.setQueryData(sessionKey, session);
    },
  });
  const { mutateAsync } = useMutation({
    // Only the server can take the session from this browser: until it has, nobody is told that it is gone.
    mutationFn: () => done(api.DELETE('/session')).catch(unlessNobody),
    onSuccess: () => {
      forget();
      dropDrafts(sessionStorage);
      setHasLeft(true);
      queries.setQueryData(sessionKey, null);
      void navigate('/');
    },
  });
  const logOut = useCallback(async () => {
    await mutateAsync();
  }, [mutateAsync]);
  return { logIn, logOut, hasLeft };
}

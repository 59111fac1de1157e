import { useCallback } from 'react';
import { useProblemNotice } from '../words/problem-notice.js';
import { useSession } from './session.js';

/** 退出登录; says so when the server could not be told, and the session goes on. */
export function useLogOut(): () => void {
  const { logOut } = useSession();
  const showProblem = useProblemNotice();
  return useCallback(() => void logOut().catch(showProblem), [logOut, showProblem]);
}

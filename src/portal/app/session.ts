import { createContext, use } from 'react';
import type { Session } from '../../client/index.js';

/** Who is logged in. */
interface SessionContextValue {
  readonly session: Session;
  readonly logOut: () => void;
}

export const SessionContext = createContext<SessionContextValue | undefined>(undefined);

export function useSession(): SessionContextValue {
  const value = use(SessionContext);
  if (value === undefined) throw new Error('useSession is used outside of SessionGate');
  return value;
}

import { createContext, use } from 'react';
import type { Session } from '../../client/index.js';

/** Who is logged in. */
interface SessionContextValue {
  readonly session: Session;
  /** Rejects when the server could not be told: the session goes on. */
  readonly logOut: () => Promise<void>;
}

export const SessionContext = createContext<SessionContextValue | undefined>(undefined);

export function useSession(): SessionContextValue {
  const value = use(SessionContext);
  if (value === undefined) throw new Error('useSession is used outside of SessionGate');
  return value;
}

import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore, type PropsWithChildren } from 'react';
import { sessionKey } from '../api/session-query.js';
import type { LiveState } from './live-state.js';
import { LiveStore } from './live-store.js';

const LiveContext = createContext<LiveStore | undefined>(undefined);

/** One event stream for all pages behind the login. */
export function LiveProvider({ children }: PropsWithChildren) {
  const queries = useQueryClient();
  const [store] = useState(
    // A refused stream may mean that the session is over: asking for it tells.
    () => new LiveStore('/api/v1/events', () => void queries.invalidateQueries({ queryKey: sessionKey })),
  );
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

export function useLive(): LiveState {
  const store = use(LiveContext);
  if (store === undefined) throw new Error('useLive is used outside of LiveProvider');
  return useSyncExternalStore(store.subscribe, store.state);
}

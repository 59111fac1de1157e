import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore, type PropsWithChildren } from 'react';
import { useSession } from '../app/session.js';
import { sessionKey } from '../api/session-query.js';
import type { LiveState } from './live-state.js';
import { LiveStore, type News } from './live-store.js';
import { SharedLine } from './shared-line.js';

const LiveContext = createContext<LiveStore | undefined>(undefined);

/** One event stream for all pages behind the login, in all tabs of the browser. */
export function LiveProvider({ children }: PropsWithChildren) {
  const { session } = useSession();
  const queries = useQueryClient();
  const [store] = useState(
    // A refused stream may mean that the session is over: asking for it tells.
    () =>
      new LiveStore(
        new SharedLine(`${session.account.id} ${session.login}`),
        () => void queries.invalidateQueries({ queryKey: sessionKey }),
      ),
  );
  useEffect(() => {
    store.start();
    return () => store.stop();
  }, [store]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** All running conferences: draws anew with everything that happens in any of them. */
export const useLive = (): LiveState => useLiveOf((state) => state);

/** A part of the live state, which must be the same object as long as nothing in it has changed. */
export function useLiveOf<Part>(partOf: (state: LiveState) => Part): Part {
  const store = useLiveStore();
  return useSyncExternalStore(store.subscribe, () => partOf(store.state()));
}

/** Told what else has changed, such as the balance; `onNews` must be the same function while it is the same. */
export function useNews(onNews: (news: News) => void): void {
  const store = useLiveStore();
  useEffect(() => store.subscribeNews(onNews), [store, onNews]);
}

function useLiveStore(): LiveStore {
  const store = use(LiveContext);
  if (store === undefined) throw new Error('a live hook is used outside of LiveProvider');
  return store;
}

import { useEffect, useState, useSyncExternalStore } from 'react';
import { done, ProblemError, type Conference, type RejectedParty } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { EventLine } from '../../live/event-line.js';
import { EVENTS_URL } from '../../live/events-url.js';
import { LiveStore } from '../../live/live-store.js';

/** What the page that starts a call hands to the one that shows it. */
export interface CallState {
  readonly rejected: readonly RejectedParty[];
}

interface Call {
  /** Undefined: not known yet, or over. */
  readonly conference: Conference | undefined;
  readonly link: 'waiting' | 'up' | 'lost';
  readonly isOver: boolean;
}

/** One conference as this browser, which has started it without a login, may follow it. */
export function useCall(conferenceId: string): Call {
  const api = useApi();
  const [isOver, setOver] = useState(false);
  const [store] = useState(() => {
    const line = new EventLine(`${EVENTS_URL}?conference=${encodeURIComponent(conferenceId)}`);
    const params = { path: { conferenceId } };
    // A refused stream may mean that the call is over: asking for the call tells.
    const ask = () =>
      done(api.GET('/conferences/{conferenceId}', { params })).catch((thrown: unknown) => {
        if (thrown instanceof ProblemError && (thrown.status === 401 || thrown.status === 404)) setOver(true);
      });
    return new LiveStore(line, () => void ask());
  });
  const { link, conferences } = useSyncExternalStore(store.subscribe, store.state);
  const conference = conferences.find(({ id }) => id === conferenceId);
  if (link === 'up' && conference === undefined && !isOver) setOver(true);
  useEffect(() => {
    if (isOver) return undefined;
    store.start();
    return () => store.stop();
  }, [store, isOver]);
  return { conference, link, isOver };
}

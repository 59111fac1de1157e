import type { Conference } from '../../client/index.js';
import { useSession } from '../app/session.js';
import { useLiveOf } from './live-provider.js';

/** Those of the account itself: whoever administers the service is told of all. */
export function useOwnConferences(): readonly Conference[] {
  const { account } = useSession().session;
  return useLiveOf(({ conferences }) => conferences).filter(
    (conference) => conference.account === account.id,
  );
}

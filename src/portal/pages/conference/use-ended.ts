import { useEffect, useRef, useState } from 'react';
import type { Conference } from '../../../client/index.js';
import type { Ended } from './ended-card.js';

/** The conference that ended while the page was looking. */
export function useEnded(conference: Conference | undefined) {
  const last = useRef<Conference>(undefined);
  const [ended, setEnded] = useState<Ended>();
  useEffect(() => {
    if (conference !== undefined) setEnded(undefined);
    else if (last.current !== undefined) setEnded({ conference: last.current, endedMs: Date.now() });
    last.current = conference;
  }, [conference]);
  return [ended, setEnded] as const;
}

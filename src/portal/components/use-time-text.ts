import { createContext, use } from 'react';
import type { TimeText } from './time-text.js';

export const TimeTextContext = createContext<TimeText | undefined>(undefined);

/** Times as the user reads them: in the language of the page and the time zone of the account. */
export function useTimeText(): TimeText {
  const value = use(TimeTextContext);
  if (value === undefined) throw new Error('useTimeText is used outside of TimeTextProvider');
  return value;
}

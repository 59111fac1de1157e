import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.js';
import { dateText, dayText, timeOfDayText, windowText } from './time-text.js';

/** Times as the user reads them: in the language of the page and the time zone of the account. */
export function useTimeText() {
  const { i18n } = useTranslation();
  const { timeZone } = useSession().session.account;
  const { language } = i18n;
  return useMemo(
    () => ({
      dateText: (ms: number) => dateText(ms, language, timeZone),
      dayText: (ms: number) => dayText(ms, language, timeZone),
      timeOfDayText: (ms: number) => timeOfDayText(ms, language, timeZone),
      windowText: (startMs: number, endMs: number) => windowText(startMs, endMs, language, timeZone),
    }),
    [language, timeZone],
  );
}

import { useMemo, type PropsWithChildren } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session.js';
import { timeTextIn } from './time-text.js';
import { TimeTextContext } from './use-time-text.js';

/** One set of formatters for all that tells a time behind the login. */
export function TimeTextProvider({ children }: PropsWithChildren) {
  const { language } = useTranslation().i18n;
  const { timeZone } = useSession().session.account;
  const value = useMemo(() => timeTextIn(language, timeZone), [language, timeZone]);
  return <TimeTextContext value={value}>{children}</TimeTextContext>;
}

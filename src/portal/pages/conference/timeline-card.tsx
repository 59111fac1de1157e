import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.js';
import type { TimelineEntry } from '../../live/timeline.js';
import { reasonKey } from './reason-key.js';
import { useWhoText } from './use-who-text.js';

/** So many of the newest are shown. */
const SHOWN_MAX = 100;

/** What happened, the newest first. */
export const TimelineCard = memo(function TimelineCard({
  entries,
}: {
  readonly entries: readonly TimelineEntry[];
}) {
  const { t, i18n } = useTranslation();
  const { timeZone } = useSession().session.account;
  const textOf = useEntryText();
  const time = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium', hourCycle: 'h23', timeZone }),
    [i18n.language, timeZone],
  );
  const shown = entries.slice(-SHOWN_MAX).toReversed();
  return (
    <section className="side-card" aria-label={t('live.timeline')}>
      <h2>{t('live.timeline')}</h2>
      {shown.length === 0 ? (
        <p className="soft">{t('live.nothingYet')}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard
        <ol className="timeline" tabIndex={0} aria-label={t('live.timeline')}>
          {shown.map((entry) => (
            <li key={entry.key} className={`timeline-${entry.happening}`}>
              <time className="digits" dateTime={new Date(entry.atMs).toISOString()}>
                {time.format(entry.atMs)}
              </time>
              <span>{textOf(entry)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
});

function useEntryText(): (entry: TimelineEntry) => string {
  const { t } = useTranslation();
  const whoText = useWhoText();
  return useCallback(
    ({ happening, who, reason }) =>
      t(`live.news.${happening}`, {
        who: who === null ? t('live.someone') : whoText(who),
        reason: reason === null ? '' : t(reasonKey(reason), { code: reason }),
      }),
    [t, whoText],
  );
}

/** Not every one of three hundred who come at once can be spoken. */
const SPOKEN_EACH_MAX = 3;
const GATHER_MS = 1_500;

/** Tells screen readers who comes and goes, together when it is many. */
export function Announcer({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const { t } = useTranslation();
  const textOf = useEntryText();
  const [spoken, setSpoken] = useState('');
  // Who was there when the page opened is read in the list.
  const told = useRef(entries.at(-1)?.key);
  useEffect(() => {
    const timer = setTimeout(() => {
      // By its key: an entry changes when the name of who came becomes known.
      const known = entries.findLastIndex(({ key }) => key === told.current);
      const news = entries.slice(known + 1);
      told.current = entries.at(-1)?.key;
      const entered = news.filter(({ happening }) => happening === 'entered');
      const left = news.filter(({ happening }) => happening === 'left');
      const texts = [
        entered.length > SPOKEN_EACH_MAX
          ? t('live.enteredMany', { count: entered.length })
          : entered.map(textOf),
        left.length > SPOKEN_EACH_MAX ? t('live.leftMany', { count: left.length }) : left.map(textOf),
      ].flat();
      if (texts.length > 0) setSpoken(texts.join(' '));
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [entries, t, textOf]);
  return (
    <div className="visually-hidden" role="log" aria-live="polite">
      {spoken}
    </div>
  );
}

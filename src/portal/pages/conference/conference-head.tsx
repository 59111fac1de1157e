import { LeftOutlined } from '@ant-design/icons';
import type { PropsWithChildren, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { Elapsed } from '../../components/elapsed.js';
import { yuanText } from '../../components/money-text.js';
import { useTimeText } from '../../components/use-time-text.js';

interface HeadProps {
  readonly name: string;
  readonly roomNumber: string;
  readonly tags: ReactNode;
}

/** Name and number, then the controls. */
export function Head({ name, roomNumber, tags, children }: PropsWithChildren<HeadProps>) {
  const { t } = useTranslation();
  return (
    <header className="live-head">
      <Link className="back-link" to="/rooms">
        <LeftOutlined /> {t('rooms.title')}
      </Link>
      <div className="live-title">
        <h1>
          <bdi>{name}</bdi>
        </h1>
        <span className="live-tags">{tags}</span>
      </div>
      {roomNumber !== '' && (
        <div className="live-number">
          {t('rooms.number')} <strong className="digits">{roomNumber}</strong>
        </div>
      )}
      {children}
    </header>
  );
}

/** How a running conference stands; each with a word, so that no colour has to be seen. */
export function ConferenceTags({ conference }: { readonly conference: Conference }) {
  const { t } = useTranslation();
  const { muteAll, locked, recording } = conference;
  return (
    <>
      <span className="mark mark-good">{t('live.running')}</span>
      {recording !== null && (
        <span className="mark mark-recording">
          <i className="recording-dot" />
          {t('live.recording')}
        </span>
      )}
      {muteAll && <span className="mark mark-muted">{t('live.muteAllOn')}</span>}
      {locked && <span className="mark mark-waiting">{t('live.locked')}</span>}
    </>
  );
}

/** Running time, people and cost, as large as they are important. */
export function Figures({ conference }: { readonly conference: Conference }) {
  const { t } = useTranslation();
  const { dateText, dayText, timeOfDayText } = useTimeText();
  const { openedMs, windowEndMs, parties, costMicroYuan, costLimitMicroYuan } = conference;
  const cost = yuanText(costMicroYuan);
  /** The day only where it is another one. */
  const timeText = (ms: number): string => (dayText(ms) === dayText(openedMs) ? timeOfDayText : dateText)(ms);
  return (
    <dl className="live-figures">
      <div>
        <dt>{t('live.duration')}</dt>
        <dd>
          <Elapsed fromMs={openedMs} />
          {windowEndMs !== null && <small>{t('live.endsAt', { time: timeText(windowEndMs) })}</small>}
        </dd>
      </div>
      <div>
        <dt>{t('live.people')}</dt>
        <dd>{t('live.parties', { count: parties })}</dd>
      </div>
      <div>
        <dt>{t('live.cost')}</dt>
        <dd className="digits">
          {costLimitMicroYuan === null
            ? cost
            : t('live.costLimited', { cost, limit: yuanText(costLimitMicroYuan) })}
        </dd>
      </div>
    </dl>
  );
}

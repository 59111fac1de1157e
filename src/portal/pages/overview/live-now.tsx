import { RightOutlined, TeamOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { Elapsed } from '../../components/elapsed.js';
import { PageLoading } from '../../components/page-loading.js';
import { numberText } from '../../components/number-text.js';
import { knownName, type Known } from '../../live/known-name.js';
import { useLive } from '../../live/live-provider.js';
import { useOwnConferences } from '../../live/use-own-conferences.js';

/** The conferences that are going on, each a way to its control. */
export function LiveNow() {
  const { t } = useTranslation();
  const { link } = useLive();
  const conferences = useOwnConferences();
  return (
    <section className="overview-section" aria-live="polite" aria-atomic="false">
      <h2>{t('overview.live')}</h2>
      {link === 'waiting' ? (
        <PageLoading />
      ) : conferences.length === 0 ? (
        <div className="panel overview-none">
          <strong>{t('overview.liveNone')}</strong>
          <p className="soft">{t('overview.liveNoneHint')}</p>
        </div>
      ) : (
        <ul className="panel overview-list">
          {conferences.map((conference) => (
            <li key={conference.id}>
              <LiveRow conference={conference} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function LiveRow({ conference }: { readonly conference: Conference }) {
  const { t } = useTranslation();
  const { id, room, name, roomNumber, parties, openedMs, participants } = conference;
  const talking = participants.find((one) => one.talking);
  return (
    <Link className="overview-row" to={room === null ? `/conferences/${id}` : `/rooms/${room}`}>
      <span className={talking === undefined ? 'live-dot' : 'live-dot live-dot-talking'} aria-hidden="true" />
      <span className="overview-row-what">
        <strong>
          <bdi>{name === '' ? t('overview.unnamed') : name}</bdi>
        </strong>
        <small className="soft" aria-live="off">
          {talking === undefined ? (
            <span className="digits">{room === null ? '' : roomNumber}</span>
          ) : (
            t('overview.talking', { who: whoText(talking) })
          )}
        </small>
      </span>
      <span className="overview-row-facts">
        <span>
          <TeamOutlined /> {t('overview.people', { count: parties })}
        </span>
        <span aria-live="off">
          <Elapsed fromMs={openedMs} />
        </span>
      </span>
      <RightOutlined className="overview-row-go" aria-label={t('overview.control')} />
    </Link>
  );
}

const whoText = (who: Known): string =>
  knownName(who) ?? (who.number === null ? '–' : numberText(who.number));

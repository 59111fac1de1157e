import { RightOutlined, TeamOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { Elapsed } from '../../components/elapsed.js';
import { numberText } from '../../components/number-text.js';
import { knownName } from '../../live/known-name.js';
import { useOwnConferences } from '../../live/use-own-conferences.js';

/** Conferences without a room: those that were called together. Each is the way to its live page. */
export function RunningCalls() {
  const { t } = useTranslation();
  const running = useOwnConferences().filter(({ room, kind }) => room === null && kind !== 'bridge');
  if (running.length === 0) return null;
  return (
    <section className="section running-calls" aria-live="polite">
      <h2>{t('instant.running')}</h2>
      <div className="room-cards">
        {running.map((conference) => (
          <Link key={conference.id} className="running-call" to={`/conferences/${conference.id}`}>
            <span className="running-call-who">
              <bdi>{nameOf(conference) ?? t('instant.unnamed')}</bdi>
            </span>
            <span className="running-call-facts">
              {conference.participants.length === 0 ? (
                <span>{t('instant.callingHost')}</span>
              ) : (
                <span>
                  <TeamOutlined /> {t('instant.parties', { count: conference.parties })}
                </span>
              )}
              <Elapsed fromMs={conference.openedMs} />
              <span className="running-call-go">
                {t('instant.toLive')} <RightOutlined />
              </span>
            </span>
          </Link>
        ))}
      </div>
    </section>
  );
}

/** A booking has a name; else it is known by who hosts it. */
function nameOf({ name, host, participants, invitations }: Conference): string | undefined {
  if (name !== '') return name;
  const party = [...participants, ...invitations].find(({ id }) => id === host);
  if (party === undefined) return undefined;
  return knownName(party) ?? (party.number ? numberText(party.number) : undefined);
}

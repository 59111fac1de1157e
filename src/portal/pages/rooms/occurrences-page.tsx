import { Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Occurrence, Room } from '../../../client/index.js';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { useTimeText } from '../../components/use-time-text.js';
import { words as formWords } from './form-words.js';
import { words as invitationWords } from './invitation-words.js';
import { OccurrenceActions } from './occurrence-actions.js';
import { RoomHead } from './room-head.js';
import { useOccurrences, useRoom } from './room-queries.js';
import { words as roomWords } from './words.js';
import './rooms.css';

export const words = [roomWords, formWords, invitationWords];

/** As many as one looks at; a rule may have a thousand. */
const SHOWN_AT_ONCE = 30;

/** The dates of a room that repeats: each can be cancelled or moved alone [S8]. */
export default function OccurrencesPage() {
  const { room: id = '' } = useParams();
  const room = useRoom(id);
  const occurrences = useOccurrences(id);
  const failed = [room, occurrences].find(({ isLoadingError }) => isLoadingError);
  if (failed !== undefined) return <LoadFailure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (room.data === undefined || occurrences.data === undefined) return <PageLoading />;
  return <Dates room={room.data} occurrences={occurrences.data} />;
}

interface DatesProps {
  readonly room: Room;
  readonly occurrences: readonly Occurrence[];
}

function Dates({ room, occurrences }: DatesProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  return (
    <>
      <RoomHead room={room} title={t('occurrence.title')}>
        <Link to={`/rooms/${room.id}/edit`}>
          <Button>{t('occurrence.changeRule')}</Button>
        </Link>
      </RoomHead>
      {occurrences.length === 0 ? (
        <EmptyList text={t('occurrence.none')} />
      ) : (
        <ol className="panel occurrence-list">
          {occurrences.slice(0, shown).map((occurrence) => (
            <OccurrenceRow key={occurrence.plannedStartMs} room={room} occurrence={occurrence} />
          ))}
        </ol>
      )}
      {occurrences.length > shown && (
        <Button className="more" block onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t('app.more')}
        </Button>
      )}
    </>
  );
}

const COLOUR = { planned: 'default', changed: 'blue', cancelled: 'red' } as const;

function OccurrenceRow({ room, occurrence }: { readonly room: Room; readonly occurrence: Occurrence }) {
  const { t } = useTranslation();
  const { dateText, windowText } = useTimeText();
  const { plannedStartMs, startMs, endMs, state } = occurrence;
  return (
    <li className="occurrence-row">
      <div>
        <span className={state === 'cancelled' ? 'digits occurrence-off' : 'digits'}>
          {windowText(startMs, endMs)}
        </span>{' '}
        <Tag color={COLOUR[state]}>{t(`occurrence.${state}`)}</Tag>
        {state === 'changed' && (
          <div className="soft digits">{t('occurrence.plannedFor', { date: dateText(plannedStartMs) })}</div>
        )}
      </div>
      <OccurrenceActions room={room} occurrence={occurrence} />
    </li>
  );
}

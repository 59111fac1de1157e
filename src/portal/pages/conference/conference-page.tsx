import { LeftOutlined, LockOutlined, TeamOutlined } from '@ant-design/icons';
import { Alert, App, Tag } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Conference, Room } from '../../../client/index.js';
import { useServiceNumbers } from '../../api/service-numbers.js';
import { useRoom } from '../rooms/room-queries.js';
import { ConferenceControls } from './conference-controls.js';
import { DialInCard } from '../../components/dial-in-card.js';
import { Elapsed } from '../../components/elapsed.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { ParticipantList } from './participant-list.js';
import { words as roomWords } from '../rooms/words.js';
import { useConferenceActions } from './conference-actions.js';
import { words as conferenceWords } from './words.js';
import { useLive } from '../../live/live-provider.js';

/** Those of the rooms too: the page says how to dial in. */
export const words = [roomWords, conferenceWords];

/** The live page of a room [S24]: opens for any room, running or empty. */
export default function ConferenceLivePage() {
  const { t } = useTranslation();
  const { room: id = '' } = useParams();
  const { link, conferences } = useLive();
  const { data: room, error, refetch } = useRoom(id);
  const conference = conferences.find((running) => running.room === id);
  useEndNotice(conference);
  // A conference goes on when its room is removed.
  if (room === undefined && conference === undefined) {
    return error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />;
  }
  return (
    <>
      {link === 'lost' && (
        <div className="live-notice">
          <Alert type="warning" showIcon title={t('live.reconnecting')} />
        </div>
      )}
      {link === 'waiting' ? (
        <PageLoading />
      ) : conference !== undefined ? (
        // A room's next conference starts with buttons of its own.
        <RunningConference key={conference.id} room={room} conference={conference} />
      ) : (
        room !== undefined && <EmptyRoom room={room} />
      )}
    </>
  );
}

/** Tells whoever was watching that the conference is over. */
function useEndNotice(conference: Conference | undefined): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const wasRunning = useRef(false);
  const running = conference !== undefined;
  useEffect(() => {
    if (wasRunning.current && !running) void message.info(t('live.ended'));
    wasRunning.current = running;
  }, [running, message, t]);
}

function EmptyRoom({ room }: { readonly room: Room }) {
  const { t } = useTranslation();
  return (
    <>
      <header className="live-head">
        <BackLink />
        <div className="page-head">
          <div>
            <h1>{room.name}</h1>
            <div className="live-facts">
              <RoomNumber number={room.number} />
              <Tag>{t('live.idle')}</Tag>
            </div>
          </div>
        </div>
      </header>
      <div className="live-empty">
        <DialIn
          room={room}
          lead={
            <div className="live-empty-lead">
              <h2>{t('live.emptyTitle')}</h2>
              <p className="soft">{t('live.emptyText')}</p>
            </div>
          }
        />
      </div>
    </>
  );
}

interface RunningConferenceProps {
  /** Undefined: removed, so that nobody can dial in any more. */
  readonly room: Room | undefined;
  readonly conference: Conference;
}

function RunningConference({ room, conference }: RunningConferenceProps) {
  const { t } = useTranslation();
  const actions = useConferenceActions(conference.id);
  const { participants, muteAll, locked, openedMs } = conference;
  return (
    <>
      <header className="live-head">
        <BackLink />
        <div className="page-head">
          <div>
            <h1>{conference.name}</h1>
            <div className="live-facts">
              <RoomNumber number={conference.roomNumber} />
              <Tag color="green">{t('live.running')}</Tag>
              <span>
                <TeamOutlined /> {t('live.parties', { count: participants.length })}
              </span>
              <Elapsed fromMs={openedMs} />
              {muteAll && <Tag color="volcano">{t('live.muteAllOn')}</Tag>}
              {locked && (
                <Tag color="gold" icon={<LockOutlined />}>
                  {t('live.locked')}
                </Tag>
              )}
            </div>
          </div>
          <ConferenceControls conference={conference} actions={actions} />
        </div>
      </header>
      <ParticipantList participants={participants} actions={actions} />
      {room !== undefined && <DialIn room={room} />}
    </>
  );
}

function DialIn({ room, lead }: { readonly room: Room; readonly lead?: ReactNode }) {
  const { data: numbers = [] } = useServiceNumbers();
  return (
    <DialInCard
      serviceNumbers={numbers}
      roomNumber={room.number}
      chairPassword={room.chairPassword}
      attendeePassword={room.attendeePassword}
      lead={lead}
    />
  );
}

function RoomNumber({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  return (
    <span>
      {t('rooms.number')} <strong className="digits">{number}</strong>
    </span>
  );
}

function BackLink() {
  const { t } = useTranslation();
  return (
    <Link className="back-link" to="/rooms">
      <LeftOutlined /> {t('rooms.title')}
    </Link>
  );
}

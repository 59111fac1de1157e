import { PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useConferenceRecords, useRooms, type RoomWindow } from './room-queries.js';
import { ConferenceRecords } from './conference-records.js';
import { EmptyList } from '../../components/empty-list.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { recurrenceWords } from '../../components/recurrence-words.js';
import { words as invitationWords } from './invitation-words.js';
import { RoomList } from './room-list.js';
import { words as roomWords } from './words.js';
import './rooms.css';

export const words = [roomWords, invitationWords, recurrenceWords];

const WINDOWS = ['current', 'planned', 'past'] as const satisfies readonly RoomWindow[];

/** 当前会议, 计划会议, 历史会议 [S25]. */
export default function RoomsPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const shown = WINDOWS.find((window) => window === params.get('window')) ?? 'current';
  return (
    <>
      <div className="page-head">
        <h1>{t('rooms.title')}</h1>
        <AddRoom />
      </div>
      <Segmented<RoomWindow>
        className="rooms-windows"
        aria-label={t('rooms.windows')}
        value={shown}
        options={WINDOWS.map((value) => ({ value, label: t(`rooms.${value}`) }))}
        onChange={(window) => setParams({ window }, { replace: true })}
      />
      {shown === 'past' ? <History /> : <RoomsOfWindow key={shown} window={shown} />}
    </>
  );
}

function RoomsOfWindow({ window }: { readonly window: 'current' | 'planned' }) {
  const { t } = useTranslation();
  const rooms = useRooms(window);
  if (rooms.isPending) return <PageLoading />;
  if (rooms.isLoadingError) return <LoadFailure error={rooms.error} onRetry={() => void rooms.refetch()} />;
  const items = rooms.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return window === 'planned' ? (
      <NoRooms text={t('rooms.nonePlanned')} hint={t('rooms.nonePlannedHint')} />
    ) : (
      <NoRooms text={t('rooms.noneCurrent')} hint={t('rooms.noneCurrentHint')} />
    );
  }
  return (
    <>
      <RoomList rooms={items} />
      <MoreButton list={rooms} />
    </>
  );
}

/** The conferences that have been held, and the rooms whose time is over. */
function History() {
  const { t } = useTranslation();
  const rooms = useRooms('past');
  const records = useConferenceRecords();
  if (rooms.isPending || records.isPending) return <PageLoading />;
  if (rooms.isLoadingError) return <LoadFailure error={rooms.error} onRetry={() => void rooms.refetch()} />;
  if (records.isLoadingError)
    return <LoadFailure error={records.error} onRetry={() => void records.refetch()} />;
  const pastRooms = rooms.data.pages.flatMap((page) => page.items);
  const held = records.data.pages.flatMap((page) => page.items).filter(({ endedMs }) => endedMs !== null);
  if (pastRooms.length === 0 && held.length === 0) {
    return (
      <EmptyList text={t('rooms.nonePast')}>
        <p className="soft">{t('rooms.nonePastHint')}</p>
      </EmptyList>
    );
  }
  return (
    <>
      {pastRooms.length > 0 && (
        <section className="section">
          <h2>{t('rooms.pastRooms')}</h2>
          <RoomList rooms={pastRooms} />
          <MoreButton list={rooms} />
        </section>
      )}
      {held.length > 0 && (
        <section className="section">
          <h2>{t('rooms.held')}</h2>
          <ConferenceRecords records={held} />
          <MoreButton list={records} />
        </section>
      )}
    </>
  );
}

function NoRooms({ text, hint }: { readonly text: string; readonly hint: string }) {
  return (
    <EmptyList text={text}>
      <p className="soft empty-hint">{hint}</p>
      <AddRoom />
    </EmptyList>
  );
}

function AddRoom() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/rooms/new')}>
      {t('rooms.add')}
    </Button>
  );
}

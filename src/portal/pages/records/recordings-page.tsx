import { useTranslation } from 'react-i18next';
import { EmptyList } from '../../components/empty-list.js';
import { LinkButton } from '../../components/link-button.js';
import { LoadFailure } from '../../components/load-failure.js';
import { MoreButton } from '../../components/more-button.js';
import { PageLoading } from '../../components/page-loading.js';
import { RecordingCard } from './recording-card.js';
import { useRecordings } from './recording-queries.js';
import { recordingWords } from './recording-words.js';
import { RecordsHead } from './records-head.js';
import { words as recordWords } from './words.js';
import './records.css';
import './recordings.css';

export const words = [recordWords, recordingWords];

/** 录音 [S4]. */
export default function RecordingsPage() {
  return (
    <>
      <RecordsHead />
      <Recordings />
    </>
  );
}

function Recordings() {
  const { t } = useTranslation();
  const recordings = useRecordings();
  if (recordings.isPending) return <PageLoading />;
  if (recordings.isLoadingError) {
    return <LoadFailure error={recordings.error} onRetry={() => void recordings.refetch()} />;
  }
  const items = recordings.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return (
      <EmptyList text={t('recordings.none')}>
        <p className="soft empty-hint">{t('recordings.noneHint')}</p>
        <LinkButton type="primary" to="/rooms">
          {t('recordings.toRooms')}
        </LinkButton>
      </EmptyList>
    );
  }
  return (
    <>
      <div className="room-cards">
        {items.map((recording) => (
          <RecordingCard key={recording.id} recording={recording} />
        ))}
      </div>
      <MoreButton list={recordings} />
    </>
  );
}

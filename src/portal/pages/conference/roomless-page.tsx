import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { done, ProblemError } from '../../../client/index.js';
import { useApi } from '../../api/api-context.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { useLiveOf } from '../../live/live-provider.js';
import type { TimelineEntry } from '../../live/timeline.js';
import { words as roomWords } from '../rooms/words.js';
import { EndedCard } from './ended-card.js';
import { RunningConference } from './running-conference.js';
import { useEnded } from './use-ended.js';
import { words as conferenceWords } from './words.js';
import './conference.css';

export const words = [roomWords, partyWords, conferenceWords];

const NO_TIMELINE: readonly TimelineEntry[] = [];

/** The live page of a conference that nobody dials into: an instant one, or one that was booked [S36]. */
export default function RoomlessConferencePage() {
  const { conference: id = '' } = useParams();
  const navigate = useNavigate();
  const waiting = useLiveOf(({ link }) => link === 'waiting');
  const conference = useLiveOf(({ conferences }) => conferences.find((running) => running.id === id));
  const timeline = useLiveOf(({ timelines }) => timelines.get(id) ?? NO_TIMELINE);
  const isOver = useIsOver(id);
  const [ended] = useEnded(conference);
  if (conference !== undefined)
    return <RunningConference key={id} room={undefined} conference={conference} timeline={timeline} />;
  if (ended !== undefined) return <EndedCard ended={ended} onClose={() => void navigate('/instant')} />;
  // The server knows of one that has just begun before its first event arrives.
  return waiting || !isOver ? <PageLoading /> : <Over />;
}

function useIsOver(id: string): boolean {
  const api = useApi();
  const { error } = useQuery({
    queryKey: ['conferences', id],
    queryFn: () => done(api.GET('/conferences/{conferenceId}', { params: { path: { conferenceId: id } } })),
  });
  return error instanceof ProblemError && error.status === 404;
}

function Over() {
  const { t } = useTranslation();
  return (
    <div className="panel panel-empty load-failure">
      <p>{t('live.ended')}</p>
      <Link to="/records">{t('navigation.records')}</Link>
    </div>
  );
}

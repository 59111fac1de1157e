import { useParams } from 'react-router';
import type { Conference } from '../../../client/index.js';
import { LoadFailure } from '../../components/load-failure.js';
import { PageLoading } from '../../components/page-loading.js';
import { partyWords } from '../../components/party-words.js';
import { useLiveOf } from '../../live/live-provider.js';
import type { LiveState } from '../../live/live-state.js';
import type { TimelineEntry } from '../../live/timeline.js';
import { useRoom } from '../rooms/room-queries.js';
import { words as roomWords } from '../rooms/words.js';
import { EmptyRoom } from './empty-room.js';
import { EndedCard } from './ended-card.js';
import { RunningConference } from './running-conference.js';
import { useEnded } from './use-ended.js';
import { words as conferenceWords } from './words.js';
import './conference.css';

/** Those of the rooms too: the page says how to dial in. */
export const words = [roomWords, partyWords, conferenceWords];

const NO_TIMELINE: readonly TimelineEntry[] = [];

/** The live page of a room [S24]: opens for any room, running or empty. */
export default function ConferenceLivePage() {
  const { room: id = '' } = useParams();
  const waiting = useLiveOf(({ link }) => link === 'waiting');
  const conference = useLiveOf((state) => runningIn(state, id));
  const timeline = useLiveOf(({ timelines }) => timelines.get(conference?.id ?? '') ?? NO_TIMELINE);
  const { data: room, error, refetch } = useRoom(id);
  const [ended, setEnded] = useEnded(conference);
  const end = ended !== undefined && <EndedCard ended={ended} onClose={() => setEnded(undefined)} />;
  if (waiting) return <PageLoading />;
  // A conference goes on when its room is removed; a room's next conference starts with buttons of its own.
  if (conference !== undefined)
    return <RunningConference key={conference.id} room={room} conference={conference} timeline={timeline} />;
  if (room !== undefined)
    return (
      <>
        {end}
        <EmptyRoom room={room} />
      </>
    );
  return (
    <>
      {end}
      {error === null ? <PageLoading /> : <LoadFailure error={error} onRetry={() => void refetch()} />}
    </>
  );
}

const runningIn = ({ conferences }: LiveState, room: string): Conference | undefined =>
  conferences.find((running) => running.room === room);

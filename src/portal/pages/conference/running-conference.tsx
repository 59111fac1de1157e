import { Segmented } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conference, Room } from '../../../client/index.js';
import type { TimelineEntry } from '../../live/timeline.js';
import { useConferenceActions } from './conference-actions.js';
import { ConferenceControls } from './conference-controls.js';
import { ConferenceTags, Figures, Head } from './conference-head.js';
import { DialIn } from './dial-in.js';
import { HandsCard, useRaisedHands } from './hands-card.js';
import { InviteControls } from './invite-controls.js';
import { People } from './people.js';
import { Announcer, TimelineCard } from './timeline-card.js';
import { useWide } from '../../components/use-wide.js';

interface RunningConferenceProps {
  /** Undefined: it has none, or it was removed, so that nobody can dial in any more. */
  readonly room: Room | undefined;
  readonly conference: Conference;
  readonly timeline: readonly TimelineEntry[];
}

type Part = 'people' | 'hands' | 'timeline' | 'dial-in';

/** A conference that runs: people beside what happens on a desktop, one part at a time on a phone. */
export function RunningConference({ room, conference, timeline }: RunningConferenceProps) {
  const wide = useWide('xl');
  const { actions, pending } = useConferenceActions(conference.id);
  const { id, muteAll, locked, recording, barred, windowEndMs, parties, costLimitMicroYuan } = conference;
  const hands = useRaisedHands(conference.participants);
  const parts: Record<Part, ReactNode> = {
    people: <People conference={conference} actions={actions} pending={pending} />,
    hands: <HandsCard hands={hands} actions={actions} pending={pending} />,
    timeline: <TimelineCard entries={timeline} />,
    'dial-in': room !== undefined && <DialIn room={room} />,
  };
  return (
    <>
      <Head
        name={conference.name}
        roomNumber={conference.roomNumber}
        tags={<ConferenceTags conference={conference} />}
      >
        <Figures conference={conference} />
        <div className="live-buttons">
          <InviteControls conferenceId={id} room={room} kind={conference.kind} />
          <ConferenceControls
            {...{ id, muteAll, locked, recording, barred, windowEndMs, parties, costLimitMicroYuan }}
            actions={actions}
            pending={pending}
          />
        </div>
      </Head>
      {wide ? (
        <div className="live-columns">
          {parts.people}
          <aside className="live-side">
            {parts.hands}
            {parts.timeline}
            {parts['dial-in']}
          </aside>
        </div>
      ) : (
        <Parts parts={parts} hands={hands.length} />
      )}
      <Announcer entries={timeline} />
    </>
  );
}

function Parts({ parts, hands }: { readonly parts: Record<Part, ReactNode>; readonly hands: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Part>('people');
  return (
    <>
      <Segmented<Part>
        block
        className="live-parts"
        value={shown}
        options={[
          { value: 'people', label: t('live.people') },
          { value: 'hands', label: hands === 0 ? t('live.hands') : `${t('live.hands')} ${hands}` },
          { value: 'timeline', label: t('live.timeline') },
          ...(parts['dial-in'] === false ? [] : [{ value: 'dial-in' as const, label: t('live.dialIn') }]),
        ]}
        onChange={setShown}
      />
      {parts[shown]}
    </>
  );
}

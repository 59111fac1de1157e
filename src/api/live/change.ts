import { unreachable } from '../../base/errors.js';
import type { ConferenceId, ParticipantId } from '../../base/ids.js';
import type { ConferenceService } from '../../conference/conference-service.js';
import type { ConferenceEvent } from '../../conference/events.js';
import { participantSnapshotOf } from '../../conference/snapshot.js';
import { conferenceView, participantView, type Viewer } from './conference-view.js';
import type { ConferenceView, ParticipantView } from './conference-schema.js';
import type { ChangeEvent } from './live-event-schema.js';

type States = Pick<ConferenceService, 'state' | 'snapshot'>;

/**
 * What a viewer is told of an event: the thing it changed, as that is now. Undefined when there is nothing
 * to show, or no longer: then a later event tells that it is gone.
 */
export function changeOf(event: ConferenceEvent, states: States, viewer: Viewer): ChangeEvent | undefined {
  const { conference: conferenceId, sequence, atMs, fact } = event;
  const common = { conferenceId, sequence, atMs };
  const conference = (): ConferenceView | undefined => viewOf(states, conferenceId, viewer);
  const participant = (id: ParticipantId): ParticipantView | undefined =>
    viewOfParticipant(states, conferenceId, id, viewer);
  switch (fact.type) {
    case 'opened':
      return withView(conference(), (conference) => ({ ...common, type: 'conference-opened', conference }));
    case 'chair-arrived':
    case 'mute-all-changed':
    case 'lock-changed':
    case 'window-extended':
    case 'number-barred':
    case 'bars-lifted':
    case 'recording-changed':
    case 'balance-low':
    // Who is being called, and who is gone, is part of the conference itself.
    case 'invited':
    case 'call-progressed':
    case 'call-failed':
    case 'invitation-merged':
      return withView(conference(), (conference) => ({ ...common, type: 'conference-changed', conference }));
    case 'entered':
      return withView(participant(fact.participant), (participant) => ({
        ...common,
        type: 'participant-entered',
        participant,
      }));
    case 'mutes-changed':
    case 'hand-changed':
    case 'talking-changed':
    case 'place-changed':
      return withView(participant(fact.participant), (participant) => ({
        ...common,
        type: 'participant-changed',
        participant,
      }));
    case 'left':
      return {
        ...common,
        type: 'participant-left',
        participantId: fact.participant,
        reason: fact.reason,
      };
    case 'closed':
      return { ...common, type: 'conference-closed', reason: fact.reason };
    default:
      return unreachable(fact);
  }
}

const withView = <View>(
  view: View | undefined,
  change: (view: View) => ChangeEvent,
): ChangeEvent | undefined => (view === undefined ? undefined : change(view));

function viewOf(states: States, id: ConferenceId, viewer: Viewer): ConferenceView | undefined {
  const snapshot = states.snapshot(id);
  return snapshot && conferenceView(snapshot, viewer);
}

/** Not by a snapshot of the whole: with hundreds of parties somebody starts or stops talking all the time. */
function viewOfParticipant(
  states: States,
  conference: ConferenceId,
  id: ParticipantId,
  viewer: Viewer,
): ParticipantView | undefined {
  const participant = states.state(conference)?.participants.get(id);
  return participant && participantView(participantSnapshotOf(participant), viewer);
}

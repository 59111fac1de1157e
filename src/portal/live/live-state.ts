import type { ChangeEvent, ConferenceView, ParticipantView, SnapshotEvent } from '../../api/client-types.js';

/**
 * The running conferences as the event stream tells them: a snapshot, then what changes, each change holding
 * the new whole of what it is about. Pure, so that it can be tested without a browser.
 */
export interface LiveState {
  /** `waiting` for the first snapshot; `lost`: what is shown may be out of date. */
  readonly link: 'waiting' | 'up' | 'lost';
  readonly conferences: readonly ConferenceView[];
}

export const NOTHING_LIVE: LiveState = { link: 'waiting', conferences: [] };

export const afterSnapshot = ({ conferences }: SnapshotEvent): LiveState => ({ link: 'up', conferences });

export const afterLoss = (state: LiveState): LiveState =>
  state.link === 'up' ? { ...state, link: 'lost' } : state;

/** The stream goes on where it broke off; before a first snapshot there is nothing to go on from. */
export const afterReturn = (state: LiveState): LiveState =>
  state.link === 'lost' ? { ...state, link: 'up' } : state;

export function afterChange(state: LiveState, change: ChangeEvent): LiveState {
  const known = state.conferences.find(({ id }) => id === change.conferenceId);
  if (known !== undefined && change.sequence <= known.sequence) return state;
  const others = state.conferences.filter((conference) => conference !== known);
  switch (change.type) {
    case 'conference-opened':
    case 'conference-changed':
      return { ...state, conferences: replaced(state.conferences, change.conference) };
    case 'conference-closed':
      return { ...state, conferences: others };
    case 'participant-entered':
    case 'participant-changed':
    case 'participant-left': {
      if (known === undefined) return state;
      const participants = participantsAfter(known.participants, change);
      const conference = {
        ...known,
        sequence: change.sequence,
        parties: participants.filter(({ operator }) => !operator).length,
        participants: [...participants],
      };
      return { ...state, conferences: replaced(state.conferences, conference) };
    }
  }
}

type ParticipantChange = Extract<ChangeEvent, { type: `participant-${string}` }>;

function participantsAfter(
  participants: readonly ParticipantView[],
  change: ParticipantChange,
): readonly ParticipantView[] {
  return change.type === 'participant-left'
    ? participants.filter(({ id }) => id !== change.participantId)
    : replaced(participants, change.participant);
}

/** In its place, or at the end when it is new: rows do not jump. */
function replaced<Item extends { readonly id: string }>(items: readonly Item[], item: Item): Item[] {
  const at = items.findIndex(({ id }) => id === item.id);
  return at === -1 ? [...items, item] : items.with(at, item);
}

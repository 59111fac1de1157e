import type {
  ChangeEvent,
  Conference,
  Departed,
  MeasuresEvent,
  NamesEvent,
  Participant,
  SnapshotEvent,
  TalkingEvent,
} from '../../client/index.js';
import type { Known } from './known-name.js';
import type { LiveMessage } from './live-message.js';
import { timelineAfter, timelineOf, type TimelineEntry } from './timeline.js';

/**
 * The running conferences as the event stream tells them: a snapshot, then what changes, each change holding
 * the new whole of what it is about. Pure, so that it can be tested without a browser.
 */
export interface LiveState {
  /** `waiting` for the first snapshot; `lost`: what is shown may be out of date. */
  readonly link: 'waiting' | 'up' | 'lost';
  readonly conferences: readonly Conference[];
  /** What has happened, by conference. */
  readonly timelines: ReadonlyMap<string, readonly TimelineEntry[]>;
}

export const NOTHING_LIVE: LiveState = { link: 'waiting', conferences: [], timelines: new Map() };

export function afterMessage(state: LiveState, message: LiveMessage): LiveState {
  switch (message.name) {
    case 'snapshot':
      return afterSnapshot(message.data);
    case 'change':
      return afterChange(state, message.data);
    case 'talking':
      return afterTalking(state, message.data);
    case 'measures':
      return afterMeasures(state, message.data);
    case 'names':
      return afterNames(state, message.data);
    case 'lost':
      return afterLoss(state);
    case 'returned':
      return afterReturn(state);
    case 'refused':
    case 'account':
    case 'operator':
      return state;
  }
}

export const afterSnapshot = ({ conferences }: SnapshotEvent): LiveState => ({
  link: 'up',
  conferences,
  timelines: new Map(conferences.map((conference) => [conference.id, timelineOf(conference)])),
});

export const afterLoss = (state: LiveState): LiveState =>
  state.link === 'up' ? { ...state, link: 'lost' } : state;

/** The stream goes on where it broke off; before a first snapshot there is nothing to go on from. */
export const afterReturn = (state: LiveState): LiveState =>
  state.link === 'lost' ? { ...state, link: 'up' } : state;

export function afterChange(state: LiveState, change: ChangeEvent): LiveState {
  const known = state.conferences.find(({ id }) => id === change.conferenceId);
  if (known !== undefined && change.sequence <= known.sequence) return state;
  const { conferenceId: id } = change;
  if (change.type === 'conference-opened') {
    const { conference } = change;
    const timelines = new Map(state.timelines).set(id, timelineOf(conference));
    return { ...state, conferences: replaced(state.conferences, conference), timelines };
  }
  if (known === undefined) return state;
  const timelines = new Map(state.timelines);
  if (change.type === 'conference-closed') {
    timelines.delete(id);
    return { ...state, conferences: without(state.conferences, id), timelines };
  }
  timelines.set(id, timelineAfter(state.timelines.get(id) ?? [], known, change));
  const conference = { ...conferenceAfter(known, change), sequence: change.sequence };
  return { ...state, conferences: replaced(state.conferences, conference), timelines };
}

/** Who talks is told as a whole, without a place in the sequence. */
export const afterTalking = (state: LiveState, { conferenceId, talking }: TalkingEvent): LiveState =>
  withConference(state, conferenceId, (conference) => {
    const ids = new Set(talking);
    const participants = conference.participants.map((participant) =>
      participant.talking === ids.has(participant.id)
        ? participant
        : { ...participant, talking: ids.has(participant.id) },
    );
    return { ...conference, participants };
  });

export const afterMeasures = (
  state: LiveState,
  { conferenceId, costMicroYuan, costLimitMicroYuan, lines }: MeasuresEvent,
): LiveState =>
  withConference(state, conferenceId, (conference) => {
    const measured = new Map(lines.map(({ participantId, quality }) => [participantId, quality]));
    const participants = conference.participants.map((participant) => {
      const quality = measured.get(participant.id);
      return quality === undefined ? participant : { ...participant, quality };
    });
    return { ...conference, costMicroYuan, costLimitMicroYuan, participants };
  });

export function afterNames(state: LiveState, { conferenceId, names }: NamesEvent): LiveState {
  const nameOf = new Map(names.map(({ number, contactName }) => [number, contactName]));
  const named = <Shown extends Known>(shown: Shown): Shown => {
    const contactName = shown.number === null ? undefined : nameOf.get(shown.number);
    return contactName === undefined ? shown : { ...shown, contactName };
  };
  const after = withConference(state, conferenceId, (conference) => ({
    ...conference,
    participants: conference.participants.map(named),
    invitations: conference.invitations.map(named),
    departed: conference.departed.map(named),
  }));
  const entryNamed = (entry: TimelineEntry): TimelineEntry =>
    entry.who === null ? entry : { ...entry, who: named(entry.who) };
  const timeline = state.timelines.get(conferenceId);
  if (timeline === undefined) return after;
  return { ...after, timelines: new Map(state.timelines).set(conferenceId, timeline.map(entryNamed)) };
}

function withConference(
  state: LiveState,
  id: string,
  after: (conference: Conference) => Conference,
): LiveState {
  const known = state.conferences.find((conference) => conference.id === id);
  return known === undefined ? state : { ...state, conferences: replaced(state.conferences, after(known)) };
}

type InnerChange = Exclude<ChangeEvent, { type: 'conference-opened' | 'conference-closed' }>;

function conferenceAfter(known: Conference, change: InnerChange): Conference {
  switch (change.type) {
    case 'conference-changed': {
      const mutes = new Map(change.mutes?.map((one) => [one.id, one]));
      const participants = known.participants.map((one) => ({ ...one, ...mutes.get(one.id) }));
      return { ...known, ...change.conference, participants };
    }
    case 'participant-entered':
      return {
        ...known,
        ...standing(change),
        participants: replaced(known.participants, change.participant),
        invitations: without(known.invitations, change.participant.id),
        departed: without(known.departed, change.participant.id),
      };
    case 'participant-changed':
      return {
        ...known,
        ...standing(change),
        participants: replaced(known.participants, change.participant),
      };
    case 'participant-left':
      return {
        ...known,
        ...standing(change),
        participants: without<Participant>(known.participants, change.participantId),
        departed: departedAfter(known.departed, change.departed),
      };
    case 'invitation-changed':
      return {
        ...known,
        ...standing(change),
        invitations: replaced(known.invitations, change.invitation),
        departed: without(known.departed, change.invitation.id),
      };
    case 'invitation-over':
      return {
        ...known,
        invitations: without(known.invitations, change.participantId),
        departed: departedAfter(known.departed, change.departed),
      };
  }
}

const standing = ({ parties, host, hostLost }: Pick<Conference, 'parties' | 'host' | 'hostLost'>) => ({
  parties,
  host,
  hostLost,
});

/** The longest gone stand first. */
const departedAfter = (known: readonly Departed[], gone: Departed | null): Departed[] =>
  gone === null ? [...known] : [...without(known, gone.id), gone];

const without = <Item extends { readonly id: string }>(items: readonly Item[], id: string): Item[] =>
  items.filter((item) => item.id !== id);

/** In its place, or at the end when it is new: rows do not jump. */
function replaced<Item extends { readonly id: string }>(items: readonly Item[], item: Item): Item[] {
  const at = items.findIndex(({ id }) => id === item.id);
  return at === -1 ? [...items, item] : items.with(at, item);
}

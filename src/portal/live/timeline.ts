import type { ChangeEvent, Conference, Invitation, Participant } from '../../client/index.js';
import { knownName, type Known } from './known-name.js';

/** What has happened in a conference, in the words that a page has texts for. */
export type Happening =
  | 'opened'
  | 'entered'
  | 'left'
  | 'called'
  | 'not-reached'
  | 'hand-raised'
  | 'held'
  | 'back'
  | 'with-operator'
  | 'mute-all'
  | 'mute-all-lifted'
  | 'locked'
  | 'unlocked'
  | 'recording'
  | 'recording-stopped'
  | 'extended';

export interface TimelineEntry {
  /** Unique within its conference. */
  readonly key: string;
  readonly atMs: number;
  readonly happening: Happening;
  /** null: nothing is known, or it concerns all. */
  readonly who: Known | null;
  /** Why somebody left or was not reached. */
  readonly reason: string | null;
}

/** So many of the newest are kept of a conference. */
export const TIMELINE_MAX = 300;

/** What a conference that runs already tells of its past: who came, and who left. */
export function timelineOf(conference: Conference): readonly TimelineEntry[] {
  const entered = conference.participants.map((one) => entry(one.enteredMs, 'entered', one));
  const gone = conference.departed.map(({ leftMs, reason, ...one }) =>
    entry(leftMs, isUnreached(reason) ? 'not-reached' : 'left', one, reason),
  );
  const opened = { ...entry(conference.openedMs, 'opened'), key: 'opened' };
  return [opened, ...[...entered, ...gone].sort((one, other) => one.atMs - other.atMs)].slice(-TIMELINE_MAX);
}

/** `known`: the conference as it was before. */
export function timelineAfter(
  timeline: readonly TimelineEntry[],
  known: Conference,
  change: ChangeEvent,
): readonly TimelineEntry[] {
  const news = newsOf(known, change);
  return news.length === 0 ? timeline : [...timeline, ...news].slice(-TIMELINE_MAX);
}

function newsOf(known: Conference, change: ChangeEvent): readonly TimelineEntry[] {
  const { atMs } = change;
  switch (change.type) {
    case 'conference-opened':
    case 'conference-closed':
      return [];
    case 'conference-changed':
      return changesOf(known, change.conference).map((happening) => ({
        ...entry(atMs, happening),
        key: `${happening} ${change.sequence}`,
      }));
    case 'participant-entered':
      return [entry(atMs, 'entered', change.participant)];
    case 'participant-changed': {
      const before = known.participants.find(({ id }) => id === change.participant.id);
      const happening = before && changeOf(before, change.participant);
      return happening === undefined ? [] : [entry(atMs, happening, change.participant)];
    }
    case 'participant-left': {
      const gone = known.participants.find(({ id }) => id === change.participantId);
      return gone === undefined ? [] : [entry(atMs, 'left', gone, change.reason)];
    }
    case 'invitation-changed':
      return known.invitations.some(({ id }) => id === change.invitation.id)
        ? []
        : [entry(atMs, 'called', change.invitation)];
    case 'invitation-over': {
      const { departed } = change;
      return departed === null ? [] : [entry(atMs, 'not-reached', departed, departed.bar ?? departed.reason)];
    }
  }
}

function changesOf(
  known: Conference,
  { muteAll, locked, recording, windowEndMs }: Omit<Conference, 'participants' | 'invitations' | 'departed'>,
): readonly Happening[] {
  const changes: Happening[] = [];
  if (muteAll !== known.muteAll) changes.push(muteAll ? 'mute-all' : 'mute-all-lifted');
  if (locked !== known.locked) changes.push(locked ? 'locked' : 'unlocked');
  if (recording !== known.recording) changes.push(recording === null ? 'recording-stopped' : 'recording');
  if (windowEndMs !== known.windowEndMs) changes.push('extended');
  return changes;
}

function changeOf(before: Participant, now: Participant): Happening | undefined {
  if (now.handRaised && !before.handRaised) return 'hand-raised';
  if (now.place === before.place) return undefined;
  if (now.place === 'held') return 'held';
  if (now.place === 'operator') return 'with-operator';
  return now.place === 'room' ? 'back' : undefined;
}

/** Results of calls that nobody came of; the other reasons are those of leaving. */
const UNREACHED: readonly string[] = [
  'busy',
  'no-answer',
  'bad-number',
  'barred',
  'rejected',
  'congested',
  'failed',
  'cancelled',
  'not-confirmed',
  'unpaid',
];

export const isUnreached = (reason: string): boolean => UNREACHED.includes(reason);

type Party = Pick<Invitation, 'id'> & Known;

const entry = (
  atMs: number,
  happening: Happening,
  who?: Party,
  reason: string | null = null,
): TimelineEntry => ({
  key: `${happening} ${who?.id} ${atMs}`,
  atMs,
  happening,
  who: who === undefined ? null : knownOf(who),
  reason,
});

function knownOf({ name, contactName, number }: Known): Known | null {
  return knownName({ name, contactName }) === null && number === null ? null : { name, contactName, number };
}

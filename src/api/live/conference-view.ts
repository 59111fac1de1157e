import { maskNumber } from '../../base/log.js';
import type {
  ConferenceSnapshot,
  DepartedSnapshot,
  InvitationSnapshot,
  ParticipantSnapshot,
} from '../../conference/snapshot.js';
import type {
  ConferenceSummaryView,
  ConferenceView,
  DepartedView,
  InvitationView,
  ParticipantView,
} from './conference-schema.js';

/** Numbers are masked wherever their owner is not looking [S53a]. */
export interface Viewer {
  readonly masked: boolean;
}

export const summaryView = (conference: ConferenceSnapshot): ConferenceSummaryView => ({
  id: conference.id,
  kind: conference.kind,
  room: conference.room ?? null,
  roomNumber: conference.roomNumber,
  name: conference.name,
  account: conference.account ?? null,
  openedMs: conference.openedMs,
  windowEndMs: conference.windowEndMs ?? null,
  locked: conference.locked,
  muteAll: conference.muteAll,
  chairArrived: conference.chairArrived,
  recording: conference.recording ?? null,
  barred: conference.barred,
  sequence: conference.sequence,
  parties: conference.parties,
});

export const conferenceView = (conference: ConferenceSnapshot, viewer: Viewer): ConferenceView => ({
  ...summaryView(conference),
  participants: conference.participants.map((participant) => participantView(participant, viewer)),
  invitations: conference.invitations.map((invitation) => invitationView(invitation, viewer)),
  departed: conference.departed.map((departed) => departedView(departed, viewer)),
});

export const participantView = (
  {
    id,
    role,
    name,
    number,
    operator,
    place,
    mutes,
    heard,
    handRaised,
    talking,
    enteredMs,
  }: ParticipantSnapshot,
  { masked }: Viewer,
): ParticipantView => ({
  id,
  role,
  name: name ?? null,
  number: number === undefined ? null : shownNumber(number, masked),
  operator,
  place,
  mutes,
  heard,
  handRaised,
  talking,
  enteredMs,
});

const invitationView = (
  { id, role, name, number, operator, progress }: InvitationSnapshot,
  { masked }: Viewer,
): InvitationView => ({
  id,
  role,
  name: name ?? null,
  number: number === undefined ? null : shownNumber(number, masked),
  operator,
  progress,
});

const departedView = (
  { id, role, name, number, redialable, leftMs, why }: DepartedSnapshot,
  { masked }: Viewer,
): DepartedView => ({
  id,
  role,
  name: name ?? null,
  number: number === undefined ? null : shownNumber(number, masked),
  redialable,
  leftMs,
  reason: typeof why === 'string' ? why : why.result,
  bar: typeof why === 'string' ? null : (why.bar ?? null),
});

export const shownNumber = (number: string, masked: boolean): string =>
  masked ? maskNumber(number) : number;

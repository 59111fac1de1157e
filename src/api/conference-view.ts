import { maskNumber } from '../base/log.js';
import { type ConferenceSnapshot, type ParticipantSnapshot } from '../conference/snapshot.js';
import type { ConferenceSummaryView, ConferenceView, ParticipantView } from './schemas/conference.js';

/** Numbers are masked wherever their owner is not looking [S53a]. */
export interface Viewer {
  readonly masked: boolean;
}

export const summaryView = (conference: ConferenceSnapshot): ConferenceSummaryView => ({
  id: conference.id,
  room: conference.room ?? null,
  roomNumber: conference.roomNumber,
  name: conference.name,
  account: conference.account ?? null,
  openedMs: conference.openedMs,
  windowEndMs: conference.windowEndMs ?? null,
  locked: conference.locked,
  muteAll: conference.muteAll,
  chairArrived: conference.chairArrived,
  barred: conference.barred,
  sequence: conference.sequence,
  parties: conference.participants.length,
});

export const conferenceView = (conference: ConferenceSnapshot, viewer: Viewer): ConferenceView => ({
  ...summaryView(conference),
  participants: conference.participants.map((participant) => participantView(participant, viewer)),
});

export const participantView = (
  { id, role, name, number, mutes, heard, handRaised, talking, enteredMs }: ParticipantSnapshot,
  { masked }: Viewer,
): ParticipantView => ({
  id,
  role,
  name: name ?? null,
  number: number === undefined ? null : shownNumber(number, masked),
  mutes,
  heard,
  handRaised,
  talking,
  enteredMs,
});

export const shownNumber = (number: string, masked: boolean): string =>
  masked ? maskNumber(number) : number;

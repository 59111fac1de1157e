/** What goes over the wire, as types alone: the portal imports these and no code of the server. */
export type { ProblemView } from './schemas/problem.js';
export type { LoginBody, SessionView } from './schemas/session.js';
export type { ServiceNumberListView, ServiceNumberView } from './schemas/service-number.js';
export type {
  RoomChange,
  RoomCreate,
  RoomListView,
  RoomOptionsView,
  RoomView,
  RoomWindow,
} from './schemas/room.js';
export type {
  ConferenceListView,
  ConferenceSummaryView,
  ConferenceView,
  ParticipantView,
} from './schemas/conference.js';
export type {
  ConferenceRecordDetailView,
  ConferenceRecordListView,
  ConferenceRecordView,
} from './schemas/conference-record.js';
export type { ChangeEvent, SnapshotEvent } from './schemas/live-event.js';

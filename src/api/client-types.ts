/** What goes over the wire, as types alone: the portal imports these and no code of the server. */
export type { ProblemView } from './problem-schema.js';
export type { LoginBody, SessionView } from './door/session-schema.js';
export type { ServiceNumberListView, ServiceNumberView } from './rooms/service-number-schema.js';
export type {
  RoomChange,
  RoomCreate,
  RoomListView,
  RoomOptionsView,
  RoomView,
  RoomWindow,
} from './rooms/room-schema.js';
export type {
  ConferenceListView,
  ConferenceSummaryView,
  ConferenceView,
  ParticipantView,
} from './live/conference-schema.js';
export type {
  ConferenceRecordDetailView,
  ConferenceRecordListView,
  ConferenceRecordView,
} from './records/conference-record-schema.js';
export type { ChangeEvent, SnapshotEvent } from './live/live-event-schema.js';

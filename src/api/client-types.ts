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
  DepartedView,
  InvitationView,
  LineQualityView,
  ParticipantView,
} from './live/conference-schema.js';
export type { InvitedView, RoomInvitationBody } from './live/invitation-schema.js';
export type { InvitationBody, RejectedPartyView } from './live/party-schema.js';
export type { InstantBody, PublicInstantBody, StartedCallView } from './live/instant-schema.js';
export type { CostEstimateBody, CostEstimateView } from './live/cost-routes.js';
export type {
  BookedView,
  BookingChangeBody,
  BookingCreateBody,
  BookingListView,
  BookingView,
} from './live/booking-schema.js';
export type {
  ConferenceRecordDetailView,
  ConferenceRecordListView,
  ConferenceRecordView,
} from './records/conference-record-schema.js';
export type { CallRecordListView, CallRecordView } from './records/call-record-schema.js';
export type {
  RecordingLinkCreate,
  RecordingLinkView,
  RecordingListView,
  RecordingView,
} from './records/recording-schema.js';
export type { BalanceView } from './records/balance-routes.js';
export type { LedgerEntryListView, LedgerEntryView, RechargeCreate } from './records/ledger-schema.js';
export type { StatementListView, StatementView } from './records/statement-schema.js';
export type { RecordTotalsView } from './records/record-total-routes.js';
export type {
  AccountEvent,
  ChangeEvent,
  MeasuresEvent,
  OperatorEvent,
  SnapshotEvent,
  TalkingEvent,
} from './live/live-event-schema.js';
export type { AccountListView, AccountRecordView, AccountUserView } from './admin/account-schema.js';
export type { ListedNumberListView, NumberImportView, OptOutListView } from './admin/listed-number-schema.js';
export type { PromptChangedView, PromptListView, PromptView } from './admin/prompt-schema.js';
export type { AlarmListView, LiveCallListView, SipMessagesView, SystemView } from './admin/system-schema.js';
export type { PriceView, TariffSummaryView, TariffView } from './admin/tariff-schema.js';
export type { BoundNumberView, TrunkListView, TrunkView } from './admin/trunk-schema.js';
export type {
  CustomerListView,
  DutyView,
  HelpQueueView,
  OperatorHoursView,
  OperatorListView,
  OperatorReportView,
  OperatorView,
} from './operator/operator-schema.js';

/** What goes over the wire, as types alone: the portal imports these and no code of the server. */
export type { ProblemView } from './problem-schema.js';
export type { LoginBody, PasswordBody, SessionListView, SessionView } from './door/session-schema.js';
export type { RegistrationCreate, RegistrationView } from './door/registration-schema.js';
export type { ProfileChange, ProfileView } from './door/profile-schema.js';
export type { NumberCreate, NumberListView, NumberView } from './door/number-schema.js';
export type { ApiKeyCreate, ApiKeyListView, ApiKeyView, NewApiKeyView } from './door/api-key-schema.js';
export type { AuditEntryView, AuditLogView } from './door/audit-log-schema.js';
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
export type { BrowserPhoneTokenBody, BrowserPhoneTokenView } from './phone/browser-phone-schema.js';
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
  NamesEvent,
  OperatorEvent,
  SnapshotEvent,
  TalkingEvent,
} from './live/live-event-schema.js';
export type {
  WebhookChange,
  WebhookCreate,
  WebhookDeliveryView,
  WebhookListView,
  WebhookView,
  WebhookWithSecretView,
} from './notices/webhook-schema.js';
export type { AccountListView, AccountRecordView, AccountUserView } from './admin/account-schema.js';
export type { ListedNumberListView, NumberImportView, OptOutListView } from './admin/listed-number-schema.js';
export type { PromptChangedView, PromptListView, PromptView } from './admin/prompt-schema.js';
export type { CallTraceListView, CallTraceView, SipLadderView } from './admin/call-trace-schema.js';
export type { CaptureListView, CaptureView } from './admin/capture-schema.js';
export type { AlarmListView, SystemHistoryView, SystemView } from './admin/system-schema.js';
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
export type {
  ContactChange,
  ContactCreate,
  ContactListView,
  ContactView,
} from './contacts/contact-schema.js';
export type { ContactGroupListView, ContactGroupView } from './contacts/contact-group-schema.js';
export type {
  ContactImportOutcomeView,
  ContactImportRowListView,
  ContactImportRowView,
  ContactImportView,
} from './contacts/contact-import-schema.js';
export type { RoomInvitationView } from './rooms/room-invitation-route.js';

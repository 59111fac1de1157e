import type {
  AccountsTable,
  UsersTable,
  ApiKeysTable,
  SessionsTable,
  IdempotencyKeysTable,
  AuditLogTable,
  PhonePinsTable,
  AccountNumbersTable,
  ListedNumbersTable,
} from './tables/account-tables.js';
import type {
  ConferencesTable,
  ParticipantsTable,
  LegSumsTable,
  LegsTable,
  ConferenceEventsTable,
  RecordingsTable,
  RecordingSharesTable,
  OptOutsTable,
  DialledNumbersTable,
  OutgoingUseTable,
  OperatorRequestsTable,
} from './tables/call-tables.js';
import type {
  TariffsTable,
  ReservationsTable,
  LedgerEntriesTable,
  LedgerPostingsTable,
  ChargeFilesTable,
  ChargeFileLinesTable,
} from './tables/money-tables.js';
import type {
  RoomsTable,
  RoomInviteesTable,
  RoomInvitationsTable,
  RoomTemplatesTable,
  BookingsTable,
  ContactsTable,
  ContactNumbersTable,
  ContactGroupsTable,
  ContactGroupMembersTable,
  ContactImportsTable,
  ContactImportLotsTable,
} from './tables/room-tables.js';
import type {
  ConfiguredTable,
  OperatorsTable,
  SettingsTable,
  AlarmsTable,
  OutboxTable,
  WebhooksTable,
  NodesTable,
  StoreProbeTable,
  SchemaMigrationsTable,
} from './tables/server-tables.js';

export type * from './tables/account-tables.js';
export type * from './tables/call-tables.js';
export type * from './tables/money-tables.js';
export type * from './tables/room-tables.js';
export type * from './tables/server-tables.js';

/**
 * The tables as both databases show them. Ids and JSON are text, times are UTC milliseconds, money is
 * micro-yuan; both are bigint in the database and safe integers here.
 */
export interface Schema {
  accounts: AccountsTable;
  users: UsersTable;
  api_keys: ApiKeysTable;
  rooms: RoomsTable;
  conferences: ConferencesTable;
  participants: ParticipantsTable;
  legs: LegsTable;
  leg_sums: LegSumsTable;
  conference_events: ConferenceEventsTable;
  tariffs: TariffsTable;
  reservations: ReservationsTable;
  ledger_entries: LedgerEntriesTable;
  ledger_postings: LedgerPostingsTable;
  charge_files: ChargeFilesTable;
  charge_file_lines: ChargeFileLinesTable;
  phone_pins: PhonePinsTable;
  account_numbers: AccountNumbersTable;
  listed_numbers: ListedNumbersTable;
  room_invitees: RoomInviteesTable;
  bookings: BookingsTable;
  recordings: RecordingsTable;
  recording_shares: RecordingSharesTable;
  trunks: ConfiguredTable;
  service_numbers: ConfiguredTable;
  opt_outs: OptOutsTable;
  dialled_numbers: DialledNumbersTable;
  outgoing_use: OutgoingUseTable;
  contacts: ContactsTable;
  contact_numbers: ContactNumbersTable;
  contact_groups: ContactGroupsTable;
  contact_group_members: ContactGroupMembersTable;
  contact_imports: ContactImportsTable;
  contact_import_lots: ContactImportLotsTable;
  room_invitations: RoomInvitationsTable;
  room_templates: RoomTemplatesTable;
  outbox: OutboxTable;
  webhooks: WebhooksTable;
  operators: OperatorsTable;
  operator_requests: OperatorRequestsTable;
  settings: SettingsTable;
  alarms: AlarmsTable;
  sessions: SessionsTable;
  idempotency_keys: IdempotencyKeysTable;
  audit_log: AuditLogTable;
  nodes: NodesTable;
  store_probe: StoreProbeTable;
  schema_migrations: SchemaMigrationsTable;
}

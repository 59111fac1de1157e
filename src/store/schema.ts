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

export interface AccountsTable {
  id: string;
  number: string;
  name: string;
  role: string;
  tier: string;
  payment_mode: string;
  language: string;
  time_zone: string;
  balance_micro_yuan: number;
  created_ms: number;
  status: string;
  credit_limit_micro_yuan: number;
  /** Set aside for the legs that are up: the sum of their reservations. */
  reserved_micro_yuan: number;
  /** How often money was added; who watches the balance sees it rise. */
  recharges: number;
  /** JSON of OutgoingRights; one that is missing has its default. */
  outgoing: string;
  /** On whose phone bill the charges appear [S51a]. */
  billing_number: string | null;
  /** One more with each edit by people; money that moves does not count. */
  version: number;
}

export interface UsersTable {
  id: string;
  account: string;
  login: string;
  password_hash: string;
  role: string;
  created_ms: number;
  /** In lower case; a second login name. */
  email: string | null;
  /** 1: the question of the first login was answered [S33]. */
  help_seen: number;
  password_temporary: number;
}

export interface ApiKeysTable {
  id: string;
  account: string;
  hash: string;
  label: string;
  /** JSON: an array of scopes. */
  scopes: string;
  created_ms: number;
  /** UTC date; null: never used. */
  last_used_day: string | null;
}

export interface RoomsTable {
  id: string;
  account: string;
  name: string;
  organiser: string;
  number: string;
  chair_password: string;
  attendee_password: string;
  /** JSON of RoomOptions; an option that is missing has its default. */
  options: string;
  start_ms: number;
  duration_ms: number;
  language: string;
  version: number;
  created_ms: number;
  /** JSON of Recurrence; null: once. */
  recurrence: string | null;
}

export interface ConferencesTable {
  id: string;
  room: string | null;
  room_number: string;
  account: string | null;
  node: string;
  epoch: number;
  started_ms: number;
  ended_ms: number | null;
  end_reason: string | null;
}

export interface ParticipantsTable {
  id: string;
  conference: string;
  role: string;
  name: string;
  number: string;
  joined_ms: number;
  left_ms: number | null;
}

export interface LegsTable {
  id: string;
  node: string;
  epoch: number;
  trunk: string;
  direction: string;
  calling_number: string;
  calling_e164: string | null;
  called_number: string;
  called_e164: string | null;
  service: string;
  sip_call_id: string;
  /** JSON of the dialog facts that a BYE after a restart needs. */
  dialog: string;
  ring_ms: number;
  answer_ms: number;
  codec: string;
  ptime_ms: number;
  last_alive_ms: number;
  participant: string | null;
  conference: string | null;
  room: string | null;
  account: string | null;
  join_ms: number | null;
  end_ms: number | null;
  duration_ms: number | null;
  end_reason: string | null;
  hung_up_by: string | null;
  sip_status: number | null;
  q850_cause: number | null;
  packets_received: number | null;
  packets_sent: number | null;
  packets_lost: number | null;
  packets_late: number | null;
  jitter_ms: number | null;
  frames_concealed: number | null;
  drift_ppm: number | null;
  mos: number | null;
  /** The charge: written with the ending, null when nobody pays. */
  charge_service: string | null;
  charge_kind: string | null;
  tariff_version: string | null;
  /** 1: free of charge. */
  free: number | null;
  /** For a minute. */
  price_micro_yuan: number | null;
  first_block_s: number | null;
  increment_s: number | null;
  blocks: number | null;
  charged_s: number | null;
  amount_micro_yuan: number | null;
  /** What was set aside, of which the amount was taken. */
  reserved_micro_yuan: number | null;
}

/** A version of the tariff: never changed, and followed by the next one. */
export interface TariffsTable {
  version: string;
  valid_from_ms: number;
  /** JSON of TariffPrices. */
  prices: string;
  created_ms: number;
}

/** What is set aside for a leg that is up, and all that is needed to rate it should the process die. */
export interface ReservationsTable {
  leg: string;
  account: string;
  conference: string;
  service: string;
  kind: string;
  tariff_version: string;
  price_micro_yuan: number;
  first_block_s: number;
  increment_s: number;
  /** Paid from the answer up to here. */
  reserved_s: number;
  amount_micro_yuan: number;
  /** When the last step was asked for: the leg was up then. */
  alive_ms: number;
}

/** Append-only. What went wrong is reversed by a further entry. */
export interface LedgerEntriesTable {
  id: string;
  account: string;
  kind: string;
  idempotency_key: string;
  utc_ms: number;
  leg: string | null;
  conference: string | null;
  method: string | null;
  note: string | null;
  reverses: string | null;
}

/** The sides of an entry: their sum is 0. */
export interface LedgerPostingsTable {
  entry: string;
  book: string;
  /** Of the customers' book: whose. */
  account: string | null;
  amount_micro_yuan: number;
}

export interface ChargeFilesTable {
  id: string;
  period: string;
  sequence: number;
  from_ms: number;
  to_ms: number;
  created_ms: number;
}

/** Which file of each period tells the carrier of an entry. */
export interface ChargeFileLinesTable {
  period: string;
  entry: string;
  file: string;
}

export interface ConferenceEventsTable {
  conference: string;
  /** Counts from 1 within the conference. */
  sequence: number;
  node: string;
  epoch: number;
  utc_ms: number;
  type: string;
  schema_version: number;
  /** JSON. */
  payload: string;
}

export interface PhonePinsTable {
  account: string;
  hash: string;
}

export interface AccountNumbersTable {
  e164: string;
  account: string;
  kind: string;
  verified_ms: number;
}

export interface ListedNumbersTable {
  e164: string;
  verdict: string;
}

export interface RoomInviteesTable {
  room: string;
  e164: string;
}

export interface BookingsTable {
  id: string;
  account: string;
  start_ms: number;
  /** JSON of BookedParty, and an array of them. */
  host: string;
  parties: string;
  /** The host counted. */
  parties_count: number;
  status: string;
  next_try_ms: number;
  tries: number;
  conference: string | null;
  claimed_by: string | null;
  claimed_until_ms: number | null;
  created_ms: number;
  name: string;
  cost_max_micro_yuan: number | null;
  version: number;
}

export interface RecordingsTable {
  id: string;
  conference: string;
  account: string | null;
  started_ms: number;
  duration_ms: number | null;
  /** 1 or 0; null while it is written. */
  complete: number | null;
  /** JSON: names below the recordings' folder. */
  files: string;
}

/** Rows that follow the configuration until somebody edits them. */
export interface ConfiguredTable {
  id: string;
  /** Their order: the first that fits wins. */
  position: number;
  /** JSON. */
  rule: string;
  /** 1: the row wins over the configuration. */
  edited: number;
  version: number;
  changed_ms: number;
}

/** Numbers that want no calls of ours any more [S41]. */
export interface OptOutsTable {
  number: string;
  since_ms: number;
}

/** Which numbers an account has called, so that a new one is known as new [S41]. */
export interface DialledNumbersTable {
  account: string;
  number: string;
  first_ms: number;
  last_ms: number;
  calls: number;
}

/** What an account has called in a slot of time [S41]. */
export interface OutgoingUseTable {
  account: string;
  slot_ms: number;
  legs: number;
  new_numbers: number;
  spent_micro_yuan: number;
}

export interface NodesTable {
  id: string;
  epoch: number;
  started_ms: number;
}

export interface StoreProbeTable {
  id: string;
  writes: number;
}

export interface SchemaMigrationsTable {
  number: number;
  name: string;
}

/** Who answers `*0` beside the telephones of the configuration [S44]. */
export interface OperatorsTable {
  id: string;
  user: string;
  e164: string;
  /** 1 or 0: whether this person may be on duty, and whether it is. */
  enabled: number;
  on_duty: number;
  version: number;
  created_ms: number;
}

/** A request for an operator that is over, for the answer-time report [S44]. */
export interface OperatorRequestsTable {
  id: string;
  conference: string;
  participant: string;
  account: string | null;
  asked_ms: number;
  /** Answered, given up, or refused. */
  over_ms: number;
  outcome: string;
  operator: string | null;
}

export interface SettingsTable {
  id: string;
  /** JSON. */
  value: string;
  version: number;
  changed_ms: number;
}

/** What an administrator should look at [S41]. */
export interface AlarmsTable {
  id: string;
  kind: string;
  /** Of an account or a trunk: its id. */
  subject: string;
  /** JSON. */
  detail: string;
  raised_ms: number;
}

export interface ContactsTable {
  id: string;
  account: string;
  name: string;
  /** What a search looks in. */
  name_key: string;
  email: string;
  version: number;
  created_ms: number;
}

export interface ContactNumbersTable {
  contact: string;
  position: number;
  account: string;
  /** E.164 with its +, or a short number. */
  number: string;
  extension: string;
  delay_ms: number;
}

export interface ContactGroupsTable {
  id: string;
  account: string;
  name: string;
  version: number;
  created_ms: number;
}

export interface ContactGroupMembersTable {
  group: string;
  contact: string;
}

export interface ContactImportsTable {
  id: string;
  account: string;
  /** JSON of ImportSummary. */
  summary: string;
  created_ms: number;
}

export interface ContactImportLotsTable {
  import: string;
  /** Number of its first row in the file. */
  first_row: number;
  /** JSON: an array of ImportRow. */
  rows: string;
}

export interface RoomInvitationsTable {
  room: string;
  notify: number;
  notify_by_sms: number;
  reminder_ms: number;
  /** JSON: arrays of Invitee and Guest. */
  invitees: string;
  guests: string;
  /** null: none is to come. */
  next_reminder_ms: number | null;
}

export interface RoomTemplatesTable {
  id: string;
  account: string;
  name: string;
  /** JSON of what a room is created with. */
  fields: string;
  version: number;
  created_ms: number;
}

/** What is to be told outside, written with what caused it. */
export interface OutboxTable {
  id: string;
  kind: string;
  account: string | null;
  subject: string;
  once_key: string | null;
  due_ms: number;
  tries: number;
  state: string;
  /** JSON. */
  payload: string;
  last_error: string | null;
  claimed_by: string | null;
  claimed_until_ms: number | null;
  created_ms: number;
  settled_ms: number | null;
}

export interface SessionsTable {
  id: string;
  /** SHA-256 of the token, which the browser alone has. */
  token_hash: string;
  account: string;
  user: string;
  login: string;
  address: string;
  user_agent: string;
  created_ms: number;
  used_ms: number;
  end_ms: number;
}

export interface IdempotencyKeysTable {
  account: string;
  key: string;
  /** Method and path. */
  request: string;
  request_hash: string;
  claimed_ms: number;
  /** null, with headers and body, while the request runs. */
  status: number | null;
  /** JSON. */
  headers: string | null;
  body: string | null;
}

/** Append-only; each entry's hash covers the one before. */
export interface AuditLogTable {
  id: string;
  sequence: number;
  utc_ms: number;
  account: string | null;
  actor_kind: string;
  actor: string | null;
  actor_name: string;
  action: string;
  /** JSON, like detail. */
  objects: string;
  detail: string;
  address: string;
  request: string;
  previous_hash: string;
  hash: string;
}

export interface WebhooksTable {
  id: string;
  account: string;
  url: string;
  /** JSON: an array of event types, or of "*". */
  events: string;
  description: string;
  enabled: number;
  disabled_reason: string | null;
  /** Of the first of the failures since the last success. */
  failing_since_ms: number | null;
  secret: string;
  previous_secret: string | null;
  previous_until_ms: number | null;
  version: number;
  created_ms: number;
}

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
}

export interface UsersTable {
  id: string;
  account: string;
  login: string;
  password_hash: string;
  role: string;
  created_ms: number;
}

export interface ApiKeysTable {
  id: string;
  account: string;
  hash: string;
  label: string;
  /** JSON: an array of scopes. */
  scopes: string;
  created_ms: number;
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

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

/** What the legs of an account that are over add up to, by the quarter of an hour of their answer. */
export interface LegSumsTable {
  account: string;
  slot_ms: number;
  /** Empty, as the kind: nobody paid for them. */
  service: string;
  kind: string;
  legs: number;
  duration_ms: number;
  charged_s: number;
  amount_micro_yuan: number;
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

/** A link by which somebody without a login listens to a recording [S4]. */
export interface RecordingSharesTable {
  id: string;
  recording: string;
  account: string;
  created_ms: number;
  expires_ms: number;
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

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

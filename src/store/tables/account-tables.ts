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
  /** SHA-256 of it. */
  key: string;
  /** Method and path. */
  request: string;
  request_hash: string;
  claimed_ms: number;
  /** null, with headers and body, while the request runs. */
  status: number | null;
  /** JSON. */
  headers: string | null;
  /** Sealed by the key and the request. */
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

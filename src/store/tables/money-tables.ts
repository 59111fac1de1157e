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
  line_count: number;
  sum_micro_yuan: number;
  /** When it first lay in its folder; null: it never did. */
  written_ms: number | null;
}

/** Which file of each period tells the carrier of an entry. */
export interface ChargeFileLinesTable {
  period: string;
  entry: string;
  file: string;
  /** Of the account when the line was taken. */
  billing_number: string;
  /** 0: the record of the leg was deleted before the line was taken. */
  recorded: number;
}

import type { CompiledQuery, Kysely } from 'kysely';
import type { HistogramSnapshot } from '../base/histogram.js';
import type { Result } from '../base/result.js';
import type { Schema } from './schema.js';

export type Parameter = string | number | Uint8Array | null;

/** One compiled write. `expectRows`: how many rows it must change, or its unit is undone with CONFLICT. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
  readonly expectRows?: number;
  /** Of a statement that comes often: the database may keep its plan under this name. */
  readonly name?: string;
}

/** Statements that happen all or not at all. Many units share one commit, but none fails for another. */
export interface Unit {
  readonly statements: readonly Statement[];
}

export type StoreErrorCode =
  /** A statement changed another number of rows than expected: the premise no longer holds. */
  | 'CONFLICT'
  /** A key that must be unique exists already; `constraint` says which, like `rooms.number`. */
  | 'UNIQUE'
  /** A row that must be there, or must not go yet, is named by another one (foreign key). */
  | 'REFERENCE'
  /** Another process holds the lock longer than we wait. */
  | 'BUSY'
  | 'DISK_FULL'
  /** The database cannot be reached or used. After a lost connection the unit may have been committed. */
  | 'UNAVAILABLE'
  /** Too many units wait already: this one was not taken. */
  | 'OVERLOADED'
  | 'CLOSED'
  /** The database refused the statement itself: a fault of ours, logged with its SQL. */
  | 'FAULT';

export interface StoreError {
  readonly code: StoreErrorCode;
  readonly message: string;
  readonly constraint?: string;
}

/** Rows changed, one count for each statement of the unit. */
export type ChangedRows = readonly number[];

export interface StoreHealth {
  /** False from a failure of the database itself until a write succeeds again: refuse new charged calls. */
  readonly writable: boolean;
  readonly waitingUnits: number;
  readonly lastError: StoreErrorCode | undefined;
  readonly counts: Readonly<Record<StoreCount, number>>;
  /** How long units took, in seconds. */
  readonly unitsS: HistogramSnapshot;
}

export const STORE_COUNTS = [
  'groups',
  /** Groups that took longer than STALL_MS. */
  'stalls',
  'units',
  'CONFLICT',
  'UNIQUE',
  'REFERENCE',
  'BUSY',
  'DISK_FULL',
  'UNAVAILABLE',
  'OVERLOADED',
  'CLOSED',
  'FAULT',
] as const;
export const STALL_MS = 50;
export type StoreCount = (typeof STORE_COUNTS)[number];

export interface Store {
  /** Runs selects, and compiles writes for `commit`, in the dialect of this database. */
  readonly queries: Kysely<Schema>;
  /** The answer of `health().writable`, for the path of every new call. */
  readonly writable: boolean;
  /** Resolved once the unit is durable or refused; never rejects. Units are written in order of arrival. */
  commit(unit: Unit): Promise<Result<ChangedRows, StoreError>>;
  /** Sees every unit whose commit was resolved before. Throws StoreReadError. */
  read<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
  health(): StoreHealth;
  /** Writes what was taken, then lets go of the database. */
  close(): Promise<void>;
}

/**
 * The reading side alone: repositories that only read take this, so that a second connection can serve them. Lists,
 * totals and exports take the second one. A request that reads what it has just written asks the store itself:
 * a second connection may once be one to a replica.
 */
export type Reads = Pick<Store, 'queries' | 'read'>;

/** A second connection, for reading alone: a read of any length holds up no commit, and waits for none. */
export interface ReadStore extends Reads {
  close(): Promise<void>;
}

/** A read has no fallback: it throws, and the request that asked fails with it. */
export class StoreReadError extends Error {
  override readonly name = 'StoreReadError';
  readonly code: StoreErrorCode;

  constructor(error: StoreError) {
    super(`${error.code}: ${error.message}`);
    this.code = error.code;
  }
}

/**
 * Rows of one read; more is a fault of ours, to be read in pages. The store thread cannot survive running
 * out of memory: V8 ends the whole process.
 */
export const ROWS_MAX = 100_000;
export const TOO_MANY_ROWS: StoreError = { code: 'FAULT', message: `a read of more than ${ROWS_MAX} rows` };

/** Failures of the database, not of the unit: the same unit may succeed later. */
export const isOutage = (code: StoreErrorCode): boolean =>
  code === 'BUSY' || code === 'DISK_FULL' || code === 'UNAVAILABLE';

import type { Result } from '../base/result.js';
import type { UnitOutcome } from './group-transaction.js';
import type { PackedRows } from './packed-rows.js';
import type { Parameter, StoreError, Unit } from './store.js';

export interface Select {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** The messages between the main thread and the store thread. Answers come in the order of the requests. */
export type ThreadRequest =
  | { readonly kind: 'commit'; readonly units: readonly Unit[] }
  | { readonly kind: 'select'; readonly selects: readonly Select[] }
  | { readonly kind: 'close' };

export type ThreadAnswer =
  | { readonly kind: 'committed'; readonly outcomes: readonly UnitOutcome[] }
  /** Of the first selects at least; the others are asked for again. */
  | { readonly kind: 'selected'; readonly outcomes: readonly Result<PackedRows, StoreError>[] }
  | { readonly kind: 'failed'; readonly error: StoreError }
  | { readonly kind: 'closed' };

export interface SqliteSettings {
  readonly file: string;
  /** How long a lock of another process is waited for. The thread does nothing else meanwhile. */
  readonly busyMs: number;
  /** Upper limit of the file in pages of 4 KiB; beyond it DISK_FULL. */
  readonly pagesMax?: number;
  /** A second connection beside the one that writes: it makes no file and changes none. */
  readonly readOnly?: boolean;
}

import type { UnitOutcome } from './group-transaction.js';
import type { Parameter, StoreError, Unit } from './store.js';

/** The messages between the main thread and the store thread. Answers come in the order of the requests. */
export type ThreadRequest =
  | { readonly kind: 'commit'; readonly units: readonly Unit[] }
  | { readonly kind: 'select'; readonly sql: string; readonly parameters: readonly Parameter[] }
  | { readonly kind: 'close' };

export type ThreadAnswer =
  | { readonly kind: 'committed'; readonly outcomes: readonly UnitOutcome[] }
  | { readonly kind: 'selected'; readonly rows: readonly unknown[] }
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

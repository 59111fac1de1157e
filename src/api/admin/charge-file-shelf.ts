import type { FileHandle } from 'node:fs/promises';
import type { Result } from '../../base/result.js';
import type { UtcMs } from '../../base/units.js';
import type { ChargeFile, FilePeriod } from '../../billing/charge-file.js';
import type { StoredChargeFile } from '../../store/repositories/charge-file-repository.js';

/** A file cannot be made again: retention has deleted records of its legs. */
export interface ChargeRecordsGone {
  readonly code: 'CHARGE_RECORDS_GONE';
  readonly message: string;
}

/** The files for the carrier where they lie [S51a]. */
export interface ChargeFileShelf {
  /** For which files are written; none: the configuration names none. */
  readonly periods: readonly FilePeriod[];
  /** As the template makes it. */
  nameOf(file: ChargeFile): string;
  /** Undefined: it is not there, such as when the carrier has collected it. */
  bytesOf(file: ChargeFile): Promise<number | undefined>;
  /** Of one that is not there a copy, byte for byte and not in the folder. Whoever opened it closes it. */
  open(file: StoredChargeFile): Promise<Result<FileHandle, ChargeRecordsGone>>;
}

/** What the last daily check of the ledger has found [S50]. */
export interface LedgerAudit {
  readonly atMs: UtcMs;
  readonly findings: number;
  /** What the accounts have been charged beyond what their records come to. */
  readonly differenceMicroYuan: number;
}

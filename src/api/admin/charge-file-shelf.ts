import type { FileHandle } from 'node:fs/promises';
import type { UtcMs } from '../../base/units.js';
import type { ChargeFile, FilePeriod } from '../../billing/charge-file.js';

/** The files for the carrier where they lie [S51a]. */
export interface ChargeFileShelf {
  /** For which files are written; none: the configuration names none. */
  readonly periods: readonly FilePeriod[];
  /** As the template makes it. */
  nameOf(file: ChargeFile): string;
  /** Undefined: it is not there, such as after a loss of the disk. */
  bytesOf(file: ChargeFile): Promise<number | undefined>;
  /** One that is not there is made again first, byte for byte. Whoever opened it closes it. */
  open(file: ChargeFile): Promise<FileHandle>;
}

/** What the last daily check of the ledger has found [S50]. */
export interface LedgerAudit {
  readonly atMs: UtcMs;
  readonly findings: number;
  /** What the accounts have been charged beyond what their records come to. */
  readonly differenceMicroYuan: number;
}

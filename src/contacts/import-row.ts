import type { Result } from '../base/result.js';
import type { ContactId } from './contact.js';
import type { CsvContact, CsvRow, CsvRowProblem } from './contact-csv.js';

/** A row by itself: whose number it is already, only the store knows. */
export type ReadRow = CsvRow & {
  readonly row: number;
  /** The row before it that has one of its numbers. */
  readonly firstRow?: number | undefined;
};

/**
 * Lots of rows, each as JSON of `ReadRow[]`: a text crosses to another thread as it is, while ten thousand
 * objects would be built there in one go.
 */
export type FileReading = Result<
  readonly string[],
  { readonly code: 'WRONG_FORMAT' | 'TOO_LONG'; readonly message: string }
>;

/** A row of a file, as the preview shows it and the confirmation takes it [S39]. */
export type ImportRow =
  | { readonly row: number; readonly verdict: 'new'; readonly contact: CsvContact }
  | {
      readonly row: number;
      readonly verdict: 'duplicate';
      readonly contact: CsvContact;
      /** Whose number it is; undefined: of a row before it in the same file. */
      readonly existing: { readonly id: ContactId; readonly name: string } | undefined;
      readonly firstRow: number | undefined;
    }
  | {
      readonly row: number;
      readonly verdict: 'bad';
      readonly problem: CsvRowProblem;
      readonly name: string;
    };

export interface ImportSummary {
  readonly rows: number;
  readonly new: number;
  readonly duplicate: number;
  readonly bad: number;
  /** Names of all groups that the file names. */
  readonly groups: readonly string[];
}

export const IMPORT_LIMITS = {
  rowsMax: 20_000,
  bytesMax: 4_000_000,
  groupsMax: 200,
  /** Rows that are looked up and written together, a commit each: some milliseconds of the main thread. */
  lotRows: 200,
} as const;

import type { FileReading } from '../../contacts/import-row.js';

/** Handed over by the composition root: what contacts and their files stand on. */
export interface ContactsServices {
  /** Off the main thread. Undefined: too many files wait already. */
  readonly readFile: (file: Uint8Array | string) => Promise<FileReading | undefined>;
}

import type { AccountId } from '../../base/ids.js';

/** Handed over by the composition root: what money and recordings need beside the store. */
export interface RecordsServices {
  /** Money has come in, or was taken back: warnings may be due again. */
  readonly recharged: (account: AccountId) => void;
  /** Where the files of recordings lie. */
  readonly recordingsFolder: string;
  /** So long a recording is kept. */
  readonly recordingKeepMs: number;
  /** Signs the links to them; who does not know it can make none. */
  readonly linkSecret: Uint8Array;
}

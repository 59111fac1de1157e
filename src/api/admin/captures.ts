import type { LegId } from '../../base/ids.js';
import type { Result } from '../../base/result.js';

export const CAPTURE_SECONDS_MAX = 300;

/** The packets of one leg over a time, in a file. */
export interface Capture {
  readonly id: string;
  readonly leg: LegId;
  readonly reason: string;
  /** The login or key that asked for it. */
  readonly by: string;
  readonly seconds: number;
  readonly startedMs: number;
  /** Undefined: it is running. */
  readonly endedMs: number | undefined;
  readonly packets: number;
  readonly bytes: number;
  /** Everything that came and went is in it. */
  readonly complete: boolean;
}

export interface CaptureOrder extends Pick<Capture, 'leg' | 'reason' | 'by' | 'seconds'> {}

/** Looks into the media of a call [S45]. */
export interface Captures {
  start(
    order: CaptureOrder,
  ): Promise<Result<Capture, { readonly code: 'CALL_NOT_FOUND' | 'CAPTURE_RUNNING' | 'CAPTURE_LIMIT' }>>;
  /** The newest first. */
  list(): Promise<readonly Capture[]>;
  find(id: string): Promise<Capture | undefined>;
  /** Of one that has ended; undefined: there is none. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** Also of one that is running. False: there is none. */
  remove(id: string): Promise<boolean>;
}

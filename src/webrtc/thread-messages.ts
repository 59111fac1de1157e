import type { IceCredentials } from './ice-lite.js';
import type { OpusFormats } from './opus-sdp.js';
import type { Fingerprint } from './peer-certificate.js';

/** What passes between the main thread and the thread that has the media of the browsers. */

/** Of one browser leg; as long as its SIP session. */
export type PeerId = string;

/** What the description of a browser says of its transport, and of what the mixer has not. */
export interface RemotePeer {
  readonly ufrag: string;
  readonly fingerprint: Fingerprint;
  /** Undefined: it speaks G.711, which passes as it is. */
  readonly opus: OpusFormats | undefined;
}

export interface BrowserThreadData {
  /** Where browsers send to. */
  readonly bind: string;
  readonly port: number;
  /** Where the mixer's packets pass between threads: an address of this machine. */
  readonly inside: string;
}

export type BrowserThreadCommand =
  /** `remote` undefined: we make the offer, and who answers it is told by `meet`. */
  | { readonly type: 'open'; readonly peer: PeerId; readonly remote: RemotePeer | undefined }
  | { readonly type: 'meet'; readonly peer: PeerId; readonly remote: RemotePeer }
  /** The mixer's port of this leg is known: packets may pass. */
  | { readonly type: 'join'; readonly peer: PeerId; readonly mixerPort: number }
  | { readonly type: 'close'; readonly peer: PeerId }
  | { readonly type: 'stop' };

export type BrowserThreadEvent =
  | { readonly type: 'ready'; readonly fingerprint: Fingerprint }
  | {
      readonly type: 'opened';
      readonly peer: PeerId;
      readonly local: IceCredentials;
      /** Where the mixer sends to. */
      readonly insidePort: number;
    }
  | { readonly type: 'refused'; readonly peer: PeerId; readonly reason: string }
  | { readonly type: 'failed'; readonly peer: PeerId; readonly reason: string }
  | { readonly type: 'counts'; readonly counts: Readonly<Record<BrowserMediaCounter, number>> };

export const BROWSER_MEDIA_COUNTERS = [
  'opened',
  'connected',
  'failed',
  'fromBrowsers',
  'toBrowsers',
  /** From an address that no browser has proven to be its own, or a check that is not signed. */
  'strangers',
  'sendErrors',
  /** A packet whose processing threw. */
  'faults',
  /** Browsers that speak Opus. */
  'opus',
  /** Packets that were lost and stood in the next one as well. */
  'recovered',
  /** Behind its successor, which Opus cannot undo. */
  'tooLate',
  /** Of a format that was not agreed. */
  'foreignFormat',
] as const;
export type BrowserMediaCounter = (typeof BROWSER_MEDIA_COUNTERS)[number];

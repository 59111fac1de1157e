import type { AccountId, ConferenceId, LegId, ParticipantId, RoomId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

/** Why a leg ended; one word for each cause, stored and shown. */
export type LegEndReason =
  | 'hung-up'
  | 'cancelled'
  | 'rejected'
  | 'kicked'
  | 'ended-by-chair'
  | 'ended-by-api'
  | 'conference-over'
  | 'entry-failed'
  | 'alone'
  /** The account cannot pay the next block, or the conference has cost what it may [S49]. */
  | 'balance-out'
  | 'cost-limit'
  /** A called party that did not press 1, or whose invitation was given up. */
  | 'not-confirmed'
  | 'invitation-over'
  | 'media-lost'
  | 'no-ack'
  | 'fault'
  | 'drained'
  | 'restart';

/** What is known of a leg when it is answered: stored before 200 OK is sent [S50]. */
export interface LegOpened {
  readonly leg: LegId;
  readonly node: string;
  readonly epoch: number;
  readonly trunk: string;
  readonly direction: 'in' | 'out';
  /** As delivered, and as E.164 or undefined when it is no telephone number. */
  readonly callingNumber: string;
  readonly callingE164: string | undefined;
  readonly calledNumber: string;
  readonly calledE164: string | undefined;
  readonly service: string;
  readonly sipCallId: string;
  /** JSON of the dialog facts that a BYE after a restart needs. */
  readonly dialog: string;
  readonly ringMs: UtcMs;
  readonly answerMs: UtcMs;
  readonly codec: string;
  readonly ptimeMs: number;
}

/** What is added when a leg joins a conference. */
export interface LegJoined {
  readonly leg: LegId;
  readonly participant: ParticipantId;
  readonly conference: ConferenceId;
  readonly room: RoomId | undefined;
  readonly account: AccountId | undefined;
  readonly joinMs: UtcMs;
}

/** What is added, once, when a leg is over [S51]. */
export interface LegClosed {
  readonly leg: LegId;
  readonly endMs: UtcMs;
  /** Answer to end by the monotonic clock [S48]; 0 when the answer was never acknowledged. */
  readonly durationMs: number;
  readonly reason: LegEndReason;
  readonly hungUpBy: 'peer' | 'us';
  /** As negotiated last. */
  readonly codec: string;
  readonly ptimeMs: number;
  readonly sipStatus: number;
  readonly q850Cause: number;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  readonly packetsLost: number;
  readonly packetsLate: number;
  readonly jitterMs: number;
  readonly framesConcealed: number;
  /** How much faster the peer's clock runs than ours. */
  readonly driftPpm: number;
  /** Estimate by ITU-T G.107. */
  readonly mos: number;
}

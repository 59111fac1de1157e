import type { LegId } from '../base/ids.js';
import type { MonotonicMs, UtcMs } from '../base/units.js';
import type { LegClosed, LegEndReason } from '../billing/leg-record.js';
import type { CallFailure } from '../dialing/call-result.js';
import type { LegMedia, LegStats } from '../mixer/mixer.js';
import type { EndSignal } from './end-reason.js';

/** How and when a call ended, whoever ended it. */
export interface Ending extends EndSignal {
  readonly reason: LegEndReason;
  readonly hungUpBy: 'peer' | 'us';
  /** The party did not want to leave [S13] [S36]. */
  readonly lost: boolean;
  /** What an outgoing call comes to if its party is not in. */
  readonly failure: CallFailure | undefined;
  readonly atMs: MonotonicMs;
  readonly utcMs: UtcMs;
}

/** Of a leg that the media side never had. */
export const NO_STATS: LegStats = {
  packetsReceived: 0,
  packetsSent: 0,
  packetsLost: 0,
  packetsLate: 0,
  packetsDuplicate: 0,
  packetsForeign: 0,
  framesConcealed: 0,
  jitterMs: 0,
  driftPpm: 0,
  roundTripMs: undefined,
  remoteLost: undefined,
  mos: 0,
};

/** The record of a leg that is over [S51]. */
export const legClosed = (
  leg: LegId,
  ending: Ending,
  stats: LegStats,
  media: LegMedia | undefined,
  talkedMs: number,
): LegClosed => ({
  leg,
  endMs: ending.utcMs,
  durationMs: Math.round(talkedMs),
  reason: ending.reason,
  hungUpBy: ending.hungUpBy,
  codec: media?.codec ?? '',
  ptimeMs: media?.ptimeMs ?? 0,
  sipStatus: ending.status,
  q850Cause: ending.cause,
  packetsReceived: stats.packetsReceived,
  packetsSent: stats.packetsSent,
  packetsLost: stats.packetsLost,
  packetsLate: stats.packetsLate,
  jitterMs: stats.jitterMs,
  framesConcealed: stats.framesConcealed,
  driftPpm: stats.driftPpm,
  mos: stats.mos,
});

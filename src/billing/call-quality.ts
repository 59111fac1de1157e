import { Histogram } from '../base/histogram.js';
import type { LegClosed } from './leg-record.js';

/** MOS by ITU-T G.107: 4.3 is what G.711 comes to at best, below 3.6 many users are dissatisfied. */
const MOS_LIMITS = [1.5, 2, 2.5, 3.1, 3.6, 4, 4.2, 4.3];
const JITTER_LIMITS_S = [0.001, 0.005, 0.01, 0.02, 0.05, 0.1];
/** Parts of what should have come. */
const RATIO_LIMITS = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1];
const MS_PER_S = 1_000;
const FRAME_MS = 20;

/** How the legs sounded that are over, from their records. */
export class CallQuality {
  readonly mos = new Histogram(MOS_LIMITS);
  readonly jitterS = new Histogram(JITTER_LIMITS_S);
  readonly lossRatio = new Histogram(RATIO_LIMITS);
  readonly concealedRatio = new Histogram(RATIO_LIMITS);

  /** A leg without a packet, such as one that was given up, tells nothing. */
  observe(leg: LegClosed): void {
    const { packetsReceived, packetsLost, framesConcealed, durationMs } = leg;
    if (packetsReceived === 0 || durationMs < FRAME_MS) return;
    const lost = Math.max(0, packetsLost);
    this.mos.observe(leg.mos);
    this.jitterS.observe(leg.jitterMs / MS_PER_S);
    this.lossRatio.observe(lost / (packetsReceived + lost));
    this.concealedRatio.observe(Math.min(1, (framesConcealed * FRAME_MS) / durationMs));
  }
}

/**
 * Listening quality by the E-model, ITU-T G.107 (06/2015), for G.711 with everything at its default but loss and
 * delay: R = 93.2 − Id − Ie,eff.
 */

/** G.107 §7.7: R with all parameters at their defaults. */
const R_DEFAULT = 93.2;
/** G.113 (11/2007) appendix I: G.711 impairs nothing by itself; its robustness with concealment. */
const IE_G711 = 0;
const BPL_G711_CONCEALED = 25.1;
/** Losses fall independently of each other. */
const BURST_RATIO = 1;

/** G.107 §7.3: Id as Cole and Rosenbluth (2001) fitted it: echo is cancelled, and beyond 177 ms talk suffers. */
const DELAY_SLOPE = 0.024;
const DELAY_KNEE_MS = 177.3;
const DELAY_SLOPE_BEYOND = 0.11;

/** G.107 annex B. */
export const MOS_MIN = 1;
const MOS_MAX = 4.5;

/** MOS for a share (0–1) of packets that were not there when they were to be heard, and a one-way delay. */
export const mosOf = (lossShare: number, delayMs: number): number =>
  mosOfRating(ratingOf(lossShare, delayMs));

/** The transmission rating R. */
export function ratingOf(lossShare: number, delayMs: number): number {
  const lossPercent = 100 * Math.min(1, Math.max(0, lossShare));
  // G.107 §7.5: Ie,eff.
  const equipment =
    IE_G711 + ((95 - IE_G711) * lossPercent) / (lossPercent / BURST_RATIO + BPL_G711_CONCEALED);
  const delay = DELAY_SLOPE * delayMs + DELAY_SLOPE_BEYOND * Math.max(0, delayMs - DELAY_KNEE_MS);
  return R_DEFAULT - delay - equipment;
}

/** G.107 annex B: what people would say of a rating. */
export function mosOfRating(rating: number): number {
  if (rating <= 0) return MOS_MIN;
  if (rating >= 100) return MOS_MAX;
  const mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  // The polynomial dips below 1 for the lowest ratings.
  return Math.max(MOS_MIN, mos);
}

import type { LineQuality } from '../../../client/index.js';

export type QualityLevel = 'good' | 'fair' | 'poor' | 'bad' | 'unknown';

/** By the scores of ITU-T G.107 Annex B: satisfied, some, many, nearly all dissatisfied. */
const MOS_GOOD = 4;
const MOS_FAIR = 3.6;
const MOS_POOR = 3.1;

export function levelOf(quality: LineQuality | null): QualityLevel {
  if (quality === null) return 'unknown';
  if (quality.mos >= MOS_GOOD) return 'good';
  if (quality.mos >= MOS_FAIR) return 'fair';
  return quality.mos >= MOS_POOR ? 'poor' : 'bad';
}

/** How many of the four bars are full: the number says it without the colour. */
export const BARS: Record<QualityLevel, number> = { good: 4, fair: 3, poor: 2, bad: 1, unknown: 0 };

import { yuanOf } from '../../components/money-text.js';

export const SERVICES = ['bridge', 'direct', 'quick', 'instant'] as const;
export type Service = (typeof SERVICES)[number];

/** Those that an account pays for in everyday use. */
export const LEG_KINDS = [
  'dial-out',
  'host-callback',
  'host-dial-in',
  'attendee-dial-in',
  'browser',
] as const;
export type LegKind = (typeof LEG_KINDS)[number];

/** Where we call, the destination makes the price. */
export const isPricedByDestination = (kind: LegKind): boolean =>
  kind === 'dial-out' || kind === 'host-callback';

const FEN_DIGITS = 2;
/** Micro-yuan have no more. */
const DIGITS_MAX = 6;

/** Prices may be parts of a fen: 45,000 → "¥0.045", 200,000 → "¥0.20". */
export const rateText = (microYuanPerMinute: number): string =>
  `¥${yuanOf(microYuanPerMinute).toLocaleString('en', {
    minimumFractionDigits: FEN_DIGITS,
    maximumFractionDigits: DIGITS_MAX,
  })}`;

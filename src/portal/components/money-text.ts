const MICRO_YUAN = 1_000_000;
const MICRO_FEN = 10_000;

/** 3,601,500 micro-yuan → "¥3.60"; whole fen, as on a statement. */
export function yuanText(microYuan: number): string {
  const fen = Math.round(Math.abs(microYuan) / MICRO_FEN);
  const [yuan, rest] = [Math.floor(fen / 100), String(fen % 100).padStart(2, '0')];
  const sign = microYuan < 0 && fen > 0 ? '−' : '';
  return `${sign}¥${String(yuan).replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

export const fenText = (fen: number): string => yuanText(fen * MICRO_FEN);

export const yuanOf = (microYuan: number): number => microYuan / MICRO_YUAN;

/** Whole fen: nobody means a part of one. */
export const microYuanOf = (yuan: number): number => Math.round(yuan * 100) * MICRO_FEN;

const FEN_DIGITS = 2;
/** Micro-yuan have no more. */
const DIGITS_MAX = 6;

/** Prices may be parts of a fen: 45,000 → "¥0.045", 200,000 → "¥0.20". */
export const rateText = (microYuanPerMinute: number): string =>
  `¥${yuanOf(microYuanPerMinute).toLocaleString('en', {
    minimumFractionDigits: FEN_DIGITS,
    maximumFractionDigits: DIGITS_MAX,
  })}`;

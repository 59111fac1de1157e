import { unreachable } from '../base/errors.js';
import { kindOf } from './number-kind.js';
import type { NumberFormat } from './trunk.js';

const CHINA = '+86';

/** An E.164 number as a carrier wants it written [S40] [C19]. */
export function formatNumber(e164: string, format: NumberFormat): string {
  const digits = e164.slice(1);
  switch (format) {
    case 'e164':
      return e164;
    case 'e164-without-plus':
      return digits;
    case '0086':
      return `00${digits}`;
    case 'national':
    case 'national-without-0':
      return e164.startsWith(CHINA) ? national(e164, format) : `00${digits}`;
    default:
      return unreachable(format);
  }
}

/** 400 and 800 numbers stand outside the areas: no 0 in front. */
function national(e164: string, format: 'national' | 'national-without-0'): string {
  const number = e164.slice(CHINA.length);
  return format === 'national' && kindOf(e164) !== 'freephone' ? `0${number}` : number;
}

import { invariant } from '../base/errors.js';
import type { Brand } from '../base/units.js';

/** Integer count of 10⁻⁶ CNY [S46]. What an account gains is positive, what it pays negative. */
export type MicroYuan = Brand<number, 'MicroYuan'>;

export const MICRO_YUAN_PER_YUAN = 1_000_000;

export function microYuan(value: number): MicroYuan {
  invariant(Number.isSafeInteger(value), `not an integer count of micro-yuan: ${value}`);
  return value as MicroYuan;
}

/** The other side of a posting; never −0. */
export const opposite = (amount: MicroYuan): MicroYuan => microYuan(0 - amount);

/** In yuan, exact: at least two decimals and as many more as it takes, up to six. */
export function yuanText(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -6)}.${decimals}`;
}

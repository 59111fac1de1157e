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

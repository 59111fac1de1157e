import type { AccountId } from '../../src/base/ids.js';

export interface SoakShape {
  readonly seed: number;
  readonly conferences: number;
  /** Who pays: made here, or there already. */
  readonly accounts: number | readonly AccountId[];
  /** Whether the simulated process is killed now and then; a real one is killed from outside. */
  readonly kills: boolean;
  /** Whether the store goes away now and then; then a leg may go on unpaid for a while. */
  readonly outages: boolean;
  readonly epoch: number;
}

export interface SoakTally {
  conferences: number;
  legs: number;
  charged: number;
  blocks: number;
  unpaidJoins: number;
  barred: number;
  endedUnpaid: number;
  cut: number;
  warnings: number;
  kills: number;
  outages: number;
  topUps: number;
  tariffs: number;
  /** Went on beyond what was paid while the store was away. */
  capped: number;
  amount: number;
}

export const emptyTally = (): SoakTally => ({
  conferences: 0,
  legs: 0,
  charged: 0,
  blocks: 0,
  unpaidJoins: 0,
  barred: 0,
  endedUnpaid: 0,
  cut: 0,
  warnings: 0,
  kills: 0,
  outages: 0,
  topUps: 0,
  tariffs: 0,
  capped: 0,
  amount: 0,
});

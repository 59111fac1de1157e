import { below, fraction, seededRandom, type Random } from '../../src/base/random.js';
import { MICRO_YUAN_PER_YUAN } from '../../src/billing/money.js';

/** Who pays for which rooms: one that never runs out, one that does now and then, one that owes at times. */
export interface Payer {
  readonly number: string;
  readonly paymentMode: 'prepaid' | 'postpaid';
  readonly creditLimit: number;
  readonly opening: number;
  readonly rooms: readonly string[];
}

export const PAYERS: readonly Payer[] = [
  {
    number: '20000001',
    paymentMode: 'prepaid',
    creditLimit: 0,
    opening: 1_000 * MICRO_YUAN_PER_YUAN,
    rooms: ['2101', '2102'],
  },
  { number: '20000002', paymentMode: 'prepaid', creditLimit: 0, opening: 30_000, rooms: ['2201', '2202'] },
  { number: '20000003', paymentMode: 'postpaid', creditLimit: 100_000, opening: 0, rooms: ['2301', '2302'] },
];
const ROOMS = PAYERS.flatMap(({ rooms }) => rooms);

/** Who has less than this is topped up after every other round. */
export const TOP_UP_BELOW = 15_000;
const TOP_UP_MAX = 80_000;

export interface PlannedCaller {
  /** Counted from the first call. */
  readonly dialsAfterMs: number;
  readonly room: string;
  /** Straight into the room, or through the bridge as its chair. */
  readonly entry: 'direct' | 'keys';
  /** Counted from the answer. */
  readonly hangsUpAfterMs: number | undefined;
  readonly invites: PlannedCallee | undefined;
}

export interface PlannedCallee {
  readonly keyed: string;
  readonly answersAfterMs: number;
  readonly hangsUpAfterMs: number | undefined;
}

/** What happens between two kills. */
export interface RoundPlan {
  readonly callers: readonly PlannedCaller[];
  /** Counted from the first call. */
  readonly killAfterMs: number;
  /** The start that follows is killed as well, at this share of the time that a start takes. */
  readonly killsStartAt: number | undefined;
  /** Of an account that has little left, when it gets some. */
  readonly topUp: number | undefined;
}

/** All of it from the seed and the number of the round, however often the series is interrupted. */
export function planRound(seed: number, round: number): RoundPlan {
  const random = seededRandom(seed * 1_000_003 + round);
  const chance = (probability: number): boolean => fraction(random) < probability;
  // Whoever calls somebody from the room keys for three seconds: only a later kill finds that call up.
  const invites = chance(0.2);
  const killAfterMs = invites ? 3_500 + below(random, 3_500) : below(random, 2_500);
  const dialWithinMs = Math.max(1, Math.min(killAfterMs + 100, 1_500));
  const count = 3 + below(random, 10);
  return {
    callers: Array.from({ length: count }, (_, index) => ({
      dialsAfterMs: index === 0 ? 0 : below(random, dialWithinMs),
      room: ROOMS[below(random, ROOMS.length)]!,
      entry: index > 0 && chance(0.25) ? 'keys' : 'direct',
      hangsUpAfterMs: index > 0 && chance(0.2) ? below(random, killAfterMs + 200) : undefined,
      invites: invites && index === 0 ? planCallee(random, round) : undefined,
    })),
    killAfterMs,
    // From the time when the ports are being taken on; before, nothing of the last life is touched.
    killsStartAt: chance(0.15) ? 0.4 + 0.7 * fraction(random) : undefined,
    topUp: chance(0.5) ? 1 + below(random, TOP_UP_MAX) : undefined,
  };
}

const planCallee = (random: Random, round: number): PlannedCallee => ({
  keyed: `139${String(round % 100_000_000).padStart(8, '0')}`,
  answersAfterMs: 30 + below(random, 600),
  hangsUpAfterMs: fraction(random) < 0.2 ? below(random, 3_000) : undefined,
});

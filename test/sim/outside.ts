import { below, fraction, type Random } from '../../src/base/random.js';
import type { TelephonePlan } from './carrier.js';
import type { Line } from './network.js';

/** Numbers that are keyed and called; the last belongs to nobody. */
export const NUMBERS = [
  '13900000001',
  '13900000002',
  '13900000003',
  '13900000004',
  '13900000005',
  '13900000009',
];
export const OPERATOR_NUMBER = '13700000001';
export const HOST_NUMBER = '13600000001';

/** What somebody does on a page; `at` picks the conference, and the party in it. */
export type WebAction =
  | { readonly atMs: number; readonly does: 'invite'; readonly at: number; readonly pressOne: boolean }
  | { readonly atMs: number; readonly does: 'redial' | 'hang-up' | 'hold' | 'unhold'; readonly at: number }
  | { readonly atMs: number; readonly does: 'start-by-host' };

/** Everything beyond those who dial in: telephones, the carrier, the web, the money. */
export interface Outside {
  readonly telephones: ReadonlyMap<string, Omit<TelephonePlan, 'toneHz'>>;
  readonly carrierLine: Line;
  readonly web: readonly WebAction[];
  /** What the account has, in micro-yuan; not always enough. */
  readonly balance: number;
  /** Calls at once that the trunk takes; 0: as many as come. */
  readonly callsMax: number;
}

/** No world spends more. */
export const ENOUGH = 100_000_000;
const WEB_MS_MAX = 18_000;

export function outsideOf(random: Random, lineOf: (random: Random) => Line): Outside {
  const people = NUMBERS.slice(0, -1).map((number) => [number, telephone(random, lineOf)] as const);
  const one = [{ afterMs: 700 + below(random, 1_500), keys: '1' }];
  const answers = { answersAfterMs: 200 + below(random, 1_500), line: lineOf(random), keys: one };
  return {
    telephones: new Map([...people, [OPERATOR_NUMBER, answers], [HOST_NUMBER, answers]]),
    carrierLine: lineOf(random),
    web: Array.from({ length: below(random, 6) }, () => webAction(random)),
    balance: fraction(random) < 0.25 ? 20_000 * below(random, 20) : ENOUGH,
    callsMax: fraction(random) < 0.15 ? 1 + below(random, 2) : 0,
  };
}

function telephone(random: Random, lineOf: (random: Random) => Line): Omit<TelephonePlan, 'toneHz'> {
  const answersAfterMs = 200 + below(random, 2_500);
  const line = lineOf(random);
  const presses =
    fraction(random) < 0.6 ? { keys: [{ afterMs: 600 + below(random, 2_000), keys: '1' }] } : {};
  const kind = fraction(random);
  if (kind < 0.45) return { answersAfterMs, line, ...presses };
  if (kind < 0.6) return { answersAfterMs, line, hangsUpAfterMs: 500 + below(random, 6_000), ...presses };
  if (kind < 0.72) return { answersAfterMs, line, earlyMedia: true, ...presses };
  if (kind < 0.86) return { answersAfterMs, line, refusesWith: [486, 603, 503, 404][below(random, 4)]! };
  return kind < 0.95 ? { line } : { line, dead: true };
}

function webAction(random: Random): WebAction {
  const atMs = 5_000 + below(random, WEB_MS_MAX - 5_000);
  const at = below(random, 100);
  const kind = fraction(random);
  if (kind < 0.4) return { atMs, does: 'invite', at, pressOne: fraction(random) < 0.4 };
  if (kind < 0.5) return { atMs, does: 'start-by-host' };
  const does = (['redial', 'hang-up', 'hold', 'unhold'] as const)[below(random, 4)]!;
  return { atMs, does, at };
}

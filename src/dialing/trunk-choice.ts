import type { AccountId } from '../base/ids.js';
import { formatNumber } from './number-format.js';
import type { OutboundPlan } from './outbound-plan.js';
import type { Trunk } from './trunk.js';

export interface WantedRoute {
  readonly account: AccountId | undefined;
  readonly calledE164: string;
}

/**
 * The ways for a call, best first: the longest prefix, then the order of the trunks. `usable` says whether a
 * trunk is up and has room now.
 */
export function plansFor(
  wanted: WantedRoute,
  trunks: readonly Trunk[],
  usable: (trunk: Trunk) => boolean,
): readonly OutboundPlan[] {
  return trunks
    .map((trunk) => ({ trunk, prefix: longestPrefix(wanted.calledE164, trunk) }))
    .filter(({ trunk, prefix }) => prefix >= 0 && takesCalls(trunk) && usable(trunk))
    .toSorted((one, other) => other.prefix - one.prefix)
    .map(({ trunk }) => planOn(trunk, wanted));
}

/** No target, or no number that we may show: it only brings calls. */
export const takesCalls = ({ enabled, outbound }: Trunk): boolean =>
  enabled && outbound.targets.length > 0 && outbound.callerNumbers.length > 0;

/** The length of the longest prefix of this trunk that fits; -1: none does. */
function longestPrefix(e164: string, { outbound }: Trunk): number {
  const fitting = outbound.prefixes.filter((prefix) => e164.startsWith(prefix));
  return Math.max(-1, ...fitting.map((prefix) => prefix.length));
}

function planOn(trunk: Trunk, wanted: WantedRoute): OutboundPlan {
  const { numberFormat, callerNumbers, callerFormat } = trunk.outbound;
  const callerE164 = callerNumberOf(wanted, callerNumbers);
  return {
    trunk,
    calledNumber: formatNumber(wanted.calledE164, numberFormat),
    callerNumber: formatNumber(callerE164, callerFormat),
    callerE164,
  };
}

/**
 * One of the numbers that the carrier assigned to us, always [C19] [S41]. The same account shows the same
 * number to the same party again, so that a call is known and can be allowed or refused by it.
 */
function callerNumberOf({ account, calledE164 }: WantedRoute, assigned: readonly string[]): string {
  return assigned[fnv1a(`${account ?? ''} ${calledE164}`) % assigned.length]!;
}

/** FNV-1a, 32 bits: short texts spread evenly. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

import type { AccountId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';

/**
 * A telephone number of an account: `registered` is the one that an instant account was opened with,
 * `linked` its further host phones [S38], `bound` a convener's phone [S26]. A number belongs to at most one
 * account, in one of these ways; verified elsewhere it moves there [S30].
 */
export interface AccountNumber {
  readonly e164: string;
  readonly account: AccountId;
  readonly kind: 'registered' | 'linked' | 'bound';
  readonly verifiedMs: UtcMs;
}

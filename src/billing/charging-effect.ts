import type { AccountId, ConferenceId, LegId } from '../base/ids.js';
import type { LowBalance } from './balance-watch.js';
import type { Reservation } from './charge.js';

export type JoinOutcome = 'paid' | 'unpaid' | 'no-price' | 'unavailable';
export type Unpaid = 'balance-out' | 'cost-limit';

/** What the meter wants done, in this order. */
export type ChargingEffect =
  /** Answered by `answered`, with the same number. */
  | { readonly type: 'reserve'; readonly reservation: Reservation; readonly asking: number }
  | { readonly type: 'release'; readonly leg: LegId }
  /** It is up, and no further step will say so: should the process die, it is charged up to here. */
  | { readonly type: 'note-alive'; readonly leg: LegId }
  | { readonly type: 'joined'; readonly leg: LegId; readonly outcome: JoinOutcome }
  /** Answered by `funds`. */
  | { readonly type: 'read-funds'; readonly account: AccountId }
  | LowBalance
  /** The conference ends: one of its legs cannot be paid beyond the block that is running. */
  | { readonly type: 'unpaid'; readonly conference: ConferenceId; readonly reason: Unpaid }
  /** This leg must not last any longer, whatever its conference is doing. */
  | { readonly type: 'end-leg'; readonly leg: LegId; readonly reason: Unpaid | 'fault' };

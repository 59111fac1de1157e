import type { AccountId, ConferenceId } from '../base/ids.js';
import type { CalledParty } from './called-party.js';
import type { Trunk } from './trunk.js';

/** Why we call: what is charged and which limits count follow from it. */
export type CallPurpose = 'invitation' | 'host' | 'operator' | 'verification';

export interface OutboundRequest {
  /** Who pays and whose limits count; undefined: the house, as for an operator. */
  readonly account: AccountId | undefined;
  readonly conference: ConferenceId | undefined;
  readonly called: CalledParty;
  readonly purpose: CallPurpose;
}

/** One way a call may go out; the next one is tried when it is congested before anything rang [C4]. */
export interface OutboundPlan {
  readonly trunk: Trunk;
  /** As this trunk wants them written. */
  readonly calledNumber: string;
  readonly callerNumber: string;
  /** Undefined: no number of ours is shown. */
  readonly callerE164: string | undefined;
}

import type { AccountId, ConferenceId, OperatorId, ParticipantId } from '../base/ids.js';
import type { UtcMs } from '../base/units.js';
import type { CalledParty } from '../dialing/called-party.js';

/** Who answers `*0` [S14]. */
export interface Operator {
  readonly id: OperatorId;
  readonly called: CalledParty;
}

/** How a request ended: an operator spoke, the caller gave up, nobody took it in time or was on duty. */
export type RequestOutcome = 'answered' | 'given-up' | 'none-in-time' | 'none-on-duty';

export interface OverRequest {
  readonly conference: ConferenceId;
  /** Whose conference it is. */
  readonly account: AccountId | undefined;
  readonly participant: ParticipantId;
  readonly askedMs: UtcMs;
  readonly overMs: UtcMs;
  readonly outcome: RequestOutcome;
  readonly operator: OperatorId | undefined;
}

/** Somebody who waits, or speaks with an operator. */
export interface QueuedRequest {
  readonly conference: ConferenceId;
  readonly participant: ParticipantId;
  readonly askedMs: UtcMs;
  readonly state: 'waiting' | 'calling' | 'speaking';
  /** Who is being called for it, or speaks. */
  readonly operator: OperatorId | undefined;
}

export type TakeOutcome = 'calling' | 'not-waiting' | 'busy';

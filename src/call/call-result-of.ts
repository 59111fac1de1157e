import type { LegEndReason } from '../billing/leg-record.js';
import type { CallFailure, CallResult } from '../dialing/call-result.js';
import { causeOfStatus } from '../sip/reason-header.js';

/** What the network said about a call that was not answered. */
export interface Refused {
  /** 0: no final answer came. */
  readonly status: number;
  /** Of the Reason header, when there was one. */
  readonly q850Cause: number | undefined;
  /** An 18x had come before. */
  readonly rang: boolean;
}

/** One word for how an outgoing call failed [C20]. What the switch says (Reason) wins over what SIP made of it. */
export function callFailureOf({ status, q850Cause, rang }: Refused): CallFailure {
  const told = q850Cause === undefined ? undefined : RESULT_OF_CAUSE.get(q850Cause);
  return {
    result: told ?? resultOfStatus(status, rang),
    sipStatus: status,
    // RFC 3398 §8.2.6.1: what a gateway would make of the status.
    q850Cause: q850Cause ?? causeOfStatus(status)?.cause ?? 0,
  };
}

/**
 * Q.850 table 1, as RFC 3398 §8.2.6.1 groups it. Causes that tell nothing by themselves (16 and 31 normal,
 * 127 interworking) are not here: then the status counts.
 */
const RESULT_OF_CAUSE: ReadonlyMap<number, CallResult> = new Map<number, CallResult>([
  // Unallocated number; no route to the network, to the destination; number changed; invalid format.
  [1, 'bad-number'],
  [2, 'bad-number'],
  [3, 'bad-number'],
  [22, 'bad-number'],
  [28, 'bad-number'],
  [17, 'busy'],
  // No user responding; alerting, no answer; subscriber absent.
  [18, 'no-answer'],
  [19, 'no-answer'],
  [20, 'no-answer'],
  // Call rejected; facility rejected; barred outgoing, incoming; bearer capability not authorised.
  [21, 'rejected'],
  [29, 'rejected'],
  [53, 'rejected'],
  [55, 'rejected'],
  [57, 'rejected'],
  // No circuit; network out of order; temporary failure; congestion; no such channel; no resource.
  [34, 'congested'],
  [38, 'congested'],
  [41, 'congested'],
  [42, 'congested'],
  [44, 'congested'],
  [47, 'congested'],
  [27, 'failed'],
  // Recovery on timer expiry.
  [102, 'failed'],
]);

const RESULT_OF_STATUS: ReadonlyMap<number, CallResult> = new Map<number, CallResult>([
  [401, 'rejected'],
  [402, 'rejected'],
  [403, 'rejected'],
  [407, 'rejected'],
  [433, 'rejected'],
  [603, 'rejected'],
  [607, 'rejected'],
  [608, 'rejected'],
  [404, 'bad-number'],
  [410, 'bad-number'],
  [484, 'bad-number'],
  [485, 'bad-number'],
  [604, 'bad-number'],
  [480, 'no-answer'],
  [486, 'busy'],
  [600, 'busy'],
  [487, 'cancelled'],
  [503, 'congested'],
]);

/** Without an answer nobody could be reached, or nobody came to the phone that rang. */
function resultOfStatus(status: number, rang: boolean): CallResult {
  if (status === 0 || status === 408) return rang ? 'no-answer' : 'congested';
  return RESULT_OF_STATUS.get(status) ?? 'failed';
}

/** No trunk has a place, or takes the call. */
export const NO_CIRCUIT: CallFailure = { result: 'congested', sipStatus: 0, q850Cause: 34 };

/** What a call of ours has come to when we end it ourselves, or its party does after the answer. */
export function callFailureOfEnd(
  reason: LegEndReason,
  reached: 'none' | 'invited' | 'answered',
): CallFailure {
  const results = reached === 'answered' ? RESULT_AFTER_ANSWER : RESULT_BEFORE_ANSWER;
  return {
    result: results[reason] ?? 'cancelled',
    sipStatus: reached === 'answered' ? 200 : reached === 'invited' ? 487 : 0,
    q850Cause: reason === 'fault' ? 41 : 16,
  };
}

/** What is no decision of anybody's before the answer; all else is a call that was given up. */
const RESULT_BEFORE_ANSWER: Partial<Readonly<Record<LegEndReason, CallResult>>> = {
  fault: 'failed',
  'media-lost': 'failed',
};

const RESULT_AFTER_ANSWER: Partial<Readonly<Record<LegEndReason, CallResult>>> = {
  'hung-up': 'hung-up',
  'no-ack': 'hung-up',
  'not-confirmed': 'not-confirmed',
  'media-lost': 'failed',
  rejected: 'failed',
  'entry-failed': 'failed',
  fault: 'failed',
};

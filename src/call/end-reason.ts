import type { LegEndReason } from '../billing/leg-record.js';
import type { LeaveReason } from '../conference/leave-reason.js';
import type { Q850Cause } from '../sip/endpoint-api.js';

/** What a peer is told: the SIP status before an answer, the Q.850 cause in a Reason header after it. */
export interface EndSignal {
  readonly status: number;
  readonly cause: number;
}

/** Why a call could not be taken, before it was answered. */
export type RefusalCode = 'NO_RTP_PORTS' | 'LEG_LIMIT' | 'SOCKET_FAILED' | 'STORE_UNAVAILABLE';

// Q.850 causes: 16 normal clearing, 31 normal unspecified, 34 no circuit, 41 temporary failure, 102 timer expiry.
const END: Readonly<Record<LegEndReason, EndSignal>> = {
  'hung-up': { status: 200, cause: 16 },
  cancelled: { status: 487, cause: 16 },
  rejected: { status: 488, cause: 65 },
  kicked: { status: 603, cause: 16 },
  'ended-by-chair': { status: 480, cause: 16 },
  'ended-by-api': { status: 480, cause: 16 },
  'conference-over': { status: 480, cause: 16 },
  'entry-failed': { status: 403, cause: 16 },
  alone: { status: 480, cause: 16 },
  'balance-out': { status: 480, cause: 16 },
  'cost-limit': { status: 480, cause: 16 },
  'not-confirmed': { status: 480, cause: 16 },
  'invitation-over': { status: 480, cause: 16 },
  'media-lost': { status: 480, cause: 41 },
  'no-ack': { status: 408, cause: 102 },
  fault: { status: 500, cause: 41 },
  drained: { status: 503, cause: 41 },
  restart: { status: 503, cause: 41 },
};

// [S55]: at a limit 486 with cause 34; what is no fault of the caller is 503 without Retry-After.
const REFUSAL: Readonly<Record<RefusalCode, EndSignal>> = {
  NO_RTP_PORTS: { status: 503, cause: 34 },
  LEG_LIMIT: { status: 486, cause: 34 },
  SOCKET_FAILED: { status: 503, cause: 41 },
  STORE_UNAVAILABLE: { status: 503, cause: 41 },
};

export const endSignal = (reason: LegEndReason): EndSignal => END[reason];
export const refusalSignal = (code: RefusalCode): EndSignal => REFUSAL[code];

/** A BYE that names another cause than normal clearing: the network has taken the call away [S13] [S36]. */
export const isLoss = (told: Q850Cause | undefined): boolean =>
  told !== undefined && told.cause !== 16 && told.cause !== 31;

/** A conference knows who was let go, hung up or lost; every other end is a fault to it. */
export function leaveReason(reason: LegEndReason, lost: boolean): LeaveReason {
  if (lost) return 'lost';
  switch (reason) {
    case 'kicked':
    case 'ended-by-chair':
    case 'ended-by-api':
    case 'conference-over':
    case 'alone':
    case 'balance-out':
    case 'cost-limit':
    case 'invitation-over':
    case 'drained':
    case 'hung-up':
      return reason;
    default:
      return 'fault';
  }
}

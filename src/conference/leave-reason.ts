/** Why the conference lets a leg go; words of the leg record. */
export type ReleaseReason =
  | 'kicked'
  | 'ended-by-chair'
  | 'ended-by-api'
  | 'conference-over'
  | 'alone'
  | 'balance-out'
  | 'cost-limit'
  /** Of a private line: whoever was called onto it is not wanted any more [S20] [S14]. */
  | 'invitation-over'
  | 'drained';

/** Why a party is no longer in: let go, or its leg was over by itself. */
export type LeaveReason =
  | ReleaseReason
  | 'hung-up'
  /** Its sound failed, or its call ended by a cause other than 16: it did not want to leave [S13] [S36]. */
  | 'lost'
  | 'fault';

import { token, type Random } from '../base/random.js';
import type { SipRequest } from './message.js';
import { parseNameAddr } from './name-addr.js';
import type { Via } from './via.js';

/** RFC 3261 §8.1.1.7. */
export const MAGIC_COOKIE = 'z9hG4bK';
const BRANCH_CHARS = 16;

/** Unique by chance over space and time. */
export const newBranch = (random: Random): string => `${MAGIC_COOKIE}${token(random, BRANCH_CHARS)}`;

/** Identifies a transaction among all of one endpoint. Server and client keys are kept in different tables. */
export type TransactionKey = string;

/**
 * The server transaction that a request belongs to (RFC 3261 §17.2.3): branch, sent-by and method, where an
 * ACK belongs to its INVITE. `method` is INVITE to look for what a CANCEL cancels (§9.2).
 */
export function serverKey(request: SipRequest, via: Via, method = request.method): TransactionKey {
  const kind = method === 'ACK' ? 'INVITE' : method;
  if (!identifies(via.branch)) return rfc2543Key(request, via, kind);
  return `${kind} ${via.branch} ${sentBy(via)}`;
}

/** The cookie with nothing behind it is the same for all requests of its sender (RFC 4475 §3.2.1). */
const identifies = (branch: string | undefined): boolean =>
  branch !== undefined && branch.length > MAGIC_COOKIE.length && branch.startsWith(MAGIC_COOKIE);

/**
 * Matching without a branch that identifies. The To tag is left out: the ACK carries the one from our response, the
 * INVITE none, and Call-ID, From tag and CSeq number already tell the transactions of one client apart.
 */
function rfc2543Key(request: SipRequest, via: Via, kind: string): TransactionKey {
  const { headers, requestUri } = request;
  const fromTag = parseNameAddr(headers.first('from') ?? '')?.tag ?? '';
  const cseqNumber = Number.parseInt(headers.first('cseq') ?? '', 10);
  const callId = headers.first('call-id') ?? '';
  return `${kind} 2543 ${requestUri} ${fromTag} ${callId} ${cseqNumber} ${sentBy(via)} ${via.branch ?? ''}`;
}

const sentBy = (via: Via): string => `${via.host.toLowerCase()}:${via.port ?? ''}`;

/** The client transaction that a response belongs to (§17.1.3); our branches are unique by chance. */
export const clientKey = (branch: string, method: string): TransactionKey => `${method} ${branch}`;

/**
 * Two requests without To tag and with the same value here are one request that came on two ways, if their
 * server keys differ (§8.2.2.2).
 */
export const mergeKey = (callId: string, fromTag: string, cseqNumber: number, method: string): string =>
  `${method} ${cseqNumber} ${fromTag} ${callId}`;

import { parseCSeq } from './cseq.js';
import type { SipTrunk, SocketId } from './endpoint-api.js';
import { invariant } from '../base/errors.js';
import type { HostPort, SipRequest } from './message.js';
import { parseNameAddr, type NameAddr } from './name-addr.js';

/** Where a message came from. */
export interface Origin {
  readonly socket: SocketId;
  readonly source: HostPort;
  readonly trunk: SipTrunk;
  /** It came over a connection, and what answers it goes back there. */
  readonly reliable: boolean;
}

/** A request that passed validation, with what every step looks at. */
export interface InboundRequest extends Origin {
  /** The source is written into its top Via. */
  readonly request: SipRequest;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly cseqNumber: number;
  readonly callId: string;
}

/** `request` is valid, so that all of these are there. */
export function readInbound(origin: Origin, request: SipRequest): InboundRequest {
  const { headers } = request;
  const from = parseNameAddr(headers.first('from') ?? '');
  const to = parseNameAddr(headers.first('to') ?? '');
  const cseq = parseCSeq(headers.first('cseq') ?? '');
  const callId = headers.first('call-id');
  invariant(from && to && cseq && callId !== undefined, 'a valid request has From, To, CSeq and Call-ID');
  return { ...origin, request, from, to, cseqNumber: cseq.number, callId };
}

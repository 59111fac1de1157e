import type { Headers } from './headers.js';

/** A request as framed from the wire (RFC 3261 §7.1). Framed, not yet valid: see validate.ts. */
export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  /** Verbatim, as a byte string. */
  readonly requestUri: string;
  /** As received: 'SIP/2.0' when valid. */
  readonly version: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** A response (RFC 3261 §7.2). */
export interface SipResponse {
  readonly kind: 'response';
  readonly version: string;
  /** Three digits when valid. */
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export type SipMessage = SipRequest | SipResponse;

/** A transport address: an IPv4 or IPv6 literal without brackets, and a port. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/** What carries messages, as a Via names it (RFC 3261 §20.42; WebSocket: RFC 7118 §5.2). */
export type SipTransport = 'UDP' | 'WS' | 'WSS';

/** A socket of ours as its peers know it. */
export interface LocalAddress extends HostPort {
  /** UDP unless it says otherwise. */
  readonly transport?: SipTransport;
}

/** Where nothing is lost, nothing is sent again (RFC 3261 §17). */
export const isReliableTransport = ({ transport = 'UDP' }: LocalAddress): boolean => transport !== 'UDP';

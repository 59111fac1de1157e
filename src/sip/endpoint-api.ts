import type { Brand } from '../base/units.js';
import type { HeaderField, Headers } from './headers.js';
import type { HostPort } from './message.js';

/**
 * What goes into the endpoint and what comes out: the whole contract between the SIP stack and the call
 * layer. The endpoint is sans-I/O: `handle(input, nowMs)` returns effects, `nextDeadline()` says when it
 * wants a `timer` input. It opens no socket, reads no clock, and takes its tags from the Random it is given.
 */

/** One INVITE session, from the first INVITE to the end of its dialog. */
export type SessionId = Brand<string, 'SessionId'>;
/** A local socket, as numbered by the runner; an answer leaves from the socket that got the request [C2]. */
export type SocketId = Brand<number, 'SocketId'>;

/** What the endpoint needs to know of a trunk. `id` names it in events and records. */
export interface SipTrunk {
  readonly id: string;
}

/** Q.850 cause as carried in a Reason header (RFC 3326). */
export interface Q850Cause {
  readonly cause: number;
  readonly text?: string;
}

/**
 * What is needed to send a request in a dialog after everything else was lost: stored with the leg before
 * 200 OK is sent, so that a restarted server can send the BYE [S50]. Plain JSON.
 */
export interface DialogFacts {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  readonly localUri: string;
  readonly remoteUri: string;
  readonly remoteTarget: string;
  readonly routeSet: readonly string[];
  readonly localCSeq: number;
  readonly remoteCSeq: number;
  readonly socket: number;
  /** Where the next request goes: learnt from the route set or the source of the INVITE. */
  readonly destination: HostPort;
}

export interface IncomingInvite {
  readonly trunk: SipTrunk;
  readonly source: HostPort;
  readonly callId: string;
  readonly requestUri: string;
  readonly headers: Headers;
  /** Undefined: a late offer; ours goes into the 200 and the answer comes with the ACK. */
  readonly sdp: string | undefined;
  readonly dialog: DialogFacts;
}

export type SipCommand =
  /** 18x to the initial INVITE, without reliability. */
  | {
      readonly type: 'progress';
      readonly session: SessionId;
      readonly status: 180 | 181 | 182 | 183;
      readonly sdp?: string;
    }
  /** 200 to the initial INVITE; retransmitted until its ACK [C10]. */
  | { readonly type: 'accept'; readonly session: SessionId; readonly sdp: string }
  | {
      readonly type: 'reject';
      readonly session: SessionId;
      readonly status: number;
      readonly cause?: Q850Cause;
      readonly headers?: readonly HeaderField[];
    }
  | { readonly type: 'accept-reinvite'; readonly session: SessionId; readonly sdp: string }
  | { readonly type: 'reject-reinvite'; readonly session: SessionId; readonly status: number }
  /** Ends a confirmed dialog; before the ACK it is held back until the ACK or its time-out (RFC 3261 §15). */
  | { readonly type: 'bye'; readonly session: SessionId; readonly cause?: Q850Cause }
  /** An OPTIONS in a confirmed dialog: is the peer still there [C30]? Answered by `probed`. */
  | { readonly type: 'probe'; readonly session: SessionId }
  /** A BYE in a dialog that a former process left open [S50]. */
  | { readonly type: 'bye-recovered'; readonly dialog: DialogFacts; readonly cause?: Q850Cause }
  /** While draining, new INVITEs and OPTIONS get 503 with Retry-After. */
  | { readonly type: 'drain'; readonly on: boolean };

export type SipInput =
  | {
      readonly type: 'datagram';
      readonly socket: SocketId;
      readonly source: HostPort;
      readonly bytes: Uint8Array;
    }
  /** Something that nextDeadline() named is due. */
  | { readonly type: 'timer' }
  /** The socket said that this destination cannot be reached (RFC 3261 §18.4). */
  | {
      readonly type: 'transport-error';
      readonly socket: SocketId;
      readonly destination: HostPort;
      readonly code: string;
    }
  | SipCommand;

/** What the call layer hears. */
export type SipEvent =
  | { readonly type: 'incoming'; readonly session: SessionId; readonly invite: IncomingInvite }
  /** The ACK to our 200 came; `sdp` is the answer when the offer was late. */
  | { readonly type: 'confirmed'; readonly session: SessionId; readonly sdp: string | undefined }
  /** A re-INVITE; without `sdp` the peer asks for our offer. */
  | { readonly type: 'reinvite'; readonly session: SessionId; readonly sdp: string | undefined }
  | { readonly type: 'reinvite-confirmed'; readonly session: SessionId; readonly sdp: string | undefined }
  /** The peer has moved its target in a re-INVITE that we accepted: what is stored for a BYE is to follow [S50]. */
  | { readonly type: 'target-refreshed'; readonly session: SessionId; readonly dialog: DialogFacts }
  /** `alive` is false when the peer does not answer, or no longer knows the dialog. */
  | { readonly type: 'probed'; readonly session: SessionId; readonly alive: boolean }
  /**
   * The session is over and forgotten; said exactly once for each `incoming`, whoever ended it.
   * `peer`: BYE. `cancel`: CANCEL before the 200. `local`: our BYE or refusal. `timeout`: no ACK in 32 s
   * (timer H / 64*T1), or nobody answered our BYE. `transport`: the destination cannot be reached.
   */
  | {
      readonly type: 'ended';
      readonly session: SessionId;
      readonly by: 'peer' | 'cancel' | 'local' | 'timeout' | 'transport';
      readonly status?: number;
      readonly cause?: Q850Cause;
    };

export type SipEffect =
  | {
      readonly type: 'send';
      readonly socket: SocketId;
      readonly destination: HostPort;
      readonly bytes: Uint8Array;
    }
  | { readonly type: 'event'; readonly event: SipEvent };

/** Every SIP timer and limit is configuration, so that tests run with short ones. Defaults: RFC 3261 table 4. */
export interface SipTimers {
  readonly t1Ms: number;
  readonly t2Ms: number;
  readonly t4Ms: number;
}

export interface SipLimits {
  readonly messageBytesMax: number;
  readonly headerLinesMax: number;
  readonly viaMax: number;
  readonly transactionsMax: number;
  readonly dialogsMax: number;
}

import type { Brand } from '../base/units.js';
import type { HeaderField, Headers } from './headers.js';
import type { HostPort } from './message.js';
import type { TransactionKey } from './transaction-key.js';

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
  /** -1: the peer has sent no request of its own yet. */
  readonly remoteCSeq: number;
  readonly socket: number;
  /** Where the next request goes: learnt from the route set or the source of the INVITE. */
  readonly destination: HostPort;
  /** Over the connection of the INVITE, which nobody but the peer can open (RFC 7118 §5). */
  readonly reliable?: true;
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

/** A call of ours. The endpoint makes Call-ID, tags, branches, Via and Contact. */
export interface OutgoingInvite {
  readonly trunk: SipTrunk;
  readonly socket: SocketId;
  /** Addresses, tried in order: the next after 503, no answer in time, or an unreachable one [C4]. */
  readonly targets: readonly HostPort[];
  /** A first answer within this, or the next target. */
  readonly firstAnswerMs: number;
  readonly requestUri: string;
  /** name-addr without a tag. */
  readonly from: string;
  readonly to: string;
  /** P-Asserted-Identity, Diversion and the like, by the trunk's rule [C19]. */
  readonly headers: readonly HeaderField[];
  readonly sdp: string;
  /** Answers a challenge of this trunk alone [C15]. */
  readonly credentials: DigestCredentials | undefined;
}

export interface DigestCredentials {
  readonly username: string;
  readonly password: string;
  /** Undefined: whatever realm the trunk's own peer names. */
  readonly realm: string | undefined;
}

export type SipCommand =
  /**
   * Followed by `progressed`, then `answered` or `ended`. The id is the caller's choice and never used
   * twice. Nothing limits how long it rings: whoever calls does, by `cancel`.
   */
  | { readonly type: 'invite'; readonly session: SessionId; readonly invite: OutgoingInvite }
  /**
   * ACK to the 200 of `answered`: sent when the answer is durable, within a second of it [S50]. Without it
   * the call ends by `timeout` after 64*T1.
   */
  | { readonly type: 'acknowledge'; readonly session: SessionId }
  /**
   * CANCEL before the answer, `ended` by `local` when the INVITE is over, 64*T1 at the latest; ACK and BYE
   * when the 200 has crossed it [C12]. `bye` to a call that is not answered is the same.
   */
  | { readonly type: 'cancel'; readonly session: SessionId; readonly cause?: Q850Cause }
  /** INFO in a confirmed dialog, such as a digit; what is answered to it is not told. */
  | {
      readonly type: 'info';
      readonly session: SessionId;
      readonly contentType: string;
      readonly body: string;
    }
  /** An OPTIONS to a trunk's target [C14]; answered by `pinged`. */
  | { readonly type: 'ping'; readonly trunk: SipTrunk; readonly socket: SocketId; readonly target: HostPort }
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
  /** One message could not be sent (RFC 3261 §18.4): what the `send` effect named, and nothing else to that address. */
  | {
      readonly type: 'transport-error';
      readonly transaction: TransactionKey | undefined;
      readonly code: string;
    }
  /** A connection that a peer had opened is gone: its calls end by `transport`. */
  | { readonly type: 'connection-lost'; readonly socket: SocketId; readonly peer: HostPort }
  | SipCommand;

/** What the call layer hears. */
export type SipEvent =
  | { readonly type: 'incoming'; readonly session: SessionId; readonly invite: IncomingInvite }
  /** 18x to our INVITE; with `sdp` the network may speak before the answer [C23]. */
  | {
      readonly type: 'progressed';
      readonly session: SessionId;
      readonly status: number;
      readonly sdp: string | undefined;
    }
  /** 2xx to our INVITE; of several forks the first, the others are released by the endpoint [C11]. */
  | {
      readonly type: 'answered';
      readonly session: SessionId;
      /** Of the 2xx, or else of the 18x of the same peer; undefined: neither brought one. */
      readonly sdp: string | undefined;
      readonly dialog: DialogFacts;
    }
  /** A key by INFO (dtmf-relay, dtmf) [C26]. */
  | {
      readonly type: 'info-digit';
      readonly session: SessionId;
      readonly key: string;
      readonly durationMs: number;
    }
  /** `up`: any final answer but 408 and 503 [C14]; undefined: a limit of ours let nothing be asked. */
  | {
      readonly type: 'pinged';
      readonly trunk: SipTrunk;
      readonly target: HostPort;
      readonly up: boolean | undefined;
    }
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
   * The session is over and forgotten; said exactly once for each `incoming` and each `invite`, whoever
   * ended it. `refused`: a final answer of 3xx–6xx to our INVITE, from the last target that was tried.
   * `peer`: BYE. `cancel`: CANCEL before the 200. `local`: our BYE or refusal. `timeout`: no ACK in 32 s
   * (timer H / 64*T1), or nobody answered our BYE. `transport`: the destination cannot be reached any more, or a
   * call of ours had no socket or no target. `no-room`: a limit of ours let it not begin.
   */
  | {
      readonly type: 'ended';
      readonly session: SessionId;
      readonly by: 'peer' | 'cancel' | 'local' | 'refused' | 'timeout' | 'transport' | 'no-room';
      readonly status?: number;
      readonly cause?: Q850Cause;
    };

export type SipEffect =
  | {
      readonly type: 'send';
      readonly socket: SocketId;
      readonly destination: HostPort;
      readonly bytes: Uint8Array;
      /** Whose request it is; undefined: a response, or an ACK to a 2xx. */
      readonly transaction?: TransactionKey;
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

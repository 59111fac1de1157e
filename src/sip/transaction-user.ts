import type { MonotonicMs } from '../base/units.js';
import type { Dialog } from './dialog.js';
import type { SessionId, SipEvent, SipTrunk, SocketId } from './endpoint-api.js';
import type { SipCounter } from './endpoint-counters.js';
import type { HeaderField } from './headers.js';
import type { HostPort, SipResponse } from './message.js';
import type { TransactionKey } from './transaction-key.js';
import type { ClientTransaction, ServerTransaction } from './tx/transaction.js';

/**
 * What lies between the transactions and who uses them (the TU of RFC 3261 §5): sessions, calls of ours,
 * single requests. Users are machines; what they want done they say by effects.
 */

interface Entry {
  readonly key: TransactionKey;
  readonly socket: SocketId;
  /** Where the machine's messages go. */
  readonly destination: HostPort;
}

/** A request that came in, for as long as its transaction lives. */
export interface ServerEntry extends Entry {
  readonly side: 'server';
  readonly machine: ServerTransaction;
  /** Under which a merged request is recognised; undefined for requests in a dialog. */
  readonly mergeKey: string | undefined;
  readonly trunk: SipTrunk;
  /** It came over a connection, and goes with it. */
  readonly reliable: boolean;
  /** The session that an INVITE belongs to, for its CANCEL and its ACK. */
  session: SessionId | undefined;
}

/** A request of ours. */
export interface ClientEntry extends Entry {
  readonly side: 'client';
  readonly machine: ClientTransaction;
  readonly method: string;
  readonly user: TransactionUser;
  /** Whoever sends it has another target, or asks whether this one can be reached at all. */
  readonly hasOtherWay: boolean;
}

export type TransactionEntry = ServerEntry | ClientEntry;

/** Why there is no response; `no-room`: there were too many transactions, so that nothing was sent. */
export type NoResponse = 'timeout' | 'transport' | 'no-room';

/** A response, or why there is none. */
export type Outcome = SipResponse | NoResponse;

/** Who hears what becomes of a request of ours. It may outlive its session: an answer can be late. */
export interface TransactionUser {
  /** The session whose deadline or end may follow from an outcome. */
  readonly session: SessionId | undefined;
  handle(outcome: Outcome, nowMs: MonotonicMs): readonly UserEffect[];
}

/** A request in a dialog; Via, CSeq and branch are made when it is sent, and anew when it is sent again. */
export interface DialogRequest extends TransactionUser {
  readonly dialog: Dialog;
  readonly method: string;
  readonly body: string | undefined;
  /** Credentials that answer a challenge among them. */
  headers(): readonly HeaderField[];
}

/** One INVITE as it goes to one target. */
export interface SentInvite extends TransactionUser {
  readonly branch: string;
  readonly socket: SocketId;
  readonly destination: HostPort;
  readonly bytes: Uint8Array;
  /** The ACK to a refusal (§17.1.1.3). */
  ackTo(response: SipResponse): Uint8Array;
}

export type UserEffect =
  /** Through the server transaction of the request. */
  | {
      readonly type: 'respond';
      readonly to: ServerEntry;
      readonly status: number;
      readonly bytes: Uint8Array;
    }
  /** Our 2xx again. */
  | { readonly type: 'resend'; readonly to: ServerEntry; readonly bytes: Uint8Array }
  /** An ACK to a 2xx: outside any transaction. */
  | {
      readonly type: 'acknowledge';
      readonly socket: SocketId;
      readonly destination: HostPort;
      readonly bytes: Uint8Array;
    }
  /** These three in a new client transaction. */
  | { readonly type: 'request'; readonly request: DialogRequest }
  | { readonly type: 'invite'; readonly invite: SentInvite }
  | { readonly type: 'cancel'; readonly invite: SentInvite; readonly bytes: Uint8Array }
  /** The answer of this INVITE is not wanted any more. */
  | { readonly type: 'withdraw'; readonly invite: SentInvite }
  | { readonly type: 'count'; readonly counter: SipCounter }
  | { readonly type: 'event'; readonly event: SipEvent };

export const NO_USER_EFFECTS: readonly UserEffect[] = [];

export const say = (event: SipEvent): UserEffect => ({ type: 'event', event });

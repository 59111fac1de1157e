import type { MonotonicMs } from '../../base/units.js';
import type { SipResponse } from '../message.js';

/**
 * What the four transaction machines of RFC 3261 §17 and RFC 6026 have in common. A machine sees bytes to
 * send and statuses, never sockets: `reliable` says whether the transport retransmits by itself.
 */
interface Transaction<Input, Effect> {
  /** When the machine wants a `timer` input; undefined when no timer runs. */
  readonly deadlineMs: MonotonicMs | undefined;
  readonly terminated: boolean;
  handle(input: Input, nowMs: MonotonicMs): readonly Effect[];
  /** One line for the debug endpoint. */
  describe(): string;
}

export type ServerInput =
  /** The request came again. */
  | { readonly type: 'request' }
  | { readonly type: 'ack' }
  /** The transaction user answers. */
  | { readonly type: 'respond'; readonly status: number; readonly bytes: Uint8Array }
  | { readonly type: 'timer' }
  | { readonly type: 'transport-error' };

export type ServerEffect =
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  /** An ACK that belongs to the transaction user (RFC 6026 §7.1). */
  | { readonly type: 'ack' }
  /** No ACK came to a refusal (timer H). */
  | { readonly type: 'timeout' }
  | { readonly type: 'transport-error' };

export type ClientInput =
  /** Sends the request for the first time. */
  | { readonly type: 'start' }
  | { readonly type: 'response'; readonly response: SipResponse }
  /** To an INVITE: its answer is not wanted any more. */
  | { readonly type: 'withdraw' }
  | { readonly type: 'timer' }
  | { readonly type: 'transport-error' };

export type ClientEffect =
  | { readonly type: 'send'; readonly bytes: Uint8Array }
  | { readonly type: 'response'; readonly response: SipResponse }
  /** No final response came (timer B or F). */
  | { readonly type: 'timeout' }
  | { readonly type: 'transport-error' };

export type ServerTransaction = Transaction<ServerInput, ServerEffect>;
export type ClientTransaction = Transaction<ClientInput, ClientEffect>;

export const NO_EFFECTS: readonly never[] = [];

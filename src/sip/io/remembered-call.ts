import type { UtcMs } from '../../base/units.js';
import type { SessionId } from '../endpoint-api.js';
import type { HostPort } from '../message.js';

export type Direction = 'received' | 'sent';

export interface RememberedMessage {
  readonly atMs: UtcMs;
  readonly direction: Direction;
  readonly peer: HostPort;
  /** A byte string, with all that is secret in it, and perhaps cut. */
  readonly text: string;
  /** On the wire. */
  readonly bytes: number;
}

/** As whom the endpoint knows a call. */
export interface CallOwner {
  readonly session: SessionId;
  readonly trunk: string;
}

/** What was said in one call, as far as it is kept. */
export class RememberedCall {
  readonly callId: string;
  readonly #messages: RememberedMessage[] = [];
  #owner: CallOwner | undefined;
  #endedMs: UtcMs | undefined;
  #leftOut = 0;
  #bytes = 0;

  constructor(callId: string) {
    this.callId = callId;
  }

  /** Undefined: the endpoint has refused it by itself. */
  get owner(): CallOwner | undefined {
    return this.#owner;
  }

  get isLive(): boolean {
    return this.#owner !== undefined && this.#endedMs === undefined;
  }

  get endedMs(): UtcMs | undefined {
    return this.#endedMs;
  }

  /** The oldest first; never empty. */
  get messages(): readonly RememberedMessage[] {
    return this.#messages;
  }

  /** Messages from the middle that were too many. */
  get leftOut(): number {
    return this.#leftOut;
  }

  /** That are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  ownedBy(owner: CallOwner): void {
    this.#owner = owner;
  }

  end(atMs: UtcMs): void {
    this.#endedMs = atMs;
  }

  /** How a call began and how it ended is looked at, so the middle goes: returns the bytes that went. */
  add(message: RememberedMessage, messagesMax: number): number {
    this.#messages.push(message);
    this.#bytes += message.text.length;
    if (this.#messages.length <= messagesMax) return 0;
    const [leftOut] = this.#messages.splice(messagesMax >> 1, 1);
    const bytes = leftOut?.text.length ?? 0;
    this.#leftOut += 1;
    this.#bytes -= bytes;
    return bytes;
  }
}

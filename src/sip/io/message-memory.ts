import type { UtcMs } from '../../base/units.js';
import type { HostPort } from '../message.js';

export interface RememberedMessage {
  readonly atMs: UtcMs;
  readonly direction: 'received' | 'sent';
  readonly peer: string;
  /** Without credentials and keyed digits. */
  readonly text: string;
}

interface Noted {
  readonly atMs: UtcMs;
  readonly direction: 'received' | 'sent';
  readonly peer: HostPort;
  readonly bytes: Uint8Array;
}

export interface MessageMemoryOptions {
  readonly callsMax: number;
  /** Of one call, the first ones: the end of a call that says so much is of no more use than its beginning. */
  readonly messagesMax: number;
  readonly bytesMax: number;
}

export const DEFAULT_MESSAGE_MEMORY: MessageMemoryOptions = {
  callsMax: 200,
  messagesMax: 60,
  bytesMax: 4_096,
};

/** RFC 3261 §7.3.3: `i` is the short form. */
const CALL_ID = /^(?:call-id|i)[ \t]*:[ \t]*([^\r\n \t]+)/im;
const HEAD_BYTES = 2_048;
const INVITE = 'INVITE ';

/** The SIP messages of the last calls as they went over the wire [S45]: bounded, and only of calls that began here. */
export class MessageMemory {
  readonly #options: MessageMemoryOptions;
  readonly #utcNow: () => UtcMs;
  /** In the order in which the calls began. */
  readonly #calls = new Map<string, Noted[]>();

  constructor(utcNow: () => UtcMs, options: MessageMemoryOptions = DEFAULT_MESSAGE_MEMORY) {
    this.#options = options;
    this.#utcNow = utcNow;
  }

  note(direction: Noted['direction'], bytes: Uint8Array, peer: HostPort): void {
    const head = latin1(bytes.subarray(0, HEAD_BYTES));
    const callId = CALL_ID.exec(head)?.[1];
    if (callId === undefined) return;
    const noted = this.#calls.get(callId) ?? this.#begun(callId, head);
    if (noted === undefined || noted.length >= this.#options.messagesMax) return;
    noted.push({ atMs: this.#utcNow(), direction, peer, bytes: bytes.slice(0, this.#options.bytesMax) });
  }

  /** The oldest first. */
  of(callId: string): readonly RememberedMessage[] | undefined {
    return this.#calls.get(callId)?.map(({ atMs, direction, peer, bytes }) => ({
      atMs,
      direction,
      peer: `${peer.host}:${peer.port}`,
      text: withoutSecrets(new TextDecoder().decode(bytes)),
    }));
  }

  /** Pings, and the rest of calls that are forgotten, are of no call that is remembered. */
  #begun(callId: string, head: string): Noted[] | undefined {
    if (!head.startsWith(INVITE)) return undefined;
    const noted: Noted[] = [];
    this.#calls.set(callId, noted);
    if (this.#calls.size > this.#options.callsMax) {
      const [oldest] = this.#calls.keys();
      if (oldest !== undefined) this.#calls.delete(oldest);
    }
    return noted;
  }
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** Digest answers [C15], and the digits of an INFO, which may be a password. */
const withoutSecrets = (text: string): string =>
  text
    .replaceAll(/^((?:proxy-)?authorization[ \t]*:[ \t]*\S+).*$/gim, '$1 …')
    .replaceAll(/^(signal[ \t]*=).*$/gim, '$1 …')
    .replaceAll(/^(?=INFO )([^]*?\r\n\r\n)[^]+$/g, '$1…');

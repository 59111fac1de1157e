import { Counters } from '../../base/counters.js';
import type { UtcMs } from '../../base/units.js';
import type { SessionId, SipEvent } from '../endpoint-api.js';
import type { HostPort } from '../message.js';
import { RememberedCall, type CallOwner, type Direction } from './remembered-call.js';

export interface MessageMemoryOptions {
  readonly callsMax: number;
  /** Of one call: the first and the last half of them are kept. */
  readonly messagesMax: number;
  /** Of one message. */
  readonly messageBytesMax: number;
  /** Of all messages together. */
  readonly bytesMax: number;
}

/** A call takes some 5 kB: those of the last hour at two a second, of three minutes at fifty. */
export const DEFAULT_MESSAGE_MEMORY: MessageMemoryOptions = {
  callsMax: 8_000,
  messagesMax: 60,
  messageBytesMax: 4_096,
  bytesMax: 40 * 1024 * 1024,
};

const COUNTS = ['messages', 'callsForgotten', 'messagesLeftOut', 'messagesCut', 'callsIgnored'] as const;
export type MessageMemoryCount = (typeof COUNTS)[number];

const CALL_ID_LINE = '\nCall-ID: ';
/** Written in another way (RFC 3261 §7.3.1), or short as `i` (§7.3.3). */
const CALL_ID = /^(?:call-id|i)[ \t]*:[ \t]*([^\r\n \t]+)/im;
const CALL_ID_CHARS = 256;
const CR = 0x0d;
const INVITE = 'INVITE ';

/**
 * The SIP messages of the last calls as they went over the wire [S45], of calls that began here. On the way of each
 * message it is copied once and its Call-ID is looked for; it is read when somebody asks. The calls that are up
 * are the last to be forgotten.
 */
export class MessageMemory {
  readonly counters = new Counters<MessageMemoryCount>(COUNTS);
  readonly #options: MessageMemoryOptions;
  readonly #utcNow: () => UtcMs;
  /** In the order in which they began. */
  readonly #calls = new Map<string, RememberedCall>();
  /** Those that the endpoint holds. */
  readonly #live = new Map<SessionId, RememberedCall>();
  /** All others, in the order in which they ended. */
  readonly #over = new Set<RememberedCall>();
  /** The last INVITE that came and that nobody has answered yet: a stranger's never is [S55], and pushes out nothing. */
  #asking: RememberedCall | undefined;
  #bytes = 0;

  constructor(utcNow: () => UtcMs, options: MessageMemoryOptions = DEFAULT_MESSAGE_MEMORY) {
    this.#utcNow = utcNow;
    this.#options = options;
  }

  /** `caller`: ours, whose call the message begins. */
  note(direction: Direction, bytes: Uint8Array, peer: HostPort, caller?: CallOwner): void {
    const { messageBytesMax, messagesMax } = this.#options;
    const text = latin1(bytes, messageBytesMax);
    const callId = callIdIn(text);
    if (callId === undefined) return;
    const known = this.#calls.get(callId);
    const call = known ?? this.#begun(callId, direction, text);
    if (call === undefined) return;
    if (known === undefined && caller !== undefined) this.#ownedBy(call, caller);
    if (text.length < bytes.length) this.counters.add('messagesCut');
    const message = { atMs: this.#utcNow(), direction, peer, text, bytes: bytes.length };
    const leftOutBytes = call.add(message, messagesMax);
    if (leftOutBytes > 0) this.counters.add('messagesLeftOut');
    if (call === this.#asking) return;
    this.counters.add('messages');
    this.#bytes += text.length - leftOutBytes;
    this.#forgetOldest();
  }

  hear(event: SipEvent): void {
    if (event.type === 'incoming') {
      const callId = keyOf(event.invite.callId);
      const call = this.#calls.get(callId) ?? this.#answered(callId);
      if (call === undefined) return;
      this.#ownedBy(call, { session: event.session, trunk: event.invite.trunk.id });
      this.#forgetOldest();
    } else if (event.type === 'ended') this.#ended(event.session);
  }

  of(callId: string): RememberedCall | undefined {
    return this.#calls.get(keyOf(callId));
  }

  /** Those that began last first. */
  newestFirst(): readonly RememberedCall[] {
    return [...this.#calls.values()].toReversed();
  }

  /** Pings, and the rest of calls that are forgotten, are of no call that is remembered. */
  #begun(callId: string, direction: Direction, text: string): RememberedCall | undefined {
    if (direction === 'sent') {
      const asking = this.#answered(callId);
      if (asking !== undefined) return asking;
    } else if (this.#asking?.callId === callId) return this.#asking;
    if (!text.startsWith(INVITE)) return undefined;
    const call = new RememberedCall(callId);
    if (direction === 'sent') this.#remember(call);
    else {
      if (this.#asking !== undefined) this.counters.add('callsIgnored');
      this.#asking = call;
    }
    return call;
  }

  #answered(callId: string): RememberedCall | undefined {
    const call = this.#asking;
    if (call?.callId !== callId) return undefined;
    this.#asking = undefined;
    this.counters.add('messages', call.messages.length);
    this.#bytes += call.bytes;
    this.#remember(call);
    return call;
  }

  #remember(call: RememberedCall): void {
    this.#calls.set(call.callId, call);
    this.#over.add(call);
  }

  #ownedBy(call: RememberedCall, owner: CallOwner): void {
    call.ownedBy(owner);
    this.#over.delete(call);
    this.#live.set(owner.session, call);
  }

  #ended(session: SessionId): void {
    const call = this.#live.get(session);
    if (call === undefined) return;
    this.#live.delete(session);
    this.#over.add(call);
    call.end(this.#utcNow());
  }

  #forgetOldest(): void {
    const { callsMax, bytesMax } = this.#options;
    while (this.#calls.size > callsMax || (this.#bytes > bytesMax && this.#calls.size > 1)) {
      const [oldest] = this.#over.size > 0 ? this.#over : this.#calls.values();
      if (oldest === undefined) return;
      this.#calls.delete(oldest.callId);
      this.#over.delete(oldest);
      if (oldest.owner !== undefined) this.#live.delete(oldest.owner.session);
      this.#bytes -= oldest.bytes;
      this.counters.add('callsForgotten');
    }
  }
}

/** One unit for each byte, as everywhere in a message. */
const latin1 = (bytes: Uint8Array, max: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, max)).toString('latin1');

/** Ours, and most others', is found without reading the message; a Call-ID that is too long is its beginning. */
function callIdIn(text: string): string | undefined {
  const line = text.indexOf(CALL_ID_LINE);
  if (line < 0) {
    const callId = CALL_ID.exec(text)?.[1];
    return callId === undefined ? undefined : keyOf(callId);
  }
  const start = line + CALL_ID_LINE.length;
  const lineFeed = text.indexOf('\n', start);
  if (lineFeed < 0) return undefined;
  const end = text.charCodeAt(lineFeed - 1) === CR ? lineFeed - 1 : lineFeed;
  return keyOf(text.slice(start, end).trim());
}

const keyOf = (callId: string): string => callId.slice(0, CALL_ID_CHARS);

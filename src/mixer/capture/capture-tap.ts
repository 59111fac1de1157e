import { byteArea, copyBytes, type ByteArea } from '../../rtp/byte-area.js';
import * as P from '../../rtp/packet.js';
import { COUNT, type EngineCore } from '../core.js';
import { RECORD_ADDRESS, RECORD_LENGTH, RECORD_OFFSET, RECORD_PORT } from '../io/packet-io.js';
import * as L from '../shared/layout.js';
import * as R from './capture-ring.js';

export const CAPTURED_RTP = 0;
export const CAPTURED_RTCP = R.FLAG_RTCP;

const NS_PER_S = 1e9;
const PAYLOAD_TYPE = 0x7f;
/** RFC 3551 §3: these mean what was agreed on. */
const DYNAMIC_TYPE_MIN = 96;
/** No event of RFC 4733: a key may be of a password. */
const HIDDEN_EVENT = 0xff;
/** One event, RFC 4733 §2.3; several can follow each other in a packet. */
const EVENT_BYTES = 4;
/** No audio is that short. */
const EVENTS_BYTES_MAX = 4 * EVENT_BYTES;

/** Copies the packets of captured legs into the worker's ring. On the beat: it neither waits nor allocates. */
export class CaptureTap {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #packets: ByteArea;
  readonly #ring: number;
  readonly #bytes: number;
  readonly #header = new Int32Array(P.HEADER_INTS);

  constructor(core: EngineCore) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#packets = byteArea(core.io.bytes);
    this.#ring = core.memory.captureRing(core.worker);
    this.#bytes = core.memory.captureBytes(core.worker);
  }

  /** A packet of the received table's `row`. */
  received(leg: number, row: number, flags: number): void {
    const { received } = this.#core.io;
    const at = received[row + RECORD_OFFSET]!;
    const length = received[row + RECORD_LENGTH]!;
    this.#put(leg, at, length, received, row + RECORD_ADDRESS, received[row + RECORD_PORT]!, flags);
  }

  /** A packet that was written at `at` of the packet I/O's bytes, for the address and port at `words[to ..]`. */
  sent(leg: number, at: number, length: number, to: number, flags: number): void {
    const words = this.#words;
    this.#put(leg, at, length, words, to, words[to + 4]!, flags | R.FLAG_SENT);
  }

  #put(
    leg: number,
    at: number,
    length: number,
    address: Int32Array,
    addressAt: number,
    port: number,
    flags: number,
  ): void {
    const words = this.#words;
    const head = words[this.#ring + L.CAPTURE_HEAD]!;
    const used = (head - Atomics.load(words, this.#ring + L.CAPTURE_TAIL)) | 0;
    if (used >= L.CAPTURE_CELLS) {
      this.#core.counts.add(COUNT.capturePacketsLost);
      return;
    }
    const place = head & (L.CAPTURE_CELLS - 1);
    const cell = this.#ring + L.CAPTURE_CELLS_AT + place * L.CAPTURE_CELL_INTS;
    const nowNs = this.#core.io.nowNs();
    const seconds = Math.floor(nowNs / NS_PER_S);
    words[cell + R.CELL_CAPTURE] = words[leg + L.LEG_CAPTURE]!;
    words[cell + R.CELL_FLAGS] = flags;
    words[cell + R.CELL_SECONDS] = seconds;
    words[cell + R.CELL_NANOSECONDS] = nowNs - seconds * NS_PER_S;
    words[cell + R.CELL_LENGTH] = length;
    words[cell + R.CELL_PORT] = port;
    for (let i = 0; i < 4; i++) words[cell + R.CELL_ADDRESS + i] = address[addressAt + i]!;
    const to = this.#bytes + place * L.CAPTURE_BYTES;
    copyBytes(this.#packets, at, this.#core.memory.area, to, Math.min(length, L.CAPTURE_BYTES));
    this.#hideKeys(leg, at, length, to, (flags & R.FLAG_SENT) !== 0);
    // Publishes what was written above.
    Atomics.store(words, this.#ring + L.CAPTURE_HEAD, (head + 1) | 0);
  }

  /** In the copy at `to` of the packet at `at`. */
  #hideKeys(leg: number, at: number, length: number, to: number, sent: boolean): void {
    const packet = this.#packets.bytes;
    const verdict = P.parsePacket(packet, at, length, this.#header);
    const type = packet[at + 1]! & PAYLOAD_TYPE;
    const isEvent = type === this.#words[leg + (sent ? L.LEG_SEND_EVENT_TYPE : L.LEG_RECEIVE_EVENT_TYPE)];
    const { bytes } = this.#core.memory.area;
    const end = to + Math.min(length, L.CAPTURE_BYTES);
    if (verdict === P.PARSED) {
      const payloadBytes = this.#header[P.HEADER_PAYLOAD_LENGTH]!;
      // A peer may send keys that were not agreed on, or by another number.
      const mayBeEvent = !sent && payloadBytes <= EVENTS_BYTES_MAX && this.#isUnknown(leg, type);
      if (!isEvent && !mayBeEvent) return;
      const first = to + this.#header[P.HEADER_PAYLOAD]! - at;
      for (let i = first; i < Math.min(end, first + payloadBytes); i += EVENT_BYTES) bytes[i] = HIDDEN_EVENT;
    } else if (isEvent || (packet[at]! >> 6 === P.RTP_VERSION && this.#isUnknown(leg, type))) {
      // Where the key stands is not known.
      for (let i = to + P.RTP_HEADER_BYTES; i < end; i++) bytes[i] = HIDDEN_EVENT;
    }
  }

  #isUnknown(leg: number, type: number): boolean {
    const words = this.#words;
    if (type < DYNAMIC_TYPE_MIN) return false;
    return type !== words[leg + L.LEG_RECEIVE_TYPE] && type !== words[leg + L.LEG_RECEIVE_OTHER_LAW_TYPE];
  }
}

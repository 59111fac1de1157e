import { byteArea, copyBytes, type ByteArea } from '../../rtp/byte-area.js';
import { COUNT, type EngineCore } from '../core.js';
import { RECORD_ADDRESS, RECORD_LENGTH, RECORD_OFFSET, RECORD_PORT } from '../io/packet-io.js';
import * as L from '../shared/layout.js';
import * as R from './capture-ring.js';

export const CAPTURED_RTP = 0;
export const CAPTURED_RTCP = R.FLAG_RTCP;

const NS_PER_S = 1e9;
const RTP_HEADER_BYTES = 12;
const PAYLOAD_TYPE = 0x7f;
/** No event of RFC 4733: a key may be of a password. */
const HIDDEN_EVENT = 0xff;

/** Copies the packets of captured legs into the worker's ring. On the beat: it neither waits nor allocates. */
export class CaptureTap {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #packets: ByteArea;
  readonly #ring: number;
  readonly #bytes: number;

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
    const type = this.#words[leg + L.LEG_RECEIVE_EVENT_TYPE]!;
    const at = received[row + RECORD_OFFSET]!;
    const length = received[row + RECORD_LENGTH]!;
    this.#put(leg, at, length, received, row + RECORD_ADDRESS, received[row + RECORD_PORT]!, flags, type);
  }

  /** A packet that was written at `at` of the packet I/O's bytes, for the address and port at `words[to ..]`. */
  sent(leg: number, at: number, length: number, to: number, flags: number): void {
    const words = this.#words;
    const type = words[leg + L.LEG_SEND_EVENT_TYPE]!;
    this.#put(leg, at, length, words, to, words[to + 4]!, flags | R.FLAG_SENT, type);
  }

  #put(
    leg: number,
    at: number,
    length: number,
    address: Int32Array,
    addressAt: number,
    port: number,
    flags: number,
    eventType: number,
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
    this.#hideKey(to, length, eventType);
    // Publishes what was written above.
    Atomics.store(words, this.#ring + L.CAPTURE_HEAD, (head + 1) | 0);
  }

  #hideKey(at: number, length: number, eventType: number): void {
    const { bytes } = this.#core.memory.area;
    if (length > RTP_HEADER_BYTES && (bytes[at + 1]! & PAYLOAD_TYPE) === eventType)
      bytes[at + RTP_HEADER_BYTES] = HIDDEN_EVENT;
  }
}

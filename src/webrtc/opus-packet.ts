import { readU16, writeU16 } from '../rtp/big-endian.js';
import * as P from '../rtp/packet.js';

/** Of one stream; the sequence numbers are those of the two ends. */
export interface NewPacket {
  readonly payloadType: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
}

export function packetOf(said: NewPacket, payload: Uint8Array): Uint8Array {
  const { payloadType, marker, sequence, timestamp, ssrc } = said;
  const packet = Buffer.allocUnsafe(P.RTP_HEADER_BYTES + payload.length);
  P.writeHeader(packet, 0, payloadType, marker, sequence, timestamp, ssrc);
  packet.set(payload, P.RTP_HEADER_BYTES);
  return packet;
}

const EVENT_BYTES = 4;
const EVENT_DURATION = 2;
const DURATION_MAX = 0xffff;

/** A telephone event (RFC 4733 §2.3) at another clock. Undefined: it is none. */
export function eventAt(payload: Uint8Array, factor: number): Uint8Array | undefined {
  if (payload.length < EVENT_BYTES) return undefined;
  const event = Uint8Array.from(payload);
  // §2.5.1.3: a longer one would have to go on as another segment. Its end is told by its end bit all the same.
  const ticks = Math.min(DURATION_MAX, Math.round(readU16(payload, EVENT_DURATION) * factor));
  writeU16(event, EVENT_DURATION, ticks);
  return event;
}

/** RFC 6716 §3.1 table 2: SILK alone, each four of 10, 20, 40 and 60 ms; then hybrids of 20 ms at most; then CELT, without FEC. */
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;

/**
 * Whether an Opus packet has the frame before its own once more (LBRR). The bit stands behind those of voice activity, one for
 * each 20 ms, in front of all else (RFC 6716 §4.2.3). Only of packets of one frame in mono, which is what is agreed.
 */
export function hasFec(packet: Uint8Array): boolean {
  const [toc = 0, first] = packet;
  const configuration = toc >> 3;
  if (first === undefined || configuration >= FIRST_CELT || (toc & 0b111) !== 0) return false;
  const voiceBits = configuration >= FIRST_HYBRID ? 1 : Math.max(1, configuration & 0b11);
  return ((first >> (7 - voiceBits)) & 1) === 1;
}

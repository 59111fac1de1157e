import { readI32, readU16, writeI32, writeU16 } from './big-endian.js';

/**
 * RTP fixed header, RFC 3550 §5.1. Free functions over bytes, nothing is allocated: the parsed header goes
 * into a table of the caller's, HEADER_INTS columns described by the constants below.
 */
export const RTP_VERSION = 2;
export const RTP_HEADER_BYTES = 12;
/** A G.711 clock: RTP ticks, samples and code words all count the same. */
export const TICKS_PER_MS = 8;
/** What a leg gives to the mix and takes from it on each beat: 20 ms. */
export const FRAME_TICKS = 160;

export const HEADER_INTS = 7;
export const HEADER_PAYLOAD_TYPE = 0;
export const HEADER_MARKER = 1;
export const HEADER_SEQUENCE = 2;
/** Unsigned 32-bit values are kept as signed integers; only differences `(a - b) | 0` are meaningful. */
export const HEADER_TIMESTAMP = 3;
export const HEADER_SSRC = 4;
/** Where the payload starts in the bytes, without CSRC list and extension; its length without padding. */
export const HEADER_PAYLOAD = 5;
export const HEADER_PAYLOAD_LENGTH = 6;

export const PARSED = 0;
export const NOT_RTP = 1;
export const IS_RTCP = 2;
export type ParseVerdict = typeof PARSED | typeof NOT_RTP | typeof IS_RTCP;

const PADDING_BIT = 0x20;
const EXTENSION_BIT = 0x10;
const CSRC_COUNT_MASK = 0x0f;
const MARKER_BIT = 0x80;
const CSRC_BYTES = 4;
const EXTENSION_HEADER_BYTES = 4;
const RTCP_HEADER_BYTES = 4;
/** Second bytes that RFC 5761 §4 keeps for RTCP on a shared port. */
const RTCP_TYPE_MIN = 192;
const RTCP_TYPE_MAX = 223;

/** Checks the header of the packet at `bytes[at .. at + length)` as RFC 3550 §A.1 asks and fills `header`. */
export function parsePacket(bytes: Uint8Array, at: number, length: number, header: Int32Array): ParseVerdict {
  if (length < RTCP_HEADER_BYTES) return NOT_RTP;
  const first = bytes[at]!;
  const second = bytes[at + 1]!;
  if (first >> 6 !== RTP_VERSION) return NOT_RTP;
  if (second >= RTCP_TYPE_MIN && second <= RTCP_TYPE_MAX) return IS_RTCP;
  if (length < RTP_HEADER_BYTES) return NOT_RTP;

  let skipped = RTP_HEADER_BYTES + (first & CSRC_COUNT_MASK) * CSRC_BYTES;
  if ((first & EXTENSION_BIT) !== 0) {
    if (skipped + EXTENSION_HEADER_BYTES > length) return NOT_RTP;
    // The extension's length counts 32-bit words after its own header, RFC 3550 §5.3.1.
    skipped += EXTENSION_HEADER_BYTES + readU16(bytes, at + skipped + 2) * 4;
  }
  let end = length;
  if ((first & PADDING_BIT) !== 0) {
    // The last octet counts the padding, itself included.
    const padding = bytes[at + length - 1]!;
    if (padding === 0) return NOT_RTP;
    end -= padding;
  }
  if (skipped > end) return NOT_RTP;

  header[HEADER_PAYLOAD_TYPE] = second & 0x7f;
  header[HEADER_MARKER] = (second & MARKER_BIT) === 0 ? 0 : 1;
  header[HEADER_SEQUENCE] = readU16(bytes, at + 2);
  header[HEADER_TIMESTAMP] = readI32(bytes, at + 4);
  header[HEADER_SSRC] = readI32(bytes, at + 8);
  header[HEADER_PAYLOAD] = at + skipped;
  header[HEADER_PAYLOAD_LENGTH] = end - skipped;
  return PARSED;
}

/** Writes the twelve bytes of a header without padding, extension or CSRC. */
export function writeHeader(
  bytes: Uint8Array,
  at: number,
  payloadType: number,
  marker: boolean,
  sequence: number,
  timestamp: number,
  ssrc: number,
): void {
  bytes[at] = RTP_VERSION << 6;
  bytes[at + 1] = payloadType | (marker ? MARKER_BIT : 0);
  writeU16(bytes, at + 2, sequence);
  writeI32(bytes, at + 4, timestamp);
  writeI32(bytes, at + 8, ssrc);
}

import { readI32, readU16, writeI32, writeU16 } from './big-endian.js';
import { RTP_VERSION } from './packet.js';

/**
 * RTCP compound packets, RFC 3550 §6: free functions over bytes, nothing is allocated. What a compound packet
 * says to us goes into a table of the caller's, FACT_INTS columns described by the constants below.
 */
export const SENDER_REPORT = 200;
export const RECEIVER_REPORT = 201;
const SOURCE_DESCRIPTION = 202;
const GOODBYE = 203;

export const FACT_INTS = 6;
/** 1 when it began with a sender report. */
export const FACT_SENDS = 0;
/** The middle 32 bits of that report's NTP timestamp. */
export const FACT_NTP_MIDDLE = 1;
/** 1 when it has a report block about us; the rest is of that block. */
export const FACT_REPORTS = 2;
/** Packets lost since the beginning; negative when more came than were sent. */
export const FACT_LOST = 3;
/** The middle 32 bits of our last sender report's timestamp, and how long ago it came, in 1/65536 s. */
export const FACT_LAST_SENT = 4;
export const FACT_DELAY = 5;

const PORT_MAX = 65_535;
/** The port for RTCP behind an RTP port, RFC 3550 §11; 0 when there is none. */
export const rtcpPortOf = (port: number): number => (port === 0 || port === PORT_MAX ? 0 : port + 1);

export const RTCP_HEADER_BYTES = 4;
export const COUNT_MASK = 0x1f;
const PADDING_BIT = 0x20;
/** Header and SSRC; with the sender's part; one report block. */
export const RECEIVER_REPORT_BYTES = 8;
export const SENDER_REPORT_BYTES = 28;
export const BLOCK_BYTES = 24;
const CNAME_ITEM = 1;
/** Three words in hexadecimal. */
const CNAME_BYTES = 24;
/** Two bytes of item header, then at least one zero ends the chunk at a multiple of four. */
const CHUNK_BYTES = 4 + 2 + CNAME_BYTES + 2;
const DESCRIPTION_BYTES = RTCP_HEADER_BYTES + CHUNK_BYTES;
const GOODBYE_BYTES = 8;
/** The longest compound packet that we write. */
export const COMPOUND_BYTES_MAX = SENDER_REPORT_BYTES + BLOCK_BYTES + DESCRIPTION_BYTES + GOODBYE_BYTES;

/**
 * Checks the compound packet at `bytes[at .. at + length)` as RFC 3550 §A.2 asks and fills `facts` with what
 * it says about the source `ssrc`. False when it is none; `facts` then mean nothing. BYE says nothing to us:
 * a gateway that changes its source says it in the midst of a call, whose end is SIP's matter.
 */
export function readCompound(
  bytes: Uint8Array,
  at: number,
  length: number,
  ssrc: number,
  facts: Int32Array,
): boolean {
  facts.fill(0);
  const end = at + length;
  const first = bytes[at + 1]!;
  if (length < RECEIVER_REPORT_BYTES || (first !== SENDER_REPORT && first !== RECEIVER_REPORT)) return false;
  // Padding belongs to the last packet of several.
  if ((bytes[at]! & PADDING_BIT) !== 0) return false;
  let packet = at;
  while (packet < end) {
    if (packet + RTCP_HEADER_BYTES > end || bytes[packet]! >> 6 !== RTP_VERSION) return false;
    const next = packet + (readU16(bytes, packet + 2) + 1) * 4;
    if (next > end || !readReport(bytes, packet, next, ssrc, facts)) return false;
    packet = next;
  }
  if (first === SENDER_REPORT) {
    facts[FACT_SENDS] = 1;
    facts[FACT_NTP_MIDDLE] = readI32(bytes, at + 10);
  }
  return true;
}

/** False when the packet is shorter than its report blocks. Other packets than reports are passed over. */
function readReport(
  bytes: Uint8Array,
  packet: number,
  end: number,
  ssrc: number,
  facts: Int32Array,
): boolean {
  const type = bytes[packet + 1];
  if (type !== SENDER_REPORT && type !== RECEIVER_REPORT) return true;
  const blocks = packet + (type === SENDER_REPORT ? SENDER_REPORT_BYTES : RECEIVER_REPORT_BYTES);
  const blocksEnd = blocks + (bytes[packet]! & COUNT_MASK) * BLOCK_BYTES;
  if (blocksEnd > end) return false;
  for (let block = blocks; block < blocksEnd; block += BLOCK_BYTES) {
    if (readI32(bytes, block) !== ssrc) continue;
    facts[FACT_REPORTS] = 1;
    // 24 bits with sign, behind the fraction.
    facts[FACT_LOST] = (readI32(bytes, block + 4) << 8) >> 8;
    facts[FACT_LAST_SENT] = readI32(bytes, block + 16);
    facts[FACT_DELAY] = readI32(bytes, block + 20);
  }
  return true;
}

/** Writers return where the next packet begins. */
export function writeSenderReport(
  bytes: Uint8Array,
  at: number,
  ssrc: number,
  ntpSeconds: number,
  ntpFraction: number,
  rtpTimestamp: number,
  packets: number,
  octets: number,
  blocks: 0 | 1,
): number {
  writeHeader(bytes, at, SENDER_REPORT, blocks, SENDER_REPORT_BYTES + blocks * BLOCK_BYTES);
  writeI32(bytes, at + 4, ssrc);
  writeI32(bytes, at + 8, ntpSeconds);
  writeI32(bytes, at + 12, ntpFraction);
  writeI32(bytes, at + 16, rtpTimestamp);
  writeI32(bytes, at + 20, packets);
  writeI32(bytes, at + 24, octets);
  return at + SENDER_REPORT_BYTES;
}

export function writeReceiverReport(bytes: Uint8Array, at: number, ssrc: number, blocks: 0 | 1): number {
  writeHeader(bytes, at, RECEIVER_REPORT, blocks, RECEIVER_REPORT_BYTES + blocks * BLOCK_BYTES);
  writeI32(bytes, at + 4, ssrc);
  return at + RECEIVER_REPORT_BYTES;
}

/** The one block of the report that was begun. `fraction` in 1/256, `jitter` in ticks, `delay` in 1/65536 s. */
export function writeReportBlock(
  bytes: Uint8Array,
  at: number,
  ssrc: number,
  fraction: number,
  lost: number,
  highestSequence: number,
  jitter: number,
  lastReceived: number,
  delay: number,
): number {
  writeI32(bytes, at, ssrc);
  const bounded = Math.max(-0x80_0000, Math.min(0x7f_ffff, lost));
  writeI32(bytes, at + 4, (fraction << 24) | (bounded & 0xff_ffff));
  writeI32(bytes, at + 8, highestSequence);
  writeI32(bytes, at + 12, jitter);
  writeI32(bytes, at + 16, lastReceived);
  writeI32(bytes, at + 20, delay);
  return at + BLOCK_BYTES;
}

/** SDES with the CNAME alone, which every compound packet must carry (§6.1): the words `name[from .. from + 2]`. */
export function writeDescription(
  bytes: Uint8Array,
  at: number,
  ssrc: number,
  name: Int32Array,
  from: number,
): number {
  writeHeader(bytes, at, SOURCE_DESCRIPTION, 1, DESCRIPTION_BYTES);
  writeI32(bytes, at + 4, ssrc);
  bytes[at + 8] = CNAME_ITEM;
  bytes[at + 9] = CNAME_BYTES;
  for (let i = 0; i < CNAME_BYTES; i++) {
    const digit = (name[from + (i >> 3)]! >>> (28 - 4 * (i & 7))) & 0xf;
    bytes[at + 10 + i] = digit < 10 ? 0x30 + digit : 0x61 + digit - 10;
  }
  bytes.fill(0, at + 10 + CNAME_BYTES, at + DESCRIPTION_BYTES);
  return at + DESCRIPTION_BYTES;
}

export function writeGoodbye(bytes: Uint8Array, at: number, ssrc: number): number {
  writeHeader(bytes, at, GOODBYE, 1, GOODBYE_BYTES);
  writeI32(bytes, at + 4, ssrc);
  return at + GOODBYE_BYTES;
}

/** The length counts 32-bit words behind the first. */
function writeHeader(bytes: Uint8Array, at: number, type: number, count: number, length: number): void {
  bytes[at] = (RTP_VERSION << 6) | count;
  bytes[at + 1] = type;
  writeU16(bytes, at + 2, length / 4 - 1);
}

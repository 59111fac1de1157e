import { readU16 } from './big-endian.js';
import { RTP_VERSION } from './packet.js';
import {
  BLOCK_BYTES,
  COUNT_MASK,
  RECEIVER_REPORT,
  RECEIVER_REPORT_BYTES,
  RTCP_HEADER_BYTES,
  SENDER_REPORT,
  SENDER_REPORT_BYTES,
} from './rtcp.js';

/** Where things stand in a sender report and in a report block, RFC 3550 §6.4.1. */
export const SENDER_TIMESTAMP = 16;
export const BLOCK_LOSS = 4;
export const BLOCK_HIGHEST = 8;
export const BLOCK_JITTER = 12;

/** `at`: where a sender report or a report block begins. */
export interface ReportVisitor {
  sender(at: number): void;
  block(at: number): void;
}

/** Shows the reports of a compound packet to somebody who changes them, as a translator must (RFC 3550 §7.2). False: it is none. */
export function walkReports(bytes: Uint8Array, visitor: ReportVisitor): boolean {
  let packet = 0;
  while (packet < bytes.length) {
    if (packet + RTCP_HEADER_BYTES > bytes.length || bytes[packet]! >> 6 !== RTP_VERSION) return false;
    const next = packet + (readU16(bytes, packet + 2) + 1) * 4;
    if (next > bytes.length || !walkReport(bytes, packet, next, visitor)) return false;
    packet = next;
  }
  return packet > 0;
}

/** False when the packet is shorter than its report blocks. */
function walkReport(bytes: Uint8Array, packet: number, end: number, visitor: ReportVisitor): boolean {
  const type = bytes[packet + 1];
  if (type !== SENDER_REPORT && type !== RECEIVER_REPORT) return true;
  const blocks = packet + (type === SENDER_REPORT ? SENDER_REPORT_BYTES : RECEIVER_REPORT_BYTES);
  const blocksEnd = blocks + (bytes[packet]! & COUNT_MASK) * BLOCK_BYTES;
  if (blocksEnd > end) return false;
  if (type === SENDER_REPORT) visitor.sender(packet);
  for (let block = blocks; block < blocksEnd; block += BLOCK_BYTES) visitor.block(block);
  return true;
}

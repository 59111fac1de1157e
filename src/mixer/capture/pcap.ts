import { isMappedIpv4, parseIp, type IpWords } from '../io/ip-words.js';

/** draft-ietf-opsawg-pcap: the magic number of files whose times are in nanoseconds. */
const MAGIC_NS = 0xa1b23c4d;
const SNAP_BYTES = 65_535;
/** LINKTYPE_RAW: each packet begins with its IP header. */
const LINK_RAW = 101;
const UDP = 17;
const TTL = 64;
const [IPV4_BYTES, IPV6_BYTES, UDP_BYTES, RECORD_BYTES] = [20, 40, 8, 16];
const UNKNOWN: IpWords = [0, 0, 0x0000ffff, 0];

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface PcapPacket {
  readonly utcS: number;
  readonly nanoseconds: number;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Of the UDP payload on the wire. */
  readonly length: number;
  /** As much of it as is kept. */
  readonly bytes: Uint8Array;
}

export function pcapHeader(): Uint8Array {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(MAGIC_NS, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(SNAP_BYTES, 16);
  header.writeUInt32LE(LINK_RAW, 20);
  return header;
}

/** The payload behind headers of IP and UDP that are made up again from what they said. */
export function pcapRecord({ utcS, nanoseconds, from, to, length, bytes }: PcapPacket): Uint8Array {
  const [source, target] = [parseIp(from.address) ?? UNKNOWN, parseIp(to.address) ?? UNKNOWN];
  const isIpv4 = isMappedIpv4(source) && isMappedIpv4(target);
  const ip = isIpv4 ? ipv4Header(source, target, length) : ipv6Header(source, target, length);
  const record = Buffer.alloc(RECORD_BYTES);
  record.writeUInt32LE(utcS, 0);
  record.writeUInt32LE(nanoseconds, 4);
  record.writeUInt32LE(ip.length + UDP_BYTES + bytes.length, 8);
  record.writeUInt32LE(ip.length + UDP_BYTES + length, 12);
  const udp = Buffer.alloc(UDP_BYTES);
  udp.writeUInt16BE(from.port, 0);
  udp.writeUInt16BE(to.port, 2);
  udp.writeUInt16BE(UDP_BYTES + length, 4);
  // Checksum 0: none was computed (RFC 768). For IPv6 readers remark on that, and read on.
  return Buffer.concat([record, ip, udp, bytes]);
}

function ipv4Header(source: IpWords, target: IpWords, length: number): Buffer {
  const header = Buffer.alloc(IPV4_BYTES);
  header.writeUInt8(0x45, 0);
  header.writeUInt16BE(IPV4_BYTES + UDP_BYTES + length, 2);
  header.writeUInt8(TTL, 8);
  header.writeUInt8(UDP, 9);
  header.writeInt32BE(source[3], 12);
  header.writeInt32BE(target[3], 16);
  header.writeUInt16BE(checksum(header), 10);
  return header;
}

function ipv6Header(source: IpWords, target: IpWords, length: number): Buffer {
  const header = Buffer.alloc(IPV6_BYTES);
  header.writeUInt8(0x60, 0);
  header.writeUInt16BE(UDP_BYTES + length, 4);
  header.writeUInt8(UDP, 6);
  header.writeUInt8(TTL, 7);
  for (let i = 0; i < 4; i++) {
    header.writeInt32BE(source[i]!, 8 + 4 * i);
    header.writeInt32BE(target[i]!, 24 + 4 * i);
  }
  return header;
}

/** RFC 791 §3.1. */
function checksum(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** A packet of UDP over IPv4 in a pcap file of raw IP packets. */
export interface ReadPacket {
  readonly atMs: number;
  readonly from: string;
  readonly to: string;
  readonly payload: Buffer;
  /** What was on the wire, of which `payload` may be the beginning. */
  readonly length: number;
}

const [IPV4_BYTES, UDP_BYTES] = [20, 8];

/** As any reader would, by the description of the format alone; throws when something does not fit. */
export function readPcap(bytes: Uint8Array): readonly ReadPacket[] {
  const file = Buffer.from(bytes);
  if (file.readUInt32LE(0) !== 0xa1b23c4d || file.readUInt32LE(20) !== 101)
    throw new Error('no pcap of raw IP');
  const packets: ReadPacket[] = [];
  for (let at = 24; at < file.length;) {
    const [seconds, nanoseconds, kept, length] = [0, 4, 8, 12].map((field) => file.readUInt32LE(at + field));
    const ip = file.subarray(at + 16, at + 16 + kept!);
    if (ip.length !== kept || ip[0] !== 0x45 || ip[9] !== 17 || sumOf(ip.subarray(0, IPV4_BYTES)) !== 0xffff)
      throw new Error(`no IPv4 packet of UDP at ${at}`);
    const udp = ip.subarray(IPV4_BYTES);
    if (ip.readUInt16BE(2) !== length || udp.readUInt16BE(4) !== length - IPV4_BYTES)
      throw new Error(`lengths differ at ${at}`);
    packets.push({
      atMs: seconds! * 1_000 + nanoseconds! / 1e6,
      from: `${ip.subarray(12, 16).join('.')}:${udp.readUInt16BE(0)}`,
      to: `${ip.subarray(16, 20).join('.')}:${udp.readUInt16BE(2)}`,
      payload: udp.subarray(UDP_BYTES),
      length: length - IPV4_BYTES - UDP_BYTES,
    });
    at += 16 + kept;
  }
  return packets;
}

/** With its checksum in it, a header adds up to this (RFC 1071). */
function sumOf(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < header.length; at += 2) sum += header.readUInt16BE(at);
  return (sum & 0xffff) + (sum >>> 16);
}

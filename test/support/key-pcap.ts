const KEYS = '0123456789*#ABCD';
const EVENT_PAYLOAD_TYPE = 101;
const FRAME_MS = 20;
const FRAME_TICKS = 160;
const FRAMES_HELD = 5;
const FRAMES_PAUSED = 4;
const SSRC = 0x5150_0001;
const ETHERNET_BYTES = 14;
const IPV4_BYTES = 20;
const UDP_BYTES = 8;
const RTP_BYTES = 12;
const IPV4 = 0x0800;
const UDP = 17;

/** Keys as RFC 4733 events in a capture file (libpcap 2.4, Ethernet) that SIPp plays. */
export function keyPcap(keys: string): Uint8Array {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(1, 20);
  const records: Buffer[] = [];
  let frame = 0;
  for (const key of keys) {
    const startTicks = frame * FRAME_TICKS;
    // The end is said three times (§2.5.1.4).
    for (let sent = 1; sent <= FRAMES_HELD + 2; sent++) {
      const ended = sent >= FRAMES_HELD;
      const ticks = Math.min(sent, FRAMES_HELD) * FRAME_TICKS;
      const event = Buffer.from([KEYS.indexOf(key), ended ? 0x8a : 0x0a, ticks >> 8, ticks & 0xff]);
      const rtp = rtpHeader(sent === 1, records.length + 1, startTicks);
      records.push(record(frame * FRAME_MS, Buffer.concat([rtp, event])));
      frame++;
    }
    frame += FRAMES_PAUSED;
  }
  return Buffer.concat([header, ...records]);
}

function rtpHeader(marker: boolean, sequence: number, timestamp: number): Buffer {
  const rtp = Buffer.alloc(RTP_BYTES);
  rtp[0] = 0x80;
  rtp[1] = (marker ? 0x80 : 0) | EVENT_PAYLOAD_TYPE;
  rtp.writeUInt16BE(sequence, 2);
  rtp.writeUInt32BE(timestamp, 4);
  rtp.writeUInt32BE(SSRC, 8);
  return rtp;
}

/** SIPp takes the payload and the time of each packet, and writes addresses and ports of its own. */
function record(timeMs: number, rtp: Buffer): Buffer {
  const head = Buffer.alloc(16 + ETHERNET_BYTES + IPV4_BYTES + UDP_BYTES);
  const length = ETHERNET_BYTES + IPV4_BYTES + UDP_BYTES + rtp.length;
  head.writeUInt32LE(Math.floor(timeMs / 1_000), 0);
  head.writeUInt32LE((timeMs % 1_000) * 1_000, 4);
  head.writeUInt32LE(length, 8);
  head.writeUInt32LE(length, 12);
  head.writeUInt16BE(IPV4, 16 + 12);
  const ip = 16 + ETHERNET_BYTES;
  head[ip] = 0x45;
  head.writeUInt16BE(IPV4_BYTES + UDP_BYTES + rtp.length, ip + 2);
  head[ip + 8] = 64;
  head[ip + 9] = UDP;
  head.writeUInt16BE(UDP_BYTES + rtp.length, ip + IPV4_BYTES + 4);
  return Buffer.concat([head, rtp]);
}

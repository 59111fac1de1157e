import type { FakeNet } from './fake-net.js';
import type { TestPhone } from './test-phone.js';

export interface HeardReport {
  readonly atMs: number;
  readonly fromPort: number;
  readonly bytes: Uint8Array;
  /** Packet types in their order. */
  readonly types: readonly number[];
  readonly ssrc: number;
  /** Of a sender report. */
  readonly sender?: {
    readonly ntpMs: number;
    readonly ntpMiddle: number;
    readonly rtpTimestamp: number;
    readonly packets: number;
    readonly octets: number;
  };
  readonly block?: {
    readonly ssrc: number;
    readonly fraction: number;
    readonly lost: number;
    readonly highest: number;
    readonly jitter: number;
    readonly lastSent: number;
    readonly delay: number;
  };
}

const SENDER_REPORT = 200;
const TICKS_PER_MS = 65.536;

/** The RTCP side of a test phone, on the port behind the phone's or on the phone's own; written on its own, without our parser. */
export class RtcpPeer {
  readonly heard: HeardReport[] = [];
  readonly #net: FakeNet;
  readonly #phone: TestPhone;
  readonly #port: number;

  constructor(net: FakeNet, phone: TestPhone, muxed = false) {
    this.#net = net;
    this.#phone = phone;
    this.#port = phone.port + (muxed ? 0 : 1);
    if (muxed) net.unbind(phone.address, phone.port);
    net.bind(phone.address, this.#port, {
      receive: (bytes, _address, fromPort) => {
        if (bytes[1]! >= 192 && bytes[1]! <= 223) this.heard.push(parse(bytes, net.nowMs, fromPort));
        else phone.receive(bytes);
      },
    });
  }

  get last(): HeardReport {
    const report = this.heard.at(-1);
    if (report === undefined) throw new Error('no report was heard');
    return report;
  }

  /** A sender report with a block about whoever reported to us last, and so many packets lost. */
  report(toPort: number, lost = 0): void {
    const view = new DataView(new ArrayBuffer(52 + 12));
    const { last } = this;
    view.setUint32(0, 0x81c8000c);
    view.setUint32(4, this.#phone.ssrc);
    view.setUint32(8, 1000);
    view.setUint32(12, Math.round((this.#net.nowMs / 1000) * 2 ** 32) % 2 ** 32);
    view.setUint32(28, last.ssrc);
    view.setUint32(32, lost);
    view.setUint32(44, last.sender?.ntpMiddle ?? 0);
    view.setUint32(48, Math.round((this.#net.nowMs - last.atMs) * TICKS_PER_MS));
    // SDES with a CNAME of one letter.
    view.setUint32(52, 0x81ca0002);
    view.setUint32(56, this.#phone.ssrc);
    view.setUint32(60, 0x01016100);
    this.send(new Uint8Array(view.buffer), toPort);
  }

  send(bytes: Uint8Array, toPort: number, from = this.#phone.address): void {
    this.#net.send(bytes, from, this.#port, '10.0.0.1', toPort);
  }
}

function parse(bytes: Uint8Array, atMs: number, fromPort: number): HeardReport {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const types: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    types.push(view.getUint8(at + 1));
    at += (view.getUint16(at + 2) + 1) * 4;
  }
  if (at !== bytes.length) throw new Error('the packets do not fill the datagram');
  const sends = types[0] === SENDER_REPORT;
  const block = sends ? 28 : 8;
  return {
    atMs,
    fromPort,
    bytes: bytes.slice(),
    types,
    ssrc: view.getUint32(4),
    ...(sends && {
      sender: {
        ntpMs: view.getUint32(8) * 1000 + (view.getUint32(12) / 2 ** 32) * 1000,
        ntpMiddle: view.getUint32(10),
        rtpTimestamp: view.getUint32(16),
        packets: view.getUint32(20),
        octets: view.getUint32(24),
      },
    }),
    ...((view.getUint8(0) & 0x1f) === 1 && {
      block: {
        ssrc: view.getUint32(block),
        fraction: view.getUint8(block + 4),
        lost: (view.getInt32(block + 4) << 8) >> 8,
        highest: view.getUint32(block + 8),
        jitter: view.getUint32(block + 12),
        lastSent: view.getUint32(block + 16),
        delay: view.getUint32(block + 20),
      },
    }),
  };
}

import { decodeG711, encodeG711, G711_LAW } from '../../src/audio/g711.js';
import {
  PACKET_BYTES_MAX,
  PACKET_IO_COUNTERS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoCounters,
} from '../../src/mixer/io/packet-io.js';

/** What the conference does wrong, so that a test can see whether a checker notices. */
export type Fault =
  | 'none'
  /** Sends packets of silence. */
  | 'silence'
  /** Leaves the listener's own voice in its mix. */
  | 'echo'
  /** Mixes one voice of another room in. */
  | 'stranger'
  /** Leaves one room-mate out. */
  | 'missing-mate'
  /** Sends nothing for 100 ms in every second. */
  | 'pause'
  /** Sends nothing at all after the answer. */
  | 'mute'
  /** Ignores the first copy of every INVITE. */
  | 'deaf-once'
  /** Answers every INVITE with 486. */
  | 'busy';

interface Leg {
  readonly slot: number;
  readonly room: string;
  readonly payloads: Uint8Array[];
  sequence: number;
}

const BEAT_NS = 20e6;
const FRAME_SAMPLES = 160;
const RTP_HEADER_BYTES = 12;
const BATCH_MAX = 64;
const ANSWER_TAG = 'fake';

/**
 * A conference server and the network before it, as one PacketIo in virtual time: what is sent is answered by
 * wait(). It knows rooms by the called number and mixes everybody but the listener.
 */
export class FakeConference implements PacketIo {
  readonly name = 'mmsg';
  readonly bytes = new Uint8Array(2 * BATCH_MAX * PACKET_BYTES_MAX);
  readonly received = new Int32Array(BATCH_MAX * RECORD_INTS);
  readonly outgoing = new Int32Array(BATCH_MAX * RECORD_INTS);
  readonly batchMax = BATCH_MAX;
  readonly sendOffset = BATCH_MAX * PACKET_BYTES_MAX;
  readonly counters = Object.fromEntries(PACKET_IO_COUNTERS.map((name) => [name, 0])) as PacketIoCounters;
  readonly #fault: Fault;
  readonly #ports = new Map<number, number>();
  readonly #legs = new Map<number, Leg>();
  readonly #ignored = new Set<string>();
  readonly #arriving: { slot: number; bytes: Uint8Array }[] = [];
  #nowNs = 0;
  #nextBeatNs = BEAT_NS;

  constructor(fault: Fault) {
    this.#fault = fault;
  }

  get legs(): number {
    return this.#legs.size;
  }

  open(slot: number, _address: string, port: number): number {
    this.#ports.set(slot, port);
    return 0;
  }

  openResult(): number {
    return 0;
  }

  localPort(slot: number): number {
    return this.#ports.get(slot) ?? 0;
  }

  close(): void {}

  release(): number {
    return -1;
  }

  adopt(): number {
    return -1;
  }

  destroy(): void {}

  nowNs(): number {
    return this.#nowNs;
  }

  wait(deadlineNs: number): void {
    this.#nowNs = Math.max(this.#nowNs, deadlineNs);
    for (; this.#nextBeatNs <= this.#nowNs; this.#nextBeatNs += BEAT_NS) this.#beat();
  }

  receive(): number {
    const rows = this.#arriving.splice(0, BATCH_MAX);
    for (const [row, { slot, bytes }] of rows.entries()) {
      const offset = row * PACKET_BYTES_MAX;
      this.bytes.set(bytes, offset);
      this.received.set([slot, offset, bytes.length], row * RECORD_INTS);
    }
    return rows.length;
  }

  send(count: number): number {
    for (let row = 0; row < count; row++) {
      const at = row * RECORD_INTS;
      const offset = this.outgoing[at + RECORD_OFFSET]!;
      const packet = this.bytes.slice(offset, offset + this.outgoing[at + RECORD_LENGTH]!);
      if (packet[0] === 0x80)
        this.#legs.get(this.outgoing[at + RECORD_SLOT]!)?.payloads.push(packet.slice(RTP_HEADER_BYTES));
      else this.#takeSip(this.outgoing[at + RECORD_SLOT]!, Buffer.from(packet).toString('latin1'));
    }
    return count;
  }

  #takeSip(slot: number, text: string): void {
    const [method = '', uri = ''] = text.split(' ');
    if (method === 'ACK') return;
    const callId = /^Call-ID: (.*)\r$/m.exec(text)![1]!;
    const caller = Number(/^From: <sip:caller(\d+)@/m.exec(text)![1]);
    if (method === 'BYE') {
      this.#legs.delete(caller);
      this.#answer(slot, text, '200 OK', '');
      return;
    }
    if (this.#fault === 'deaf-once' && !this.#ignored.has(callId)) {
      this.#ignored.add(callId);
      return;
    }
    if (this.#fault === 'busy') {
      this.#answer(slot, text, '486 Busy Here', '');
      return;
    }
    this.#legs.set(caller, { slot: caller, room: uri, payloads: [], sequence: 65_530 });
    this.#answer(slot, text, '200 OK', 'v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 40000 RTP/AVP 8\r\n');
  }

  #answer(slot: number, request: string, status: string, body: string): void {
    const copied = request.split('\r\n').filter((line) => /^(Via|From|To|Call-ID|CSeq):/.test(line));
    const tagged = copied.map((line) =>
      line.startsWith('To:') && !line.includes('tag=') ? `${line};tag=${ANSWER_TAG}` : line,
    );
    const lines = [
      `SIP/2.0 ${status}`,
      ...tagged,
      'Contact: <sip:fake@127.0.0.1:5060>',
      `Content-Length: ${body.length}`,
      '',
      body,
    ];
    this.#arriving.push({ slot, bytes: Buffer.from(lines.join('\r\n')) });
  }

  #beat(): void {
    const frames = new Map([...this.#legs.values()].map((leg) => [leg, leg.payloads.shift()] as const));
    for (const leg of this.#legs.values()) {
      leg.sequence = (leg.sequence + 1) & 0xffff;
      const pausing = this.#fault === 'pause' && this.#nowNs % 1e9 < 100e6;
      if (this.#fault === 'mute' || pausing) continue;
      const header = Uint8Array.from([
        0x80,
        8,
        leg.sequence >> 8,
        leg.sequence,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        leg.slot,
      ]);
      this.#arriving.push({ slot: leg.slot, bytes: Buffer.concat([header, this.#mixFor(leg, frames)]) });
    }
  }

  #mixFor(listener: Leg, frames: ReadonlyMap<Leg, Uint8Array | undefined>): Uint8Array {
    const mix = new Int16Array(FRAME_SAMPLES);
    for (const [leg, codes] of frames) {
      if (codes === undefined || !this.#isHeard(leg, listener)) continue;
      const samples = decodeG711(G711_LAW.PCMA, codes);
      for (let i = 0; i < FRAME_SAMPLES; i++) mix[i] = mix[i]! + samples[i]!;
    }
    return encodeG711(G711_LAW.PCMA, mix);
  }

  #isHeard(leg: Leg, listener: Leg): boolean {
    if (this.#fault === 'silence') return false;
    if (leg === listener) return this.#fault === 'echo';
    if (leg.room !== listener.room)
      return this.#fault === 'stranger' && leg.slot % 3 === 0 && listener.slot === leg.slot - 1;
    return !(this.#fault === 'missing-mate' && leg.slot % 3 === 0);
  }
}

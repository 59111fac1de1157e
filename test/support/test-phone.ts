import { G711_LAW, decodeG711, encodeG711 } from '../../src/audio/g711.js';
import { writeHeader } from '../../src/rtp/packet.js';
import type { FakeNet } from './fake-net.js';
import { sine } from './tone.js';

export interface TestPhoneOptions {
  readonly address: string;
  readonly port: number;
  readonly codec?: 'PCMA' | 'PCMU';
  readonly frequencyHz?: number;
  readonly amplitude?: number;
  readonly ptimeMs?: number;
  /** How far its clock is off. */
  readonly ppm?: number;
  readonly ssrc?: number;
  readonly firstSequence?: number;
  readonly firstTimestamp?: number;
  /** When the first packet is due, after the start. */
  readonly offsetMs?: number;
}

const PAYLOAD_TYPE = { PCMA: 8, PCMU: 0 } as const;
export const EVENT_TYPE = 101;

/** A telephone-event packet that a phone has received. */
export interface EventPacket {
  readonly event: number;
  readonly end: boolean;
  readonly durationTicks: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly sequence: number;
  readonly atMs: number;
}

/** A caller on a FakeNet: sends a tone by its own clock, and keeps what it hears in the order of timestamps. */
export class TestPhone {
  readonly address: string;
  readonly port: number;
  readonly codec: 'PCMA' | 'PCMU';
  ptimeMs: number;
  /** 0 is silence. */
  amplitude: number;
  frequencyHz: number;
  sending = true;
  ssrc: number;
  sequence: number;
  timestamp: number;
  /** Everything heard since the start, by timestamp; what never came is silence. */
  heard: number[] = [];
  packetsHeard = 0;
  markers = 0;
  payloadSizes = new Set<number>();
  eventPackets: EventPacket[] = [];
  /** Longest time between two packets, in ms. */
  gapMsMax = 0;
  readonly #net: FakeNet;
  readonly #ppm: number;
  #target: { address: string; port: number } | undefined;
  #nextMs: number;
  #samplesSent = 0;
  #heardFrom = 0;
  #heardSsrc: number | undefined;
  #lastHeardMs: number | undefined;

  constructor(net: FakeNet, options: TestPhoneOptions) {
    this.#net = net;
    this.address = options.address;
    this.port = options.port;
    this.codec = options.codec ?? 'PCMA';
    this.frequencyHz = options.frequencyHz ?? 400;
    this.amplitude = options.amplitude ?? 6000;
    this.ptimeMs = options.ptimeMs ?? 20;
    this.ssrc = options.ssrc ?? options.port * 7919;
    this.sequence = options.firstSequence ?? 65_530;
    this.timestamp = options.firstTimestamp ?? 0xffff_fc00;
    this.#ppm = options.ppm ?? 0;
    this.#nextMs = net.nowMs + (options.offsetMs ?? 0);
    net.bind(this.address, this.port, this);
  }

  get payloadType(): number {
    return PAYLOAD_TYPE[this.codec];
  }

  connect(address: string, port: number): void {
    this.#target = { address, port };
  }

  get nextMs(): number {
    return this.#nextMs;
  }

  /** Sends every packet that is due. */
  advance(nowMs: number): void {
    while (this.#nextMs <= nowMs) {
      if (this.sending) this.sendAudio();
      else this.timestamp += this.ptimeMs * 8;
      this.#nextMs += this.ptimeMs / (1 + this.#ppm / 1e6);
    }
  }

  sendAudio(): void {
    const count = this.ptimeMs * 8;
    const samples = sine(this.frequencyHz, this.amplitude, this.#samplesSent, count);
    this.#samplesSent += count;
    this.sendPacket(this.payloadType, encodeG711(G711_LAW[this.codec], samples), this.timestamp, false);
    this.timestamp += count;
  }

  /** One telephone-event packet; the timestamp is the event's. */
  sendEvent(event: number, timestamp: number, duration: number, end: boolean, marker = false): void {
    const payload = Uint8Array.of(event, (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff);
    this.sendPacket(EVENT_TYPE, payload, timestamp, marker);
  }

  sendPacket(type: number, payload: Uint8Array, timestamp: number, marker: boolean): void {
    const bytes = new Uint8Array(12 + payload.length);
    writeHeader(bytes, 0, type, marker, this.sequence & 0xffff, timestamp | 0, this.ssrc | 0);
    bytes.set(payload, 12);
    this.sequence = (this.sequence + 1) & 0xffff;
    if (this.#target) this.#net.send(bytes, this.address, this.port, this.#target.address, this.#target.port);
  }

  receive(bytes: Uint8Array): void {
    this.packetsHeard += 1;
    if ((bytes[1]! & 0x80) !== 0) this.markers += 1;
    if (this.#lastHeardMs !== undefined)
      this.gapMsMax = Math.max(this.gapMsMax, this.#net.nowMs - this.#lastHeardMs);
    this.#lastHeardMs = this.#net.nowMs;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const timestamp = view.getUint32(4);
    if ((bytes[1]! & 0x7f) === EVENT_TYPE) return this.#receiveEvent(view);
    if (this.#heardSsrc !== view.getUint32(8)) this.#heardFrom = timestamp - this.heard.length;
    this.#heardSsrc = view.getUint32(8);
    const at = (timestamp - this.#heardFrom) | 0;
    const samples = decodeG711(G711_LAW[(bytes[1]! & 0x7f) === 8 ? 'PCMA' : 'PCMU'], bytes.subarray(12));
    this.payloadSizes.add(samples.length);
    while (this.heard.length < at) this.heard.push(0);
    for (const [i, sample] of samples.entries()) this.heard[at + i] = sample;
  }

  /** The keys it was sent by events: each timestamp is one. */
  get digitsHeard(): string {
    const keys = new Map(this.eventPackets.map(({ timestamp, event }) => [timestamp, event]));
    return [...keys.values()].map((event) => '0123456789*#ABCD'[event]).join('');
  }

  #receiveEvent(view: DataView): void {
    this.eventPackets.push({
      event: view.getUint8(12),
      end: (view.getUint8(13) & 0x80) !== 0,
      durationTicks: view.getUint16(14),
      timestamp: view.getUint32(4),
      marker: (view.getUint8(1) & 0x80) !== 0,
      sequence: view.getUint16(2),
      atMs: this.#net.nowMs,
    });
  }

  /** The last `ms` of what was heard. */
  lately(ms: number): number[] {
    return this.heard.slice(-ms * 8);
  }
}

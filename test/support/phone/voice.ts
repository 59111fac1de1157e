// oxlint-disable import/default, import/no-named-as-default-member -- the linter reads the package's "module" entry; Node loads its CommonJS one
import alawmulaw from 'alawmulaw';
import type { Random } from '../../../src/base/random.js';
import { later, type MonotonicMs } from '../../../src/base/units.js';
import { KeySender } from './key-sender.js';

/**
 * The sound of a test phone: sends its own tone and keys as RTP, and keeps what it hears on a time line.
 * Uses a foreign G.711 codec on purpose. Pure: time is an argument.
 */
const { alaw, mulaw } = alawmulaw;
const RATE = 8_000;
const FRAME_MS = 20;
const FRAME_SAMPLES = 160;

export type PlacedBy = 'timestamp' | 'sequence';

export interface VoiceOptions {
  readonly codec: 'PCMA' | 'PCMU';
  readonly toneHz: number;
  /** Peak of the tone, of 32767. */
  readonly toneAmplitude: number;
  readonly eventPayloadType: number;
  readonly random: Random;
  /** So much of what was heard last is kept. */
  readonly memoryMs: number;
  /**
   * Where a packet is put. By its timestamp, silence stands where the sender skipped a beat; by its sequence
   * number, what was played is in one piece however late the sender was. Default: timestamp.
   */
  readonly placedBy?: PlacedBy;
}

export class Voice {
  readonly #options: VoiceOptions;
  readonly #ssrc: number;
  #sequence: number;
  #timestamp: number;
  #nextMs: MonotonicMs | undefined;
  #phase = 0;
  readonly #keys = new KeySender();
  talking = true;

  readonly #heard: Int16Array;
  #heardBase: number | undefined;
  #heardSsrc: number | undefined;
  #heardEnd = 0;
  packetsReceived = 0;
  #lastArrivalMs: MonotonicMs | undefined;
  /** The longest time between two packets. */
  gapMsMax = 0;

  constructor(options: VoiceOptions) {
    this.#options = options;
    this.#ssrc = options.random.u32();
    this.#sequence = options.random.u32() & 0xffff;
    this.#timestamp = options.random.u32();
    this.#heard = new Int16Array((options.memoryMs * RATE) / 1_000);
  }

  start(nowMs: MonotonicMs): void {
    this.#nextMs = nowMs;
  }

  stop(): void {
    this.#nextMs = undefined;
  }

  press(keys: string): void {
    this.#keys.press(keys);
  }

  /** Each key that was pressed, and when its first packet left. */
  get keysSent(): readonly { readonly key: string; readonly atMs: MonotonicMs }[] {
    return this.#keys.sent;
  }

  get keysWaiting(): boolean {
    return this.#keys.waiting;
  }

  nextDeadline(): MonotonicMs | undefined {
    return this.#nextMs;
  }

  /** The packet that is due now, if one is. */
  onTimer(nowMs: MonotonicMs): readonly Uint8Array[] {
    if (this.#nextMs === undefined || nowMs < this.#nextMs) return [];
    this.#nextMs = later(this.#nextMs, FRAME_MS);
    const packet = this.#keyPacket(nowMs) ?? this.#audioPacket();
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    return [packet];
  }

  #audioPacket(): Uint8Array {
    const samples = new Int16Array(FRAME_SAMPLES);
    const { toneHz, toneAmplitude, codec } = this.#options;
    for (let i = 0; i < FRAME_SAMPLES; i++, this.#phase++) {
      if (this.talking)
        samples[i] = Math.round(toneAmplitude * Math.sin((2 * Math.PI * toneHz * this.#phase) / RATE));
    }
    const payload = codec === 'PCMA' ? alaw.encode(samples) : mulaw.encode(samples);
    return this.#rtp(codec === 'PCMA' ? 8 : 0, false, this.#timestamp, payload);
  }

  #keyPacket(nowMs: MonotonicMs): Uint8Array | undefined {
    const event = this.#keys.packet(nowMs, this.#timestamp);
    if (event === undefined) return undefined;
    return this.#rtp(this.#options.eventPayloadType, event.marker, event.timestamp, event.payload);
  }

  #rtp(payloadType: number, marker: boolean, timestamp: number, payload: Uint8Array): Uint8Array {
    const packet = new Uint8Array(12 + payload.length);
    const view = new DataView(packet.buffer);
    packet[0] = 0x80;
    packet[1] = (marker ? 0x80 : 0) | payloadType;
    view.setUint16(2, this.#sequence);
    view.setUint32(4, timestamp);
    view.setUint32(8, this.#ssrc);
    packet.set(payload, 12);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    return packet;
  }

  onPacket(packet: Uint8Array, nowMs: MonotonicMs): void {
    if (packet.length <= 12 || (packet[0] ?? 0) >> 6 !== 2) return;
    const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
    const payloadType = (packet[1] ?? 0) & 0x7f;
    if (payloadType !== 0 && payloadType !== 8) return;
    this.packetsReceived++;
    if (this.#lastArrivalMs !== undefined)
      this.gapMsMax = Math.max(this.gapMsMax, nowMs - this.#lastArrivalMs);
    this.#lastArrivalMs = nowMs;
    const payload = packet.subarray(12);
    const samples = payloadType === 8 ? alaw.decode(payload) : mulaw.decode(payload);
    const position =
      this.#options.placedBy === 'sequence' ? view.getUint16(2) * FRAME_SAMPLES : view.getUint32(4);
    this.#place(samples, position, view.getUint32(8));
  }

  /** A lost packet is heard as silence and a reordered one in its place. */
  #place(samples: Int16Array, position: number, ssrc: number): void {
    // Sequence numbers wrap after 65,536 packets, timestamps after 2³² samples.
    const wrap = this.#options.placedBy === 'sequence' ? 0x1_0000 * FRAME_SAMPLES : 2 ** 32;
    if (this.#heardBase === undefined || this.#heardSsrc !== ssrc) {
      this.#heardBase = modulo(position - this.#heardEnd, wrap);
      this.#heardSsrc = ssrc;
    }
    const start = modulo(position - this.#heardBase, wrap);
    for (let at = this.#heardEnd; at < start && at < this.#heardEnd + this.#heard.length; at++) {
      this.#heard[at % this.#heard.length] = 0;
    }
    for (let i = 0; i < samples.length; i++) this.#heard[(start + i) % this.#heard.length] = samples[i] ?? 0;
    this.#heardEnd = Math.max(this.#heardEnd, start + samples.length);
  }

  /** How much was heard since the call began. */
  get heardSamples(): number {
    return this.#heardEnd;
  }

  /** The last `ms` of what was heard. */
  heardLast(ms: number): Int16Array {
    const samples = Math.floor(Math.min((ms * RATE) / 1_000, this.#heardEnd, this.#heard.length));
    const from = (this.#heardEnd - samples) % this.#heard.length;
    const heard = new Int16Array(samples);
    const untilWrap = this.#heard.subarray(from, from + samples);
    heard.set(untilWrap);
    heard.set(this.#heard.subarray(0, samples - untilWrap.length), untilWrap.length);
    return heard;
  }
}

const modulo = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

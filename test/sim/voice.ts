// oxlint-disable import/default, import/no-named-as-default-member -- the linter reads the package's "module" entry; Node loads its CommonJS one
import alawmulaw from 'alawmulaw';
import type { Random } from '../../src/base/random.js';
import { later, type MonotonicMs } from '../../src/base/units.js';
import { KeySender } from '../support/phone/key-sender.js';
import { EVENT_PAYLOAD_TYPE } from '../support/phone/session-description.js';

const { alaw, mulaw } = alawmulaw;
const RATE_HZ = 8_000;
const FRAME_MS = 20;
const HEADER_BYTES = 12;
export const FRAME_SAMPLES = 160;
/** A tone that is a multiple of this repeats exactly with each frame, so that one payload is the whole tone. */
export const TONE_STEP_HZ = RATE_HZ / FRAME_SAMPLES;
export const TONE_AMPLITUDE = 1_500;
/** What was heard is kept so long: a power of two of samples. */
const MEMORY_SAMPLES = 8_192;

export interface SimVoiceOptions {
  readonly codec: 'PCMA' | 'PCMU';
  readonly toneHz: number;
  readonly random: Random;
}

/**
 * The sound of a simulated caller: test/support/phone/voice.ts at the price of a copy for each packet. What is
 * heard stays as code words in their places in time, and is decoded only where a check listens.
 */
export class SimVoice {
  readonly packet = new Uint8Array(HEADER_BYTES + FRAME_SAMPLES);
  readonly #view = new DataView(this.packet.buffer);
  readonly #tone: Uint8Array;
  readonly #payloadType: number;
  readonly #idle: number;
  readonly #linear: Int16Array;
  readonly #keys = new KeySender();
  readonly #random: Random;
  #sequence = 0;
  #timestamp = 0;
  #nextMs: MonotonicMs | undefined;

  readonly #heard = new Uint8Array(MEMORY_SAMPLES);
  #heardBase: number | undefined;
  #heardEnd = 0;
  lastArrivalMs: MonotonicMs | undefined;
  /** The longest time between two packets, as far as it counts. */
  gapMsMax = 0;
  /** A packet that a caller of this codec should not get. */
  strangePackets = 0;

  constructor({ codec, toneHz, random }: SimVoiceOptions) {
    const samples = Int16Array.from({ length: FRAME_SAMPLES }, (_, i) =>
      Math.round(TONE_AMPLITUDE * Math.sin((2 * Math.PI * toneHz * i) / RATE_HZ)),
    );
    const law = codec === 'PCMA' ? alaw : mulaw;
    this.#tone = law.encode(samples);
    this.#payloadType = codec === 'PCMA' ? 8 : 0;
    this.#idle = law.encode(new Int16Array(1))[0]!;
    this.#linear = law.decode(Uint8Array.from({ length: 256 }, (_, code) => code));
    this.#heard.fill(this.#idle);
    this.#random = random;
    this.packet[0] = 0x80;
    this.changeSource();
  }

  /** Goes on as another RTP source: SSRC, sequence numbers and timestamps begin anew. */
  changeSource(): void {
    this.#sequence = this.#random.u32() & 0xffff;
    this.#timestamp = this.#random.u32();
    this.#view.setUint32(8, this.#random.u32());
  }

  start(nowMs: MonotonicMs): void {
    this.#nextMs = nowMs;
  }

  stop(): void {
    this.#nextMs = undefined;
  }

  get sending(): boolean {
    return this.#nextMs !== undefined;
  }

  press(keys: string): void {
    this.#keys.press(keys);
  }

  get keysSent(): KeySender['sent'] {
    return this.#keys.sent;
  }

  get keysWaiting(): boolean {
    return this.#keys.waiting;
  }

  /** The length of the packet that is due now and stands in `packet`; 0: none. */
  onTimer(nowMs: MonotonicMs): number {
    if (this.#nextMs === undefined || nowMs < this.#nextMs) return 0;
    this.#nextMs = later(this.#nextMs, FRAME_MS);
    const key = this.#keys.packet(nowMs, this.#timestamp);
    const payload = key?.payload ?? this.#tone;
    this.packet[1] = key === undefined ? this.#payloadType : (key.marker ? 0x80 : 0) | EVENT_PAYLOAD_TYPE;
    this.#view.setUint16(2, this.#sequence);
    this.#view.setUint32(4, key?.timestamp ?? this.#timestamp);
    this.packet.set(payload, HEADER_BYTES);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + FRAME_SAMPLES) >>> 0;
    return HEADER_BYTES + payload.length;
  }

  onPacket(bytes: Uint8Array, length: number, nowMs: MonotonicMs): void {
    if (length !== this.packet.length || (bytes[1]! & 0x7f) !== this.#payloadType) {
      this.strangePackets += 1;
      return;
    }
    if (this.lastArrivalMs !== undefined) this.gapMsMax = Math.max(this.gapMsMax, nowMs - this.lastArrivalMs);
    this.lastArrivalMs = nowMs;
    const timestamp = ((bytes[4]! << 24) | (bytes[5]! << 16) | (bytes[6]! << 8) | bytes[7]!) >>> 0;
    this.#heardBase ??= timestamp;
    // Signed: a packet may belong before the first that came.
    const start = (timestamp - this.#heardBase) | 0;
    if (start < 0 || start < this.#heardEnd - MEMORY_SAMPLES + FRAME_SAMPLES) return;
    this.#leaveOut(start);
    for (let i = 0; i < FRAME_SAMPLES; i++)
      this.#heard[(start + i) & (MEMORY_SAMPLES - 1)] = bytes[HEADER_BYTES + i]!;
    this.#heardEnd = Math.max(this.#heardEnd, start + FRAME_SAMPLES);
  }

  /** The time until the next packet does not count as a gap. */
  pauseGaps(): void {
    this.lastArrivalMs = undefined;
  }

  /** The last samples that were heard, into `samples`; false while there were not so many. */
  copyHeard(samples: Float64Array): boolean {
    const start = this.#heardEnd - samples.length;
    if (start < 0) return false;
    for (let i = 0; i < samples.length; i++)
      samples[i] = this.#linear[this.#heard[(start + i) & (MEMORY_SAMPLES - 1)]!]!;
    return true;
  }

  /** What is missing is silent until it comes after all. */
  #leaveOut(until: number): void {
    const first = Math.max(this.#heardEnd, until - MEMORY_SAMPLES);
    for (let at = first; at < until; at++) this.#heard[at & (MEMORY_SAMPLES - 1)] = this.#idle;
  }
}

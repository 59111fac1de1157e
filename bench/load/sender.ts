import { below, fraction, type Random } from '../../src/base/random.js';
import type { IpWords } from '../../src/mixer/io/ip-words.js';
import { PACKET_BYTES_MAX, type PacketIo } from '../../src/mixer/io/packet-io.js';
import { FRAME_MS, FRAME_SAMPLES, PAYLOAD_TYPE_PCMA, type ToneStock } from './tones.js';
import { writeRecord } from './wire.js';

const RTP_HEADER_BYTES = 12;
const VERSION_2 = 0x80;
const MARKER = 0x80;

export interface Line {
  /** Packets lost on the way to the server, 0 to 1. */
  readonly loss: number;
  /** Each packet is delayed by a random time up to this, so packets overtake one another. */
  readonly jitterMs: number;
}

export interface Speaker {
  readonly slot: number;
  readonly hz: number | undefined;
  readonly address: IpWords;
  readonly port: number;
}

interface Voice extends Speaker {
  readonly frames: readonly Uint8Array[];
  readonly ssrc: number;
  readonly firstSequence: number;
  readonly firstTimestamp: number;
  /** The next frame to be spoken. */
  frame: number;
}

/**
 * Speaks for all callers: each sends a packet every 20 ms at a place of its own inside the 20 ms, so the sends
 * are spread in steps of 1 ms. Deadlines are absolute: a late step is made up for, nothing drifts.
 */
export class Sender {
  readonly #io: PacketIo;
  readonly #tones: ToneStock;
  readonly #random: Random;
  readonly #line: Line;
  /** Speakers by their millisecond within the frame. */
  readonly #phases: Voice[][] = Array.from({ length: FRAME_MS }, () => []);
  /** Delayed packets by the step in which they leave. */
  readonly #delayed: { voice: Voice; frame: number }[][];
  #step = 0;
  #rows = 0;
  #dropped = 0;

  constructor(io: PacketIo, tones: ToneStock, random: Random, line: Line) {
    this.#io = io;
    this.#tones = tones;
    this.#random = random;
    this.#line = line;
    this.#delayed = Array.from({ length: line.jitterMs + 1 }, () => []);
  }

  /** Packets that the line lost on purpose. */
  get dropped(): number {
    return this.#dropped;
  }

  add(speaker: Speaker): void {
    const voice: Voice = {
      ...speaker,
      frames: this.#tones.framesOf(speaker.hz),
      ssrc: this.#random.u32(),
      firstSequence: below(this.#random, 0x10000),
      firstTimestamp: this.#random.u32(),
      frame: 0,
    };
    this.#phases[speaker.slot % FRAME_MS]!.push(voice);
  }

  /** Nothing more from this speaker, but what the line still holds back arrives. */
  remove(slot: number): void {
    const phase = slot % FRAME_MS;
    this.#phases[phase] = this.#phases[phase]!.filter((voice) => voice.slot !== slot);
  }

  /** Sends all that is due in the steps of 1 ms before step number `step`; returns how many steps that were. */
  advanceTo(step: number): number {
    const steps = step - this.#step;
    for (; this.#step < step; this.#step++) {
      this.#sendDelayed(this.#delayed[this.#step % this.#delayed.length]!);
      for (const voice of this.#phases[this.#step % FRAME_MS]!) this.#speak(voice);
    }
    this.#flush();
    return steps;
  }

  #speak(voice: Voice): void {
    const frame = voice.frame++;
    if (this.#line.loss > 0 && fraction(this.#random) < this.#line.loss) {
      this.#dropped++;
      return;
    }
    const delayMs = this.#line.jitterMs === 0 ? 0 : below(this.#random, this.#line.jitterMs + 1);
    if (delayMs === 0) this.#put(voice, frame);
    else this.#delayed[(this.#step + delayMs) % this.#delayed.length]!.push({ voice, frame });
  }

  #sendDelayed(due: { voice: Voice; frame: number }[]): void {
    for (const { voice, frame } of due) this.#put(voice, frame);
    due.length = 0;
  }

  /** Builds one packet in the send area; RFC 3550 §5.1. */
  #put(voice: Voice, frame: number): void {
    const { bytes, sendOffset } = this.#io;
    const at = sendOffset + this.#rows * PACKET_BYTES_MAX;
    const timestamp = voice.firstTimestamp + frame * FRAME_SAMPLES;
    const sequence = voice.firstSequence + frame;
    bytes[at] = VERSION_2;
    bytes[at + 1] = frame === 0 ? PAYLOAD_TYPE_PCMA | MARKER : PAYLOAD_TYPE_PCMA;
    bytes[at + 2] = sequence >> 8;
    bytes[at + 3] = sequence;
    writeU32(bytes, at + 4, timestamp);
    writeU32(bytes, at + 8, voice.ssrc);
    bytes.set(voice.frames[frame % voice.frames.length]!, at + RTP_HEADER_BYTES);
    writeRecord(this.#io.outgoing, this.#rows, {
      slot: voice.slot,
      offset: at,
      length: RTP_HEADER_BYTES + FRAME_SAMPLES,
      port: voice.port,
      address: voice.address,
    });
    if (++this.#rows === this.#io.batchMax) this.#flush();
  }

  #flush(): void {
    if (this.#rows > 0) this.#io.send(this.#rows);
    this.#rows = 0;
  }
}

function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

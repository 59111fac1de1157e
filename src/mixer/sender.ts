import { ALAW_DECODE, G711_LAW, MULAW_DECODE, encodeAlawSample, encodeMulawSample } from '../audio/g711.js';
import { byteArea, type ByteArea } from '../rtp/byte-area.js';
import { FRAME_TICKS } from '../rtp/packet.js';
import { frameQueued, packetizerSkip, packetizerTake, queuedCodes } from '../rtp/packetizer.js';
import { LOCK_ADDRESS, LOCK_PORT } from '../rtp/source-lock.js';
import { COUNT, type EngineCore } from './core.js';
import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
} from './io/packet-io.js';
import * as L from './shared/layout.js';
import { legSends } from './shared/leg-block.js';

/** From the legs' send queues into packets, batch by batch. */
export class Sender {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #queues: ByteArea;
  readonly #packets: ByteArea;
  #rows = 0;

  constructor(core: EngineCore) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#queues = core.memory.area;
    this.#packets = byteArea(core.io.bytes);
  }

  /** The kernel has written this leg's frame behind what was queued; sends what makes whole packets. */
  send(slot: number, leg: number): void {
    const words = this.#words;
    const packetizer = leg + L.LEG_PACKETIZER;
    if (!legSends(words, leg)) {
      packetizerSkip(words, packetizer, FRAME_TICKS);
      return;
    }
    const queue = this.#core.memory.legBytes(slot) + L.LEG_QUEUE;
    if (words[leg + L.LEG_RAMP] !== L.RAMP_NONE) this.#ramp(leg, queue + queuedCodes(words, packetizer));
    frameQueued(words, packetizer);
    const ticks = words[leg + L.LEG_PTIME_TICKS]!;
    const type = words[leg + L.LEG_SEND_TYPE]!;
    while (queuedCodes(words, packetizer) >= ticks) {
      const { sendOffset } = this.#core.io;
      const packet = sendOffset + this.#rows * PACKET_BYTES_MAX;
      const length = packetizerTake(
        words,
        packetizer,
        ticks,
        type,
        this.#queues,
        queue,
        this.#packets,
        packet,
      );
      words[leg + L.LEG_PACKETS_SENT]! += 1;
      this.#row(slot, leg, packet, length);
    }
  }

  /** Hands over what is collected. */
  flush(): void {
    if (this.#rows === 0) return;
    const taken = this.#core.io.send(this.#rows);
    if (taken < this.#rows) this.#core.counts.add(COUNT.sendsShort, this.#rows - taken);
    this.#rows = 0;
  }

  #row(slot: number, leg: number, packet: number, length: number): void {
    const { outgoing, batchMax } = this.#core.io;
    const words = this.#words;
    const row = this.#rows * RECORD_INTS;
    outgoing[row + RECORD_SLOT] = slot;
    outgoing[row + RECORD_OFFSET] = packet;
    outgoing[row + RECORD_LENGTH] = length;
    outgoing[row + RECORD_PORT] = words[leg + L.LEG_LOCK + LOCK_PORT]!;
    for (let i = 0; i < 4; i++)
      outgoing[row + RECORD_ADDRESS + i] = words[leg + L.LEG_LOCK + LOCK_ADDRESS + i]!;
    this.#rows += 1;
    if (this.#rows === batchMax) this.flush();
  }

  /** Entering or leaving in the middle of a sound: the encoded frame is ramped, which is rare enough to be dear. */
  #ramp(leg: number, frame: number): void {
    const words = this.#words;
    const rising = words[leg + L.LEG_RAMP] === L.RAMP_IN;
    words[leg + L.LEG_RAMP] = L.RAMP_NONE;
    const isAlaw = words[leg + L.LEG_LAW] === G711_LAW.PCMA;
    const decode = isAlaw ? ALAW_DECODE : MULAW_DECODE;
    const { bytes } = this.#queues;
    for (let i = 0; i < FRAME_TICKS; i++) {
      const share = rising ? i : FRAME_TICKS - i;
      const sample = Math.trunc((decode[bytes[frame + i]!]! * share) / FRAME_TICKS);
      bytes[frame + i] = isAlaw ? encodeAlawSample(sample) : encodeMulawSample(sample);
    }
  }
}

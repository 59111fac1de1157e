import { ALAW_DECODE, G711_LAW, MULAW_DECODE, encodeAlawSample, encodeMulawSample } from '../audio/g711.js';
import { byteArea, type ByteArea } from '../rtp/byte-area.js';
import { FRAME_TICKS, RTP_HEADER_BYTES } from '../rtp/packet.js';
import { frameQueued, packetizerSkip, packetizerTake, queuedCodes } from '../rtp/packetizer.js';
import { LOCK_ADDRESS } from '../rtp/source-lock.js';
import type { EngineCore } from './core.js';
import type { Outbox } from './outbox.js';
import * as L from './shared/layout.js';
import { legSends } from './shared/leg-block.js';

/** From the legs' send queues into packets, batch by batch. */
export class Sender {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #queues: ByteArea;
  readonly #packets: ByteArea;
  readonly #outbox: Outbox;

  constructor(core: EngineCore, outbox: Outbox) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#queues = core.memory.area;
    this.#packets = byteArea(core.io.bytes);
    this.#outbox = outbox;
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
      const length = packetizerTake(
        words,
        packetizer,
        ticks,
        type,
        this.#queues,
        queue,
        this.#packets,
        this.#outbox.place,
      );
      words[leg + L.LEG_PACKETS_SENT]! += 1;
      words[leg + L.LEG_OCTETS_SENT]! += length - RTP_HEADER_BYTES;
      this.#outbox.add(slot, length, words, leg + L.LEG_LOCK + LOCK_ADDRESS);
    }
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

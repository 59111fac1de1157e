import { dtmfSample } from '../audio/dtmf-tone.js';
import { ALAW_DECODE, G711_LAW, MULAW_DECODE, encodeAlawSample, encodeMulawSample } from '../audio/g711.js';
import { byteArea, type ByteArea } from '../rtp/byte-area.js';
import {
  DIGITS_DONE,
  DIGITS_EVENT,
  DIGITS_TONE,
  digitsEvent,
  digitsDuration,
  digitsFrame,
  digitsMarked,
  digitsPayload,
  digitsStarted,
  digitsStop,
  EVENT_BYTES,
} from '../rtp/dtmf-sender.js';
import { FRAME_TICKS, RTP_HEADER_BYTES } from '../rtp/packet.js';
import {
  frameQueued,
  packetizerNow,
  packetizerOther,
  packetizerSkip,
  packetizerTake,
  queuedCodes,
} from '../rtp/packetizer.js';
import { LOCK_ADDRESS } from '../rtp/source-lock.js';
import { CAPTURED_RTP, type CaptureTap } from './capture/capture-tap.js';
import type { EngineCore } from './core.js';
import type { Outbox } from './outbox.js';
import { EVENT_DIGITS_SENT } from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { legSends } from './shared/leg-block.js';

/** From the legs' send queues into packets, batch by batch. */
export class Sender {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #queues: ByteArea;
  readonly #packets: ByteArea;
  readonly #outbox: Outbox;
  readonly #capture: CaptureTap;

  constructor(core: EngineCore, outbox: Outbox, capture: CaptureTap) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#queues = core.memory.area;
    this.#packets = byteArea(core.io.bytes);
    this.#outbox = outbox;
    this.#capture = capture;
  }

  /** The kernel has written this leg's frame behind what was queued; sends what makes whole packets. */
  send(slot: number, leg: number): void {
    const words = this.#words;
    const packetizer = leg + L.LEG_PACKETIZER;
    if (!legSends(words, leg)) {
      packetizerSkip(words, packetizer, FRAME_TICKS);
      return;
    }
    const byEvents = words[leg + L.LEG_SEND_EVENT_TYPE] !== -1;
    const digits = digitsFrame(words, leg + L.LEG_DIGITS, packetizerNow(words, packetizer), byEvents);
    if (digits === DIGITS_EVENT) return this.#sendEvent(slot, leg);
    const queue = this.#core.memory.legBytes(slot) + L.LEG_QUEUE;
    const frame = queue + queuedCodes(words, packetizer);
    if (words[leg + L.LEG_RAMP] !== L.RAMP_NONE) this.#ramp(leg, frame);
    if (digits === DIGITS_TONE) this.#tone(leg, frame);
    if (digits === DIGITS_DONE && this.#core.events.write(EVENT_DIGITS_SENT, slot, 0, 0))
      digitsStop(words, leg + L.LEG_DIGITS);
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
      this.#hand(slot, leg, length);
    }
  }

  #hand(slot: number, leg: number, length: number): void {
    const words = this.#words;
    words[leg + L.LEG_PACKETS_SENT]! += 1;
    words[leg + L.LEG_OCTETS_SENT]! += length - RTP_HEADER_BYTES;
    if (words[leg + L.LEG_CAPTURE] !== 0)
      this.#capture.sent(leg, this.#outbox.place, length, leg + L.LEG_LOCK + LOCK_ADDRESS, CAPTURED_RTP);
    this.#outbox.add(slot, length, words, leg + L.LEG_LOCK + LOCK_ADDRESS);
  }

  /** A key instead of this frame of audio, whose time passes all the same. */
  #sendEvent(slot: number, leg: number): void {
    const words = this.#words;
    const packetizer = leg + L.LEG_PACKETIZER;
    const digits = leg + L.LEG_DIGITS;
    const { bytes } = this.#packets;
    const packet = this.#outbox.place;
    const type = words[leg + L.LEG_SEND_EVENT_TYPE]!;
    words[leg + L.LEG_RAMP] = L.RAMP_NONE;
    packetizerSkip(words, packetizer, FRAME_TICKS);
    packetizerOther(
      words,
      packetizer,
      type,
      digitsMarked(words, digits),
      digitsStarted(words, digits),
      bytes,
      packet,
    );
    digitsPayload(words, digits, bytes, packet + RTP_HEADER_BYTES);
    this.#hand(slot, leg, RTP_HEADER_BYTES + EVENT_BYTES);
  }

  /** The peer takes no events: it hears the key alone. */
  #tone(leg: number, frame: number): void {
    const words = this.#words;
    const digits = leg + L.LEG_DIGITS;
    const key = digitsEvent(words, digits);
    const time = (packetizerNow(words, leg + L.LEG_PACKETIZER) - digitsStarted(words, digits)) | 0;
    const end = digitsDuration(words, digits);
    const isAlaw = words[leg + L.LEG_LAW] === G711_LAW.PCMA;
    const { bytes } = this.#queues;
    for (let i = 0; i < FRAME_TICKS; i++) {
      const sample = time + i < end ? dtmfSample(key, time + i) : 0;
      bytes[frame + i] = isAlaw ? encodeAlawSample(sample) : encodeMulawSample(sample);
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

import type { OpusEncoderHandle } from 'libopus-wasm';
import { decodeG711, G711_LAW } from '../audio/g711.js';
import * as P from '../rtp/packet.js';
import { opusTicks } from './opus-clock.js';
import { eventAt, packetOf } from './opus-packet.js';
import { PLAIN_EVENTS, PLAIN_PCMU, PLAIN_RATE, type OpusFormats } from './opus-sdp.js';

/** From the mixer to the browser: a packet of PCMU becomes one of Opus, with the same sequence number. */
export class OpusDownlink {
  readonly #formats: OpusFormats;
  readonly #encoder: OpusEncoderHandle;
  readonly #header = new Int32Array(P.HEADER_INTS);

  constructor(formats: OpusFormats, encoder: OpusEncoderHandle) {
    this.#formats = formats;
    this.#encoder = encoder;
  }

  /** The browser has lost so much, in 1/256: the more, the more of each packet is for the one before. */
  lost(fraction: number): void {
    this.#encoder.setPacketLossPercent(Math.round((fraction * 100) / 256));
  }

  /** Undefined: nothing that a browser would understand. */
  take(packet: Uint8Array): Uint8Array | undefined {
    const header = this.#header;
    if (P.parsePacket(packet, 0, packet.length, header) !== P.PARSED) return undefined;
    const from = header[P.HEADER_PAYLOAD]!;
    const payload = packet.subarray(from, from + header[P.HEADER_PAYLOAD_LENGTH]!);
    const payloadType = header[P.HEADER_PAYLOAD_TYPE];
    if (payloadType === PLAIN_PCMU) return this.#packet(this.#formats.opus, this.#encoded(payload));
    const { events } = this.#formats;
    if (payloadType !== PLAIN_EVENTS || events === undefined) return undefined;
    const event = eventAt(payload, events.clockRate / PLAIN_RATE);
    return event && this.#packet(events.payloadType, event);
  }

  #encoded(codes: Uint8Array): Uint8Array {
    const samples = decodeG711(G711_LAW.PCMU, codes);
    return this.#encoder.encode(samples, { frameSize: samples.length });
  }

  #packet(payloadType: number, payload: Uint8Array): Uint8Array {
    const header = this.#header;
    const said = {
      payloadType,
      marker: header[P.HEADER_MARKER] === 1,
      sequence: header[P.HEADER_SEQUENCE]!,
      timestamp: opusTicks(header[P.HEADER_TIMESTAMP]!),
      ssrc: header[P.HEADER_SSRC]!,
    };
    return packetOf(said, payload);
  }
}

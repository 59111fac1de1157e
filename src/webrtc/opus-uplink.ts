import type { OpusDecoderHandle } from 'libopus-wasm';
import { MULAW_ENCODE, MULAW_INDEX_SHIFT } from '../audio/g711.js';
import type { Counters } from '../base/counters.js';
import * as P from '../rtp/packet.js';
import { PlainClock } from './opus-clock.js';
import { eventAt, hasFec, packetOf } from './opus-packet.js';
import { PLAIN_EVENTS, PLAIN_PCMU, PLAIN_RATE, type OpusFormats } from './opus-sdp.js';
import type { BrowserMediaCounter } from './thread-messages.js';

const MULAW_INDEX_ZERO = MULAW_ENCODE.length / 2;
/** Of a longer gap nothing is left that could go on. */
const BRIDGED_MAX = 5;
/** RFC 3550 §A.1: further back is no disorder but a stream that begins anew. */
const MISORDER_MAX = 100;

/** The newest packet of audio, and the newest sequence number at all. */
interface Heard {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly samples: number;
}

/**
 * From the browser to the mixer: a packet of Opus becomes one of PCMU, with the same sequence number, at once. What was lost
 * comes out of the packet behind it where that one has it; all else the mixer conceals, as of every leg.
 */
export class OpusUplink {
  /** Of its packets; RTCP asks it too. */
  readonly clock = new PlainClock();
  readonly #formats: OpusFormats;
  readonly #decoder: OpusDecoderHandle;
  readonly #counters: Counters<BrowserMediaCounter>;
  readonly #toMixer: (packet: Uint8Array) => void;
  readonly #header = new Int32Array(P.HEADER_INTS);
  #heard: Heard | undefined;
  #recovered = 0;

  constructor(
    formats: OpusFormats,
    decoder: OpusDecoderHandle,
    counters: Counters<BrowserMediaCounter>,
    toMixer: (packet: Uint8Array) => void,
  ) {
    this.#formats = formats;
    this.#decoder = decoder;
    this.#counters = counters;
    this.#toMixer = toMixer;
  }

  /** Packets that the mixer has got although the network has lost them. */
  get recovered(): number {
    return this.#recovered;
  }

  take(packet: Uint8Array): void {
    const header = this.#header;
    if (P.parsePacket(packet, 0, packet.length, header) !== P.PARSED) return;
    const from = header[P.HEADER_PAYLOAD]!;
    const payload = packet.subarray(from, from + header[P.HEADER_PAYLOAD_LENGTH]!);
    const payloadType = header[P.HEADER_PAYLOAD_TYPE]!;
    if (payload.length === 0) return;
    if (payloadType === this.#formats.opus) this.#audio(payload);
    else if (payloadType === this.#formats.events?.payloadType) this.#event(payload);
    else this.#counters.add('foreignFormat');
  }

  #audio(payload: Uint8Array): void {
    const header = this.#header;
    const ssrc = header[P.HEADER_SSRC]!;
    const sequence = header[P.HEADER_SEQUENCE]!;
    const ahead = this.#ahead();
    // What comes behind its successor cannot be decoded any more: the decoder has gone on without it.
    if (ahead <= 0 && ahead > -MISORDER_MAX) return this.#counters.add('tooLate');
    const timestamp = this.clock.at(header[P.HEADER_TIMESTAMP]!);
    if (ahead > 1) this.#bridge(ahead - 1, timestamp, payload);
    const samples = this.#decoder.decode(payload);
    this.#heard = { ssrc, sequence, timestamp, samples: samples.length };
    this.#emit(PLAIN_PCMU, codesOf(samples), sequence, timestamp, header[P.HEADER_MARKER] === 1);
  }

  /** How far behind the newest packet of this source; 1: it is the next, or the first. */
  #ahead(): number {
    const heard = this.#heard;
    if (heard === undefined || heard.ssrc !== this.#header[P.HEADER_SSRC]) return 1;
    return ((this.#header[P.HEADER_SEQUENCE]! - heard.sequence) << 16) >> 16;
  }

  /** The decoder has to hear of what was lost (RFC 6716 §4.4); the last of it may be in this packet. */
  #bridge(lost: number, timestamp: number, payload: Uint8Array): void {
    const { samples, sequence, timestamp: before } = this.#heard!;
    // The timestamp says whether it was audio: it goes on over silence and keys, too, without packets of it.
    if (lost > BRIDGED_MAX || ((timestamp - before) | 0) !== (lost + 1) * samples) return;
    for (let i = 1; i < lost; i++) this.#decoder.decodePacketLoss(samples);
    const last = this.#decoder.decode(payload, { decodeFec: true, frameSize: samples });
    if (!hasFec(payload)) return;
    this.#recovered++;
    this.#counters.add('recovered');
    this.#emit(PLAIN_PCMU, codesOf(last), (sequence + lost) & 0xffff, (timestamp - samples) | 0, false);
  }

  /** RFC 4733: the same event at our clock. */
  #event(payload: Uint8Array): void {
    const header = this.#header;
    const event = eventAt(payload, PLAIN_RATE / (this.#formats.events?.clockRate ?? PLAIN_RATE));
    if (event === undefined) return;
    const sequence = header[P.HEADER_SEQUENCE]!;
    const timestamp = this.clock.at(header[P.HEADER_TIMESTAMP]!);
    if (this.#heard !== undefined && this.#ahead() > 0) this.#heard = { ...this.#heard, sequence };
    this.#emit(PLAIN_EVENTS, event, sequence, timestamp, header[P.HEADER_MARKER] === 1);
  }

  #emit(
    payloadType: number,
    payload: Uint8Array,
    sequence: number,
    timestamp: number,
    marker: boolean,
  ): void {
    const ssrc = this.#header[P.HEADER_SSRC]!;
    this.#toMixer(packetOf({ payloadType, marker, sequence, timestamp, ssrc }, payload));
  }
}

function codesOf(samples: Int16Array): Uint8Array {
  const codes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    codes[i] = MULAW_ENCODE[(samples[i]! >> MULAW_INDEX_SHIFT) + MULAW_INDEX_ZERO]!;
  }
  return codes;
}

import type { Counters } from '../base/counters.js';
import { readI32, writeI32 } from '../rtp/big-endian.js';
import { IS_RTCP, parsePacket, HEADER_INTS } from '../rtp/packet.js';
import { BLOCK_HIGHEST, BLOCK_JITTER, BLOCK_LOSS, SENDER_TIMESTAMP, walkReports } from '../rtp/rtcp-walk.js';
import { OPUS_TICKS_PER_PLAIN, opusTicks } from './opus-clock.js';
import { freeOpusCodec, type OpusCodec } from './opus-codec.js';
import { OpusDownlink } from './opus-downlink.js';
import type { OpusFormats } from './opus-sdp.js';
import { OpusUplink } from './opus-uplink.js';
import type { BrowserMediaCounter } from './thread-messages.js';

/**
 * Stands between the mixer and a browser that speaks Opus: a translator (RFC 3550 §7) that changes each packet for
 * itself. Sequence numbers and sources stay those of the two ends, and so do their reports, but for the clock.
 */
export class OpusLeg {
  readonly #codec: OpusCodec;
  readonly #uplink: OpusUplink;
  readonly #downlink: OpusDownlink;
  readonly #toMixer: (packet: Uint8Array) => void;
  readonly #header = new Int32Array(HEADER_INTS);
  /** As the mixer last reported: its highest sequence number, and what it got back from us until then. */
  #highest: number | undefined;
  #recovered = 0;

  constructor(
    formats: OpusFormats,
    codec: OpusCodec,
    counters: Counters<BrowserMediaCounter>,
    toMixer: (packet: Uint8Array) => void,
  ) {
    this.#codec = codec;
    this.#toMixer = toMixer;
    this.#uplink = new OpusUplink(formats, codec.decoder, counters, toMixer);
    this.#downlink = new OpusDownlink(formats, codec.encoder);
  }

  fromBrowser(packet: Uint8Array): void {
    if (!this.#isRtcp(packet)) return this.#uplink.take(packet);
    const report = Uint8Array.from(packet);
    const isReport = walkReports(report, {
      sender: (at) => this.#restamp(report, at, (timestamp) => this.#uplink.clock.at(timestamp)),
      block: (at) => {
        this.#downlink.lost(report[at + BLOCK_LOSS]!);
        writeI32(
          report,
          at + BLOCK_JITTER,
          (readI32(report, at + BLOCK_JITTER) >>> 0) / OPUS_TICKS_PER_PLAIN,
        );
      },
    });
    if (isReport) this.#toMixer(report);
  }

  /** What goes to the browser instead. Undefined: nothing. */
  fromMixer(packet: Uint8Array): Uint8Array | undefined {
    if (!this.#isRtcp(packet)) return this.#downlink.take(packet);
    const report = Uint8Array.from(packet);
    const isReport = walkReports(report, {
      sender: (at) => this.#restamp(report, at, opusTicks),
      block: (at) => {
        writeI32(report, at + BLOCK_JITTER, opusTicks(readI32(report, at + BLOCK_JITTER)));
        this.#tellLoss(report, at);
      },
    });
    return isReport ? report : undefined;
  }

  close(): void {
    freeOpusCodec(this.#codec);
  }

  #isRtcp(packet: Uint8Array): boolean {
    return parsePacket(packet, 0, packet.length, this.#header) === IS_RTCP;
  }

  #restamp(report: Uint8Array, at: number, clock: (timestamp: number) => number): void {
    writeI32(report, at + SENDER_TIMESTAMP, clock(readI32(report, at + SENDER_TIMESTAMP)));
  }

  /**
   * What the network has lost, although the mixer has got it back: a browser that hears of no loss ends the very
   * redundancy that it came from.
   */
  #tellLoss(report: Uint8Array, at: number): void {
    const { recovered } = this.#uplink;
    const highest = readI32(report, at + BLOCK_HIGHEST);
    const expected = this.#highest === undefined ? 0 : (highest - this.#highest) | 0;
    const more = expected > 0 ? Math.round((256 * (recovered - this.#recovered)) / expected) : 0;
    const fraction = Math.min(255, report[at + BLOCK_LOSS]! + more);
    const lost = ((readI32(report, at + BLOCK_LOSS) << 8) >> 8) + recovered;
    writeI32(report, at + BLOCK_LOSS, (fraction << 24) | (lost & 0xff_ffff));
    this.#highest = highest;
    this.#recovered = recovered;
  }
}

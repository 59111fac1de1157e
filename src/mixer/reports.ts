import { readCompound, FACT_INTS } from '../rtp/rtcp.js';
import {
  ntpMiddle,
  rtcpHasSpoken,
  rtcpIsDue,
  rtcpReceive,
  rtcpReschedule,
  rtcpWrite,
} from '../rtp/rtcp-session.js';
import { packetizerSsrc } from '../rtp/packetizer.js';
import { LOCK_ADDRESS } from '../rtp/source-lock.js';
import { CAPTURED_RTCP, CAPTURED_RTP, type CaptureTap } from './capture/capture-tap.js';
import { COUNT, type EngineCore } from './core.js';
import { RECORD_ADDRESS, RECORD_LENGTH, RECORD_OFFSET, RECORD_PORT } from './io/packet-io.js';
import type { LegSockets } from './leg-sockets.js';
import type { Outbox } from './outbox.js';
import * as L from './shared/layout.js';

/** What came since the last phase has waited half of one, on average. */
const WAITED_NS = (L.PHASE_MS * 1e6) / 2;

/** The legs' RTCP: reports to the peers and from them. */
export class Reports {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #sockets: LegSockets;
  readonly #outbox: Outbox;
  readonly #capture: CaptureTap;
  readonly #facts = new Int32Array(FACT_INTS);
  #now = 0;

  constructor(core: EngineCore, sockets: LegSockets, outbox: Outbox, capture: CaptureTap) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#sockets = sockets;
    this.#outbox = outbox;
    this.#capture = capture;
  }

  /** A phase begins. */
  beginPhase(): void {
    this.#now = ntpMiddle(this.#core.io.nowNs());
  }

  /** After the leg's audio of this beat: its report, if its turn has come, and BYE as its last word (§6.3.7). */
  send(slot: number, leg: number): void {
    const words = this.#words;
    const leaves = words[leg + L.LEG_EXIT] === L.EXIT_CLOSE;
    if (!leaves && !rtcpIsDue(words, leg + L.LEG_RTCP, this.#now)) return;
    rtcpReschedule(words, leg + L.LEG_RTCP, this.#now);
    if (words[leg + L.LEG_STATE] !== L.LEG_OPEN || words[leg + L.LEG_RTCP_TO + L.RTCP_TO_PORT] === 0) return;
    const packetsSent = words[leg + L.LEG_PACKETS_SENT]!;
    if (leaves && !rtcpHasSpoken(words, leg + L.LEG_RTCP, packetsSent)) return;
    const length = rtcpWrite(
      words,
      leg + L.LEG_RTCP,
      leg + L.LEG_SOURCE,
      leg + L.LEG_PACKETIZER,
      packetsSent,
      words[leg + L.LEG_OCTETS_SENT]!,
      this.#core.io.nowNs(),
      this.#core.io.bytes,
      this.#outbox.place,
      leaves,
    );
    const muxed = words[leg + L.LEG_RTCP_TO + L.RTCP_TO_MUXED] === 1;
    if (words[leg + L.LEG_CAPTURE] !== 0)
      this.#capture.sent(
        leg,
        this.#outbox.place,
        length,
        leg + L.LEG_RTCP_TO,
        muxed ? CAPTURED_RTP : CAPTURED_RTCP,
      );
    this.#outbox.add(muxed ? slot : this.#sockets.rtcpSlot(slot), length, words, leg + L.LEG_RTCP_TO);
    // Nothing follows the last word, not even while the end waits to be told.
    if (leaves) words[leg + L.LEG_RTCP_TO + L.RTCP_TO_PORT] = 0;
  }

  /** A packet of the received table's `row`; `muxed`: it came to the RTP port. False when it is none of the peer's. */
  receive(leg: number, row: number, muxed: boolean): boolean {
    const words = this.#words;
    const { io, counts } = this.#core;
    const at = io.received[row + RECORD_OFFSET]!;
    const length = io.received[row + RECORD_LENGTH]!;
    const ssrc = packetizerSsrc(words, leg + L.LEG_PACKETIZER);
    if (!this.#isFromPeer(leg, row) || !readCompound(io.bytes, at, length, ssrc, this.#facts)) {
      counts.add(COUNT.packetsRtcpRefused);
      return false;
    }
    counts.add(COUNT.packetsRtcp);
    this.#answerTo(leg, row, muxed);
    rtcpReceive(words, leg + L.LEG_RTCP, this.#facts, ntpMiddle(io.nowNs() - WAITED_NS));
    return true;
  }

  /** From where its audio comes or where its reports go, whatever the port: a NAT gives RTCP another one. */
  #isFromPeer(leg: number, row: number): boolean {
    return (
      this.#isAddress(leg + L.LEG_LOCK + LOCK_ADDRESS, row + RECORD_ADDRESS) ||
      this.#isAddress(leg + L.LEG_RTCP_TO, row + RECORD_ADDRESS)
    );
  }

  #isAddress(known: number, address: number): boolean {
    const { received } = this.#core.io;
    for (let i = 0; i < 4; i++) {
      if (this.#words[known + i] !== received[address + i]) return false;
    }
    return true;
  }

  /** Symmetric RTCP (RFC 4961): where the peer's reports come from, there it hears ours. */
  #answerTo(leg: number, row: number, muxed: boolean): void {
    const { received } = this.#core.io;
    const to = leg + L.LEG_RTCP_TO;
    for (let i = 0; i < 4; i++) this.#words[to + i] = received[row + RECORD_ADDRESS + i]!;
    this.#words[to + L.RTCP_TO_PORT] = received[row + RECORD_PORT]!;
    this.#words[to + L.RTCP_TO_MUXED] = muxed ? 1 : 0;
  }
}

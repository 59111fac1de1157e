import {
  DTMF_PRESSED,
  DTMF_RELEASED,
  dtmfDuration,
  dtmfKey,
  dtmfReceive,
  dtmfStarted,
  dtmfTick,
} from '../rtp/dtmf-event.js';
import { G711_LAW, recodeG711, type G711Law } from '../audio/g711.js';
import { driftAdd, driftRestart } from '../rtp/clock-drift.js';
import { byteArea, type ByteArea } from '../rtp/byte-area.js';
import { PUT_REFUSED, jitterHush, jitterHushEnd, jitterPut, jitterRestart } from '../rtp/jitter-buffer.js';
import * as P from '../rtp/packet.js';
import { LOCK_FOREIGN, LOCK_LEARNT, lockAccept } from '../rtp/source-lock.js';
import {
  SOURCE_DUPLICATE,
  SOURCE_NEXT,
  SOURCE_REORDERED,
  SOURCE_RESTARTED,
  SOURCE_STRAY,
  sourceAccept,
  sourceIs,
  sourceJitter,
} from '../rtp/source.js';
import { CAPTURED_RTCP, CAPTURED_RTP, type CaptureTap } from './capture/capture-tap.js';
import { COUNT, type EngineCore } from './core.js';
import {
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
} from './io/packet-io.js';
import type { LegSockets } from './leg-sockets.js';
import type { Reports } from './reports.js';
import { EVENT_DIGIT, EVENT_DIGIT_END, EVENT_MEDIA_HEARD, EVENT_MEDIA_STARTED } from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { legReceives, mayLearn, rtcpFollowsAudio } from './shared/leg-block.js';

/** A worker that fell behind catches up with so many batches at once; the rest waits for the next phase. */
const BATCHES_MAX = 64;

/** From the sockets into the legs' jitter buffers and digit machines. */
export class Receiver {
  readonly #core: EngineCore;
  readonly #sockets: LegSockets;
  readonly #reports: Reports;
  readonly #capture: CaptureTap;
  readonly #onFault: (slot: number) => void;
  readonly #words: Int32Array;
  readonly #rings: ByteArea;
  readonly #packets: ByteArea;
  readonly #header = new Int32Array(P.HEADER_INTS);

  constructor(
    core: EngineCore,
    sockets: LegSockets,
    reports: Reports,
    capture: CaptureTap,
    onFault: (slot: number) => void,
  ) {
    this.#core = core;
    this.#sockets = sockets;
    this.#reports = reports;
    this.#capture = capture;
    this.#onFault = onFault;
    this.#words = core.memory.words;
    this.#rings = core.memory.area;
    this.#packets = byteArea(core.io.bytes);
  }

  receive(phase: number): void {
    const { io } = this.#core;
    for (let batch = 0; batch < BATCHES_MAX; batch++) {
      const rows = io.receive();
      for (let row = 0; row < rows; row++) this.#packet(row * RECORD_INTS, phase);
      if (rows < io.batchMax) return;
    }
  }

  /** Ends key presses whose end packets were lost. */
  tick(slot: number, leg: number, phase: number): void {
    const dtmf = leg + L.LEG_DTMF;
    if (dtmfTick(this.#words, dtmf, (phase * L.PHASE_TICKS) | 0) === DTMF_RELEASED) this.#keyUp(slot, leg);
  }

  #packet(row: number, phase: number): void {
    const { received } = this.#core.io;
    const { counts, memory, worker } = this.#core;
    const ioSlot = received[row + RECORD_SLOT]!;
    const slot = this.#sockets.legSlot(ioSlot);
    const leg = memory.leg(slot);
    if (this.#words[leg + L.LEG_STATE] !== L.LEG_OPEN || this.#words[leg + L.LEG_OWNER] !== worker) {
      counts.add(COUNT.packetsClosedLeg);
      return;
    }
    // Also what is of no use: that it comes, and from where, is what is looked for.
    if (this.#words[leg + L.LEG_CAPTURE] !== 0)
      this.#capture.received(leg, row, ioSlot === slot ? CAPTURED_RTP : CAPTURED_RTCP);
    const at = received[row + RECORD_OFFSET]!;
    const verdict = P.parsePacket(this.#packets.bytes, at, received[row + RECORD_LENGTH]!, this.#header);
    try {
      // On the RTP port, too, reports are told from audio (RFC 5761 §4), whether or not that was agreed on.
      if (verdict === P.IS_RTCP) this.#report(slot, leg, row, ioSlot === slot, phase);
      else if (verdict !== P.PARSED || ioSlot !== slot) counts.add(COUNT.packetsNotRtp);
      else if (this.#isFromPeer(leg, row)) this.#dispatch(slot, leg, phase);
    } catch {
      this.#onFault(slot);
    }
  }

  #isFromPeer(leg: number, row: number): boolean {
    const words = this.#words;
    const { received } = this.#core.io;
    const address = row + RECORD_ADDRESS;
    const verdict = lockAccept(
      words,
      leg + L.LEG_LOCK,
      received,
      address,
      received[row + RECORD_PORT]!,
      this.#header[P.HEADER_SSRC]!,
      this.#header[P.HEADER_SEQUENCE]!,
      mayLearn(words, leg, received, address),
    );
    if (verdict === LOCK_LEARNT) rtcpFollowsAudio(words, leg);
    if (verdict !== LOCK_FOREIGN) return true;
    words[leg + L.LEG_PACKETS_FOREIGN]! += 1;
    return false;
  }

  #report(slot: number, leg: number, row: number, muxed: boolean, phase: number): void {
    if (this.#reports.receive(leg, row, muxed)) this.#isAlive(slot, leg, phase);
  }

  /** Neither audio nor reports for a while: only then is a leg silent [C30]. */
  #isAlive(slot: number, leg: number, phase: number): void {
    const words = this.#words;
    words[leg + L.LEG_PACKET_AT] = phase;
    // While the ring is full, its end waits for the next packet.
    if (words[leg + L.LEG_SILENCE_TOLD] !== 0 && this.#core.events.write(EVENT_MEDIA_HEARD, slot, 0, 0))
      words[leg + L.LEG_SILENCE_TOLD] = 0;
  }

  #dispatch(slot: number, leg: number, phase: number): void {
    const words = this.#words;
    words[leg + L.LEG_PACKETS_RECEIVED]! += 1;
    this.#isAlive(slot, leg, phase);
    if (!legReceives(words, leg)) return;
    const type = this.#header[P.HEADER_PAYLOAD_TYPE];
    if (type === words[leg + L.LEG_RECEIVE_TYPE]) this.#audio(slot, leg, phase, false);
    else if (type === words[leg + L.LEG_RECEIVE_EVENT_TYPE]) this.#event(slot, leg, phase);
    else if (type === words[leg + L.LEG_RECEIVE_OTHER_LAW_TYPE]) this.#audio(slot, leg, phase, true);
    else return this.#otherPayload(leg);
    if (words[leg + L.LEG_STARTED] === 0 && this.#core.events.write(EVENT_MEDIA_STARTED, slot, 0, 0))
      words[leg + L.LEG_STARTED] = 1;
  }

  /** Comfort noise, or what was not agreed on: of no use, but not lost on the way either. */
  #otherPayload(leg: number): void {
    this.#follow(leg);
    this.#core.counts.add(COUNT.packetsOtherPayload);
  }

  /** Counts the sequence of what is no audio. Some gateways send it as a source of its own, which must not restart the audio. */
  #follow(leg: number): void {
    const source = leg + L.LEG_SOURCE;
    const ssrc = this.#header[P.HEADER_SSRC]!;
    if (sourceIs(this.#words, source, ssrc))
      sourceAccept(this.#words, source, ssrc, this.#header[P.HEADER_SEQUENCE]!);
  }

  #audio(slot: number, leg: number, phase: number, isOtherLaw: boolean): void {
    const words = this.#words;
    const header = this.#header;
    const source = leg + L.LEG_SOURCE;
    const timestamp = header[P.HEADER_TIMESTAMP]!;
    const nowTicks = (phase * L.PHASE_TICKS) | 0;
    const order = sourceAccept(words, source, header[P.HEADER_SSRC]!, header[P.HEADER_SEQUENCE]!);
    if (order === SOURCE_DUPLICATE || order === SOURCE_STRAY) return;
    if (order === SOURCE_RESTARTED) {
      jitterRestart(words, leg + L.LEG_JITTER);
      driftRestart(words, leg + L.LEG_DRIFT);
    }
    if (order === SOURCE_NEXT) {
      sourceJitter(words, source, timestamp, nowTicks);
      driftAdd(words, leg + L.LEG_DRIFT, timestamp, nowTicks);
    }
    const payload = header[P.HEADER_PAYLOAD]!;
    const payloadTicks = header[P.HEADER_PAYLOAD_LENGTH]!;
    // The buffer holds one law: that which was agreed on.
    if (isOtherLaw) recodeG711(this.#lawOf(leg), this.#packets.bytes, payload, payloadTicks);
    const stored = jitterPut(
      words,
      leg + L.LEG_JITTER,
      this.#rings,
      this.#core.memory.legBytes(slot),
      this.#packets,
      payload,
      payloadTicks,
      timestamp,
      nowTicks,
      this.nextBeatTicks(leg, phase),
      order === SOURCE_REORDERED,
    );
    if (stored === PUT_REFUSED) this.#core.counts.add(COUNT.packetsRefused);
  }

  #lawOf(leg: number): G711Law {
    return this.#words[leg + L.LEG_LAW] === G711_LAW.PCMA ? G711_LAW.PCMA : G711_LAW.PCMU;
  }

  /** When the leg's next frame is pulled: in this phase, whose packets come first, or in one of the next three. */
  nextBeatTicks(leg: number, phase: number): number {
    const room = this.#core.memory.room(this.#words[leg + L.LEG_ROOM]!);
    const wait = (this.#words[room + L.ROOM_PHASE]! - phase) & (L.PHASES - 1);
    return ((phase + wait) * L.PHASE_TICKS) | 0;
  }

  #event(slot: number, leg: number, phase: number): void {
    const words = this.#words;
    const header = this.#header;
    this.#follow(leg);
    const dtmf = leg + L.LEG_DTMF;
    const keyBefore = dtmfKey(words, dtmf);
    const durationBefore = dtmfDuration(words, dtmf);
    const verdict = dtmfReceive(
      words,
      dtmf,
      this.#packets.bytes,
      header[P.HEADER_PAYLOAD]!,
      header[P.HEADER_PAYLOAD_LENGTH]!,
      header[P.HEADER_TIMESTAMP]!,
      (phase * L.PHASE_TICKS) | 0,
    );
    if (verdict === DTMF_RELEASED) this.#keyUp(slot, leg);
    else if ((verdict & DTMF_RELEASED) !== 0)
      this.#tell(EVENT_DIGIT_END, slot, keyBefore, durationBefore / P.TICKS_PER_MS);
    if ((verdict & DTMF_PRESSED) === 0) return;
    this.#tell(EVENT_DIGIT, slot, dtmfKey(words, dtmf), phase);
    jitterHush(words, leg + L.LEG_JITTER, dtmfStarted(words, dtmf));
  }

  #keyUp(slot: number, leg: number): void {
    const dtmf = leg + L.LEG_DTMF;
    const ticks = dtmfDuration(this.#words, dtmf);
    this.#tell(EVENT_DIGIT_END, slot, dtmfKey(this.#words, dtmf), ticks / P.TICKS_PER_MS);
    jitterHushEnd(this.#words, leg + L.LEG_JITTER, ticks);
  }

  #tell(kind: number, slot: number, first: number, second: number): void {
    if (!this.#core.events.write(kind, slot, first, second)) this.#core.counts.add(COUNT.eventsDropped);
  }
}

import type { Part } from './cast.js';
import { SineContinuity } from './sine-continuity.js';
import { SoundWindow, type Verdict } from './sound-window.js';
import { alawToLinear, FRAME_MS, PAYLOAD_TYPE_PCMA, TONE_POWER } from './tones.js';

/** Longer without a packet, without a sequence number or without sound than this is a gap. */
const GAP_MS = 60;
const GAP_FRAMES = GAP_MS / FRAME_MS;
/** A block that should carry a voice and is 20 dB below one voice is silent. */
const SILENT_POWER_MAX = TONE_POWER / 100;
const RTP_HEADER_BYTES = 12;

export interface Heard {
  packets: number;
  /** Sequence numbers that were skipped, and packets that came after a later one or twice. */
  missing: number;
  disordered: number;
  /** Not RTP version 2 with A-law and at least one sample. */
  malformed: number;
  arrivalGaps: number;
  sequenceGaps: number;
  soundGaps: number;
  longestGapMs: number;
  silentBlocks: number;
  /** Silent or with a break in the tone; counted where exactly one voice is to be heard. */
  badBlocks: number;
  readonly windows: Record<Verdict, number>;
}

/** When, in ms after the start of the measurement, a caller's windows of sound may begin. */
export interface WindowPlan {
  readonly firstMs: number;
  readonly everyMs: number;
}

/** Everything about the stream that one caller receives, from the start of the measurement on. */
export class Reception {
  readonly heard: Heard = {
    packets: 0,
    missing: 0,
    disordered: 0,
    malformed: 0,
    arrivalGaps: 0,
    sequenceGaps: 0,
    soundGaps: 0,
    longestGapMs: 0,
    silentBlocks: 0,
    badBlocks: 0,
    windows: { right: 0, starved: 0, echo: 0, wrong: 0 },
  };
  readonly #window: SoundWindow;
  readonly #hasMates: boolean;
  readonly #continuity: SineContinuity | undefined;
  readonly #windowEveryMs: number;
  #nextWindowMs: number;
  #inWindow = false;
  #lastArrivalMs: number;
  #sequence = -1;
  #silentRun = 0;

  constructor(part: Part, startMs: number, windows: WindowPlan) {
    this.#window = new SoundWindow(part);
    this.#hasMates = part.mateHz.length > 0;
    this.#continuity = hearsOneVoice(part) ? new SineContinuity(part.mateHz[0]!) : undefined;
    this.#windowEveryMs = windows.everyMs;
    this.#nextWindowMs = startMs + windows.firstMs;
    this.#lastArrivalMs = startMs;
  }

  receive(bytes: Uint8Array, offset: number, length: number, nowMs: number): void {
    const payload = payloadOffset(bytes, offset, length);
    const payloadLength = offset + length - payload;
    if (payload < 0 || payloadLength <= 0) {
      this.heard.malformed++;
      return;
    }
    this.heard.packets++;
    this.#noteArrival(nowMs);
    if (!this.#noteSequence((bytes[offset + 2]! << 8) | bytes[offset + 3]!)) return;
    this.#noteBlock(bytes, payload, payloadLength);
    this.#listen(bytes, payload, payloadLength, nowMs);
  }

  /** The measurement is over: what has not come by now is a gap too. */
  close(nowMs: number): void {
    this.#noteArrival(nowMs);
  }

  #noteArrival(nowMs: number): void {
    const gapMs = nowMs - this.#lastArrivalMs;
    this.#lastArrivalMs = nowMs;
    if (gapMs > this.heard.longestGapMs) this.heard.longestGapMs = gapMs;
    if (gapMs > GAP_MS) this.heard.arrivalGaps++;
  }

  /** False for a packet that is not the newest: it was heard already or comes too late to be heard in order. */
  #noteSequence(sequence: number): boolean {
    const ahead = this.#sequence < 0 ? 1 : (sequence - this.#sequence) & 0xffff;
    if (ahead === 0 || ahead >= 0x8000) {
      this.heard.disordered++;
      return false;
    }
    this.#sequence = sequence;
    this.heard.missing += ahead - 1;
    if (ahead - 1 > GAP_FRAMES) this.heard.sequenceGaps++;
    return true;
  }

  #noteBlock(bytes: Uint8Array, payload: number, length: number): void {
    if (!this.#hasMates) return;
    const silent = isSilent(bytes, payload, length);
    const broken = this.#continuity?.hear(bytes, payload, length) ?? false;
    if (silent || broken) this.heard.badBlocks++;
    if (!silent) {
      this.#silentRun = 0;
      return;
    }
    this.heard.silentBlocks++;
    if (++this.#silentRun === GAP_FRAMES + 1) this.heard.soundGaps++;
  }

  #listen(bytes: Uint8Array, payload: number, length: number, nowMs: number): void {
    if (!this.#inWindow) {
      if (nowMs < this.#nextWindowMs) return;
      this.#inWindow = true;
      this.#nextWindowMs += this.#windowEveryMs;
      this.#window.reset();
    }
    if (!this.#window.hear(bytes, payload, length)) return;
    this.heard.windows[this.#window.verdict()]++;
    this.#inWindow = false;
  }
}

export const hearsOneVoice = ({ mateHz }: Part): boolean => mateHz.length === 1;

function isSilent(bytes: Uint8Array, offset: number, length: number): boolean {
  let energy = 0;
  for (let i = offset; i < offset + length; i++) {
    const sample = alawToLinear[bytes[i]!]!;
    energy += sample * sample;
  }
  return energy <= SILENT_POWER_MAX * length;
}

/** Where the sound of an RTP packet begins (RFC 3550 §5.1), or −1 when this is not A-law RTP. */
function payloadOffset(bytes: Uint8Array, offset: number, length: number): number {
  const first = bytes[offset]!;
  if (length < RTP_HEADER_BYTES || first >> 6 !== 2 || (bytes[offset + 1]! & 0x7f) !== PAYLOAD_TYPE_PCMA)
    return -1;
  let at = offset + RTP_HEADER_BYTES + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  if (hasExtension) at += 4 + 4 * ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  return at;
}

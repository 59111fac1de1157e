import { copyBytes, type ByteArea } from './byte-area.js';
import { FRAME_TICKS, RTP_HEADER_BYTES, writeHeader } from './packet.js';

/**
 * Cuts a leg's outgoing audio, which comes in frames of FRAME_TICKS, into packets of the negotiated packet
 * time. Sequence numbers and the audio timestamp run on over holds and changes (RFC 3550 §5.1). The state is
 * PACKETIZER_INTS integers at `at`; samples that wait for their packet stay in the caller's queue.
 */
export const PACKETIZER_INTS = 5;
const SSRC = 0;
const SEQUENCE = 1;
/** Of the first sample that was not sent yet. */
const TIMESTAMP = 2;
/** Code words waiting in the queue. */
const QUEUED = 3;
const MARKER = 4;

/** 60 ms of code words, and one frame that came when almost a packet was waiting. */
export const QUEUE_BYTES = 640;

export function packetizerStart(
  state: Int32Array,
  at: number,
  ssrc: number,
  sequence: number,
  timestamp: number,
): void {
  state[at + SSRC] = ssrc;
  state[at + SEQUENCE] = sequence & 0xffff;
  state[at + TIMESTAMP] = timestamp;
  state[at + QUEUED] = 0;
  state[at + MARKER] = 1;
}

/** Code words that wait; the next frame belongs behind them. */
export const queuedCodes = (state: Int32Array, at: number): number => state[at + QUEUED]!;

export const packetizerSsrc = (state: Int32Array, at: number): number => state[at + SSRC]!;
/** The timestamp of this instant: of the sample that comes next. */
export const packetizerNow = (state: Int32Array, at: number): number =>
  (state[at + TIMESTAMP]! + state[at + QUEUED]!) | 0;

/** A frame was written behind those that waited. */
export function frameQueued(state: Int32Array, at: number): void {
  state[at + QUEUED]! += FRAME_TICKS;
}

/** Time passes and nothing is sent: what waited is forgotten, and the next packet starts a new talkspurt. */
export function packetizerSkip(state: Int32Array, at: number, ticks: number): void {
  state[at + TIMESTAMP] = (state[at + TIMESTAMP]! + state[at + QUEUED]! + ticks) | 0;
  state[at + QUEUED] = 0;
  state[at + MARKER] = 1;
}

/**
 * Takes a packet of `ticks` code words from the queue at `queues[queue ..]` and writes it whole to
 * `packets[packet ..]`. Returns its length, 0 when the queue holds less.
 */
export function packetizerTake(
  state: Int32Array,
  at: number,
  ticks: number,
  payloadType: number,
  queues: ByteArea,
  queue: number,
  packets: ByteArea,
  packet: number,
): number {
  const queued = state[at + QUEUED]!;
  if (queued < ticks) return 0;
  writeHeader(
    packets.bytes,
    packet,
    payloadType,
    state[at + MARKER] === 1,
    state[at + SEQUENCE]!,
    state[at + TIMESTAMP]!,
    state[at + SSRC]!,
  );
  copyBytes(queues, queue, packets, packet + RTP_HEADER_BYTES, ticks);
  if (queued > ticks) copyBytes(queues, queue + ticks, queues, queue, queued - ticks);
  state[at + QUEUED] = queued - ticks;
  state[at + MARKER] = 0;
  state[at + SEQUENCE] = (state[at + SEQUENCE]! + 1) & 0xffff;
  state[at + TIMESTAMP] = (state[at + TIMESTAMP]! + ticks) | 0;
  return RTP_HEADER_BYTES + ticks;
}

/**
 * Begins a packet that is no audio, such as a telephone event, and counts it in the sequence of the audio: writes
 * its header to `packets[packet ..]`. The payload belongs RTP_HEADER_BYTES further.
 */
export function packetizerOther(
  state: Int32Array,
  at: number,
  payloadType: number,
  marker: boolean,
  timestamp: number,
  packets: Uint8Array,
  packet: number,
): void {
  writeHeader(packets, packet, payloadType, marker, state[at + SEQUENCE]!, timestamp, state[at + SSRC]!);
  state[at + SEQUENCE] = (state[at + SEQUENCE]! + 1) & 0xffff;
}

import { copyBytes, type ByteArea } from './byte-area.js';
import {
  ESTIMATOR_INTS,
  estimatorAdd,
  estimatorRebase,
  estimatorReset,
  fastestTransit,
  targetTicks,
} from './delay-estimator.js';
import {
  GRANULE_TICKS,
  MARK_INTS,
  MASK_FULL,
  RING_TICKS,
  clearFrame,
  frameMarks,
  markTicks,
} from './granule-marks.js';
import { HUSH_INTS, hushEnd, hushFrom, hushMask, hushReset } from './hush.js';
import { FRAME_TICKS } from './packet.js';

/**
 * The jitter buffer [C25]: a ring of code words addressed by RTP timestamp, so that order, duplicates and
 * packet times take care of themselves, and a clock that is pulled one frame a beat. One code word is one
 * tick (G.711, and G.722 whose RTP clock is 8 kHz as well). What is there is marked in granules of 1 ms.
 *
 * The delay follows the line: a frame is inserted when the packets come too late for the beat that needs
 * them, removed when they come a whole frame earlier than the line needs; both preferably while it is quiet.
 * Ticks are RTP ticks, on the caller's beat clock for arrivals. The state is JITTER_INTS integers at `at`.
 */
export { GRANULE_TICKS, MASK_FULL, RING_TICKS } from './granule-marks.js';

const RUNNING = 0;
/** The timestamp of ring index 0. */
const ORIGIN = 1;
/** The timestamp of the next frame to be pulled. */
const NEXT = 2;
/** The timestamp behind the newest code word. */
const END = 3;
/** Frames pulled since something was there. */
const DRY = 4;
/** Frames since the delay was changed. */
const STEADY = 5;
const LATE = 6;
const RESTARTS = 7;
/** What must not be heard [C26]. */
const HUSH = 8;
const PRESENT = HUSH + HUSH_INTS;
const ESTIMATOR = PRESENT + MARK_INTS;
export const JITTER_INTS = ESTIMATOR + ESTIMATOR_INTS;

export const PUT_STORED = 0;
export const PUT_LATE = 1;
export const PUT_REFUSED = 2;
export type PutVerdict = typeof PUT_STORED | typeof PUT_LATE | typeof PUT_REFUSED;

/** Nothing is playing: silence. */
export const PULL_NOTHING = 0;
/** One frame; what is missing of it, by its mask, is to be concealed. */
export const PULL_FRAME = 1;
/** The delay grows: conceal a whole frame, nothing was taken. */
export const PULL_STRETCH = 2;
/** The delay shrinks: two whole frames were taken and are to become one. */
export const PULL_SHRINK = 3;
export type PullVerdict = 0 | 1 | 2 | 3;

/** Columns of the table that a pull fills. */
export const PULL_INTS = 4;
/** Ring index of the frame's first code word; the second frame of PULL_SHRINK follows it. */
export const PULL_INDEX = 0;
/** Granules that are present, oldest in bit 0. */
export const PULL_MASK = 1;
/** Granules that must be silent. */
export const PULL_HUSH = 2;

/** 200 ms: the delay never grows beyond. */
const DELAY_TICKS_MAX = 1600;
/** The delay a leg starts with: 5 ms spare, until its line is known. */
const DELAY_TICKS_START = 40;
/** Frames without a packet until the stream counts as stopped: the next packet starts it anew. */
const DRY_FRAMES_MAX = 10;
/** Slack is measured in quarters of a frame: so much must be spare before a frame is removed. */
const SPARE_TICKS = 40;
/** While somebody talks, the delay shrinks at most twice a second and only when it is worth it. */
const STEADY_FRAMES_TALK = 25;
const STEADY_FRAMES_QUIET = 4;
const SPARE_TICKS_TALK = 80;
/** Payloads beyond 120 ms are no telephone audio. */
const PAYLOAD_TICKS_MAX = 960;

export function jitterReset(state: Int32Array, at: number): void {
  state.fill(0, at, at + ESTIMATOR);
  estimatorReset(state, at + ESTIMATOR);
}

/** The stream's timestamps start anew (new SSRC, jump); what is known of the line stays. */
export function jitterRestart(state: Int32Array, at: number): void {
  state.fill(0, at + PRESENT, at + ESTIMATOR);
  state[at + RUNNING] = 0;
  hushReset(state, at + HUSH);
  estimatorRebase(state, at + ESTIMATOR);
}

export const packetsLate = (state: Int32Array, at: number): number => state[at + LATE]!;
export const jitterRestarts = (state: Int32Array, at: number): number => state[at + RESTARTS]!;

/** Ticks between the fastest packets' arrival and the beat that takes them, when the next beat is at `beatTicks`. */
export const slackTicks = (state: Int32Array, at: number, beatTicks: number): number =>
  (beatTicks - state[at + NEXT]! - fastestTransit(state, at + ESTIMATOR)) | 0;

/** How long the fastest packets wait here until they are heard; −1 while nothing plays. */
export const depthTicks = (state: Int32Array, at: number, beatTicks: number): number =>
  state[at + RUNNING] === 0 ? -1 : Math.max(0, slackTicks(state, at, beatTicks));

/**
 * Stores the code words at `packets[payload ..]`, stamped `timestamp`. `nowTicks` is now, and `beatTicks` when
 * the next frame will be pulled, now or later. `isReordered`: by its sequence number it is older than another.
 * The leg's ring is `rings[ring .. ring + RING_TICKS)`.
 */
export function jitterPut(
  state: Int32Array,
  at: number,
  rings: ByteArea,
  ring: number,
  packets: ByteArea,
  payload: number,
  payloadTicks: number,
  timestamp: number,
  nowTicks: number,
  beatTicks: number,
  isReordered: boolean,
): PutVerdict {
  // Whole granules only; nobody sends parts of a millisecond.
  const ticks = payloadTicks & ~(GRANULE_TICKS - 1);
  if (ticks === 0 || ticks > PAYLOAD_TICKS_MAX) return PUT_REFUSED;
  if (isReordered && !fits(state, at, timestamp, ticks)) {
    // A straggler says nothing about the timestamps of those that came before it.
    state[at + LATE]! += 1;
    return PUT_LATE;
  }
  if (state[at + RUNNING] === 0) start(state, at, timestamp, ticks, beatTicks - nowTicks);
  if (!fits(state, at, timestamp, ticks) && !makeRoom(state, at, timestamp, ticks)) {
    // A timestamp jump without a new SSRC.
    state[at + RESTARTS]! += 1;
    jitterRestart(state, at);
    start(state, at, timestamp, ticks, beatTicks - nowTicks);
  }
  const ahead = (timestamp - state[at + NEXT]!) | 0;
  const frames = Math.floor(ahead / FRAME_TICKS);
  estimatorAdd(state, at + ESTIMATOR, nowTicks, (state[at + NEXT]! + frames * FRAME_TICKS) | 0);
  if (ahead < 0) {
    state[at + LATE]! += 1;
    if (!retreat(state, at, -frames, beatTicks)) {
      return storeRest(state, at, rings, ring, packets, payload, ticks, timestamp);
    }
  }
  store(state, at, rings, ring, packets, payload, ticks, timestamp);
  return PUT_STORED;
}

/** Is there a place for that in the ring of the stream that is running? */
function fits(state: Int32Array, at: number, timestamp: number, ticks: number): boolean {
  if (state[at + RUNNING] === 0) return false;
  const ahead = (timestamp - state[at + NEXT]!) | 0;
  return (
    ahead + ticks <= RING_TICKS - FRAME_TICKS && ahead >= -RING_TICKS && (ahead & (GRANULE_TICKS - 1)) === 0
  );
}

/**
 * A stall longer than the ring, whose packets now come all at once: they go on where the last one ended. The
 * oldest are given up, and the delay is at most DELAY_TICKS_MAX again.
 */
function makeRoom(state: Int32Array, at: number, timestamp: number, ticks: number): boolean {
  const gap = (timestamp - state[at + END]!) | 0;
  if (gap < 0 || gap > DELAY_TICKS_MAX || (gap & (GRANULE_TICKS - 1)) !== 0) return false;
  const end = (timestamp + ticks) | 0;
  while (((end - state[at + NEXT]!) | 0) > DELAY_TICKS_MAX) advance(state, at);
  state[at + STEADY] = 0;
  return true;
}

function start(
  state: Int32Array,
  at: number,
  timestamp: number,
  packetTicks: number,
  waitTicks: number,
): void {
  // Packets that are no whole frames end in the middle of one, which then waits for the next packet.
  const unknown = DELAY_TICKS_START + (packetTicks % FRAME_TICKS);
  const target = Math.max(targetTicks(state, at + ESTIMATOR), unknown);
  const frames = Math.max(0, Math.ceil((Math.min(target, DELAY_TICKS_MAX) - waitTicks) / FRAME_TICKS));
  state.fill(0, at + PRESENT, at + ESTIMATOR);
  state[at + RUNNING] = 1;
  state[at + ORIGIN] = timestamp;
  state[at + NEXT] = (timestamp - frames * FRAME_TICKS) | 0;
  state[at + END] = timestamp;
  state[at + DRY] = 0;
  state[at + STEADY] = 0;
}

/**
 * The buffer ran dry and this packet is the reason: the clock goes back to it, so that it is heard late
 * instead of never. While later packets are being played it has missed its time.
 */
function retreat(state: Int32Array, at: number, frames: number, beatTicks: number): boolean {
  if (((state[at + END]! - state[at + NEXT]!) | 0) > 0) return false;
  const back = frames * FRAME_TICKS;
  if (slackTicks(state, at, beatTicks) + back > DELAY_TICKS_MAX) return false;
  state[at + NEXT] = (state[at + NEXT]! - back) | 0;
  state[at + STEADY] = 0;
  return true;
}

/** Of a packet that came late, the part whose time has not passed. */
function storeRest(
  state: Int32Array,
  at: number,
  rings: ByteArea,
  ring: number,
  packets: ByteArea,
  payload: number,
  ticks: number,
  timestamp: number,
): PutVerdict {
  const missed = (state[at + NEXT]! - timestamp) | 0;
  if (missed >= ticks) return PUT_LATE;
  store(state, at, rings, ring, packets, payload + missed, ticks - missed, (timestamp + missed) | 0);
  return PUT_LATE;
}

function store(
  state: Int32Array,
  at: number,
  rings: ByteArea,
  ring: number,
  packets: ByteArea,
  payload: number,
  ticks: number,
  timestamp: number,
): void {
  const index = ringIndex(state, at, timestamp);
  const first = Math.min(ticks, RING_TICKS - index);
  copyBytes(packets, payload, rings, ring + index, first);
  if (first < ticks) copyBytes(packets, payload + first, rings, ring, ticks - first);
  markTicks(state, at + PRESENT, index, ticks);
  const end = (timestamp + ticks) | 0;
  if (((end - state[at + END]!) | 0) > 0) state[at + END] = end;
}

const ringIndex = (state: Int32Array, at: number, timestamp: number): number =>
  (timestamp - state[at + ORIGIN]!) & (RING_TICKS - 1);

/** From `timestamp` on nothing is heard, until the end is known. */
export function jitterHush(state: Int32Array, at: number, timestamp: number): void {
  hushFrom(state, at + HUSH, timestamp, state[at + NEXT]!);
}

/** Sound comes back `ticks` after the timestamp the hush began with, and a little later: tones ring on. */
export function jitterHushEnd(state: Int32Array, at: number, ticks: number): void {
  hushEnd(state, at + HUSH, ticks);
}

/**
 * Takes the frame for the beat at `nowTicks`. `quiet`: the leg's last frame was silence, so the delay can
 * change unheard.
 */
export function jitterPull(
  state: Int32Array,
  at: number,
  nowTicks: number,
  quiet: boolean,
  pull: Int32Array,
): PullVerdict {
  if (state[at + RUNNING] === 0) return PULL_NOTHING;
  const buffered = (state[at + END]! - state[at + NEXT]!) | 0;
  pull[PULL_HUSH] = hushMask(state, at + HUSH, state[at + NEXT]!);
  state[at + STEADY]! += 1;
  if (buffered <= 0) return pullDry(state, at, pull);
  state[at + DRY] = 0;
  const change = delayChange(state, at, nowTicks, quiet);
  pull[PULL_INDEX] = ringIndex(state, at, state[at + NEXT]!);
  if (change === PULL_STRETCH) {
    pull[PULL_MASK] = 0;
    state[at + STEADY] = 0;
    return PULL_STRETCH;
  }
  pull[PULL_MASK] = present(state, at);
  advance(state, at);
  if (change !== PULL_SHRINK || pull[PULL_MASK] !== MASK_FULL || present(state, at) !== MASK_FULL)
    return PULL_FRAME;
  advance(state, at);
  state[at + STEADY] = 0;
  return PULL_SHRINK;
}

/** Time goes on without packets: lost, late, or the peer is silent. */
function pullDry(state: Int32Array, at: number, pull: Int32Array): PullVerdict {
  pull[PULL_INDEX] = ringIndex(state, at, state[at + NEXT]!);
  pull[PULL_MASK] = 0;
  state[at + NEXT] = (state[at + NEXT]! + FRAME_TICKS) | 0;
  state[at + DRY]! += 1;
  if (state[at + DRY]! > DRY_FRAMES_MAX) state[at + RUNNING] = 0;
  return PULL_FRAME;
}

/** Does the line want another delay than we have, and is this the moment? */
function delayChange(state: Int32Array, at: number, nowTicks: number, quiet: boolean): PullVerdict {
  const steady = state[at + STEADY]!;
  if (steady < STEADY_FRAMES_QUIET) return PULL_FRAME;
  const target = Math.min(targetTicks(state, at + ESTIMATOR), DELAY_TICKS_MAX - FRAME_TICKS);
  const slack = slackTicks(state, at, nowTicks);
  // After a stall: rather a little faster than that late.
  if (slack > DELAY_TICKS_MAX) return PULL_SHRINK;
  const spare = slack - target;
  if (spare < 0) return PULL_STRETCH;
  const surplus = spare - FRAME_TICKS;
  if (quiet) return surplus >= SPARE_TICKS ? PULL_SHRINK : PULL_FRAME;
  return surplus >= SPARE_TICKS_TALK && steady >= STEADY_FRAMES_TALK ? PULL_SHRINK : PULL_FRAME;
}

/** The marks of the next frame, oldest granule in bit 0. */
const present = (state: Int32Array, at: number): number =>
  frameMarks(state, at + PRESENT, ringIndex(state, at, state[at + NEXT]!));

/** Clears the marks of the next frame and moves on. */
function advance(state: Int32Array, at: number): void {
  clearFrame(state, at + PRESENT, ringIndex(state, at, state[at + NEXT]!));
  state[at + NEXT] = (state[at + NEXT]! + FRAME_TICKS) | 0;
}

import { TICKS_PER_MS } from './packet.js';

/**
 * Receives telephone events, RFC 4733: one digit per key press however its packets are lost, repeated or
 * reordered [C26]. An event is known by its timestamp, not by the marker or the sequence number. The state is
 * DTMF_INTS integers at `at`.
 */
export const DTMF_INTS = 8;
const STAGE = 0;
const KEY = 1;
/** Timestamp of the current or last event, of its newest packet where a peer advances it. */
const TIMESTAMP = 2;
/** Timestamp the event started with. */
const STARTED = 3;
/** Ticks reported by the newest packet of the segment that TIMESTAMP names. */
const DURATION = 4;
const SEEN_AT = 5;

const STAGE_NEVER = 0;
const STAGE_PRESSED = 1;
const STAGE_RELEASED = 2;

/** What a packet meant; both bits are possible when the end of the former event was lost. */
export const DTMF_NOTHING = 0;
export const DTMF_RELEASED = 1;
export const DTMF_PRESSED = 2;
export type DtmfVerdict = 0 | 1 | 2 | 3;

/** 0–9, *, #, A–D: RFC 4733 §3.2 table 3. Others, such as flash, are no digits. */
export const DTMF_KEYS = '0123456789*#ABCD';
const EVENT_BYTES = 4;
const END_BIT = 0x80;
/** Senders repeat at least every 50 ms (§2.5.1.2); three missed ends and it is over. */
const RELEASE_TIMEOUT_TICKS = 150 * TICKS_PER_MS;
/** §2.5.1.3: a longer event goes on in a new segment, whose timestamp lies so far behind the last one. */
const SEGMENT_TICKS = 0xffff;
/** The shortest pause between two presses of one key is longer than this (ITU-T Q.24: 40 ms and up). */
const PAUSE_TICKS_MIN = 30 * TICKS_PER_MS;
/** A peer that advances the timestamp repeats its end packets within this time. */
const ENDS_SPREAD_TICKS = 60 * TICKS_PER_MS;
/** Far in the past is not disorder but a new start of the timestamps. */
const DISORDER_TICKS_MAX = 5000 * TICKS_PER_MS;

export function dtmfReset(state: Int32Array, at: number): void {
  state.fill(0, at, at + DTMF_INTS);
}

/** Index into DTMF_KEYS of the current or last event. */
export const dtmfKey = (state: Int32Array, at: number): number => state[at + KEY]!;
export const dtmfStarted = (state: Int32Array, at: number): number => state[at + STARTED]!;
/** How long it lasted as far as is known, in ticks. */
export const dtmfDuration = (state: Int32Array, at: number): number =>
  (state[at + TIMESTAMP]! + state[at + DURATION]! - state[at + STARTED]!) | 0;

/** One event packet. On DTMF_RELEASED | DTMF_PRESSED, read the released key before: the state has the new one. */
export function dtmfReceive(
  state: Int32Array,
  at: number,
  bytes: Uint8Array,
  payload: number,
  payloadLength: number,
  timestamp: number,
  nowTicks: number,
): DtmfVerdict {
  if (payloadLength < EVENT_BYTES) return DTMF_NOTHING;
  const key = bytes[payload]!;
  if (key >= DTMF_KEYS.length) return DTMF_NOTHING;
  const end = (bytes[payload + 1]! & END_BIT) !== 0;
  const duration = (bytes[payload + 2]! << 8) | bytes[payload + 3]!;

  if (state[at + STAGE] === STAGE_NEVER) return press(state, at, key, end, timestamp, duration, nowTicks);
  const ahead = (timestamp - state[at + TIMESTAMP]!) | 0;
  if (ahead < 0 && ahead > -DISORDER_TICKS_MAX) return DTMF_NOTHING;
  if (state[at + STAGE] === STAGE_PRESSED) {
    if (ahead === 0 || (key === state[at + KEY] && continues(state, at, ahead, duration))) {
      return goOn(state, at, key, end, ahead, duration, nowTicks);
    }
    return (press(state, at, key, end, timestamp, duration, nowTicks) | DTMF_RELEASED) as DtmfVerdict;
  }
  if (ahead === 0) return DTMF_NOTHING;
  if (end && key === state[at + KEY] && ahead > 0 && ahead <= ENDS_SPREAD_TICKS) {
    state[at + TIMESTAMP] = timestamp;
    return DTMF_NOTHING;
  }
  return press(state, at, key, end, timestamp, duration, nowTicks);
}

/** Ends an event whose end packets were all lost. */
export function dtmfTick(state: Int32Array, at: number, nowTicks: number): DtmfVerdict {
  if (state[at + STAGE] !== STAGE_PRESSED) return DTMF_NOTHING;
  if (((nowTicks - state[at + SEEN_AT]!) | 0) < RELEASE_TIMEOUT_TICKS) return DTMF_NOTHING;
  state[at + STAGE] = STAGE_RELEASED;
  return DTMF_RELEASED;
}

function press(
  state: Int32Array,
  at: number,
  key: number,
  end: boolean,
  timestamp: number,
  duration: number,
  nowTicks: number,
): DtmfVerdict {
  state[at + KEY] = key;
  state[at + TIMESTAMP] = timestamp;
  state[at + STARTED] = timestamp;
  state[at + DURATION] = duration;
  state[at + SEEN_AT] = nowTicks;
  // Only an end packet came through: the release is told by the tick that follows.
  if (end) state[at + SEEN_AT] = (nowTicks - RELEASE_TIMEOUT_TICKS) | 0;
  state[at + STAGE] = STAGE_PRESSED;
  return DTMF_PRESSED;
}

function goOn(
  state: Int32Array,
  at: number,
  key: number,
  end: boolean,
  ahead: number,
  duration: number,
  nowTicks: number,
): DtmfVerdict {
  if (key !== state[at + KEY]) return DTMF_NOTHING;
  state[at + SEEN_AT] = nowTicks;
  state[at + TIMESTAMP] = (state[at + TIMESTAMP]! + ahead) | 0;
  if (ahead > 0 || duration > state[at + DURATION]!) state[at + DURATION] = duration;
  if (!end) return DTMF_NOTHING;
  state[at + STAGE] = STAGE_RELEASED;
  return DTMF_RELEASED;
}

/** Is a later timestamp of the same key the same press? */
function continues(state: Int32Array, at: number, ahead: number, duration: number): boolean {
  if (ahead < 0) return false;
  const before = state[at + DURATION]!;
  // The next segment of a long event, §2.5.1.3; the packet that filled the last one may be lost.
  if (ahead === SEGMENT_TICKS) return true;
  // A peer that advances the timestamp with every packet: its packets touch each other, presses do not.
  if (ahead < before + PAUSE_TICKS_MIN) return true;
  // The same with packets lost in between: the duration goes on growing.
  return duration > before && ahead <= duration;
}

import { DTMF_KEYS } from './dtmf-event.js';
import { FRAME_TICKS, TICKS_PER_MS } from './packet.js';

/**
 * Sends keys one after another, RFC 4733 [C27]: an event packet in each beat instead of the audio, with the
 * timestamp of the key's beginning, a growing duration, and three ends. Without telephone-event the key is a tone
 * in the audio. In each beat the caller asks digitsFrame() what to send. The state is DIGITS_INTS integers at `at`.
 */
const STAGE = 0;
const COUNT = 1;
const INDEX = 2;
const ON_TICKS = 3;
const OFF_TICKS = 4;
/** When the gap or pause began, on the clock of the outgoing timestamps. */
const BEGAN = 5;
/** Of the key that is being sent, or was: its timestamp, its ticks so far, and the end packets that were sent. */
const STARTED = 6;
const DURATION = 7;
const ENDS = 8;
/** 1 while the key is sent as a tone. */
const AS_TONE = 9;
const LIST = 10;
export const DIGITS_MAX = 48;
export const DIGITS_INTS = LIST + DIGITS_MAX;

const STAGE_IDLE = 0;
const STAGE_NEXT = 1;
const STAGE_KEY = 2;
const STAGE_GAP = 3;
const STAGE_PAUSE = 4;

/** A pause in a list of keys, behind the codes of the keys. */
const PAUSE_CODE = DTMF_KEYS.length;
const PAUSE_TICKS = 2000 * TICKS_PER_MS;
/** §2.5.1.4: the final packet is sent three times. */
const ENDS_SENT = 3;

export const EVENT_BYTES = 4;
const END_BIT = 0x80;
/** −10 dBm0, §2.3.4: what most senders say. */
const VOLUME = 10;

/** ITU-T Q.24 asks for 40 ms to be recognised; a longer key than 8 s would need a second segment (§2.5.1.3). */
export const KEY_MS_MIN = 40;
export const KEY_MS_MAX = 8000;

/** What a beat sends. */
export const DIGITS_NOTHING = 0;
/** The audio, although keys are still to come. */
export const DIGITS_WAIT = 1;
/** An event packet: see digitsEvent and the following. */
export const DIGITS_EVENT = 2;
/** The key as a tone: of the event code digitsEvent, begun at digitsStarted, digitsDuration long at most. */
export const DIGITS_TONE = 3;
/** The audio; the last key was sent. Said until digitsStop(). */
export const DIGITS_DONE = 4;
export type DigitsVerdict = 0 | 1 | 2 | 3 | 4;

/** Codes of the keys and pauses in `digits`; what is neither is left out. */
export const digitCodes = (digits: string): readonly number[] =>
  Array.from(digits.toUpperCase())
    .map((digit) => (digit === ',' ? PAUSE_CODE : DTMF_KEYS.indexOf(digit)))
    .filter((code) => code >= 0);

/** Replaces what was being sent by the `count` codes at `from[codes ..]`. */
export function digitsStart(
  state: Int32Array,
  at: number,
  onMs: number,
  offMs: number,
  from: Int32Array,
  codes: number,
  count: number,
): void {
  state.fill(0, at, at + LIST);
  state[at + STAGE] = STAGE_NEXT;
  state[at + COUNT] = Math.min(count, DIGITS_MAX);
  state[at + ON_TICKS] = Math.max(KEY_MS_MIN, Math.min(onMs, KEY_MS_MAX)) * TICKS_PER_MS;
  state[at + OFF_TICKS] = Math.max(KEY_MS_MIN, Math.min(offMs, KEY_MS_MAX)) * TICKS_PER_MS;
  for (let i = 0; i < state[at + COUNT]!; i++) state[at + LIST + i] = from[codes + i]!;
}

export function digitsStop(state: Int32Array, at: number): void {
  state[at + STAGE] = STAGE_IDLE;
}

/** The verdict for the frame that begins at `timestamp`. `byEvents`: telephone-event was negotiated. */
export function digitsFrame(
  state: Int32Array,
  at: number,
  timestamp: number,
  byEvents: boolean,
): DigitsVerdict {
  if (state[at + STAGE] === STAGE_IDLE) return DIGITS_NOTHING;
  const elapsed = (timestamp - state[at + BEGAN]!) | 0;
  if (state[at + STAGE] === STAGE_PAUSE && elapsed >= PAUSE_TICKS) state[at + STAGE] = STAGE_NEXT;
  if (state[at + STAGE] === STAGE_GAP && elapsed >= state[at + OFF_TICKS]!) state[at + STAGE] = STAGE_NEXT;
  if (state[at + STAGE] === STAGE_NEXT && !begin(state, at, timestamp, byEvents)) return DIGITS_DONE;
  if (state[at + STAGE] === STAGE_KEY) return key(state, at, timestamp);
  if (state[at + STAGE] === STAGE_GAP && state[at + AS_TONE] === 0 && state[at + ENDS]! < ENDS_SENT) {
    state[at + ENDS]! += 1;
    return DIGITS_EVENT;
  }
  return DIGITS_WAIT;
}

/** The next key or pause of the list. False at its end. */
function begin(state: Int32Array, at: number, timestamp: number, byEvents: boolean): boolean {
  if (state[at + INDEX] === state[at + COUNT]) return false;
  const code = state[at + LIST + state[at + INDEX]!]!;
  state[at + STAGE] = code === PAUSE_CODE ? STAGE_PAUSE : STAGE_KEY;
  state[at + INDEX]! += 1;
  state[at + BEGAN] = timestamp;
  state[at + STARTED] = timestamp;
  state[at + DURATION] = 0;
  state[at + ENDS] = 0;
  state[at + AS_TONE] = byEvents ? 0 : 1;
  return true;
}

function key(state: Int32Array, at: number, timestamp: number): DigitsVerdict {
  const ticks = (timestamp - state[at + STARTED]! + FRAME_TICKS) | 0;
  state[at + DURATION] = Math.min(ticks, state[at + ON_TICKS]!);
  if (ticks >= state[at + ON_TICKS]!) {
    state[at + STAGE] = STAGE_GAP;
    // Where the key ended, which may be within this frame.
    state[at + BEGAN] = (state[at + STARTED]! + state[at + DURATION]!) | 0;
    state[at + ENDS] = 1;
  }
  return state[at + AS_TONE] === 1 ? DIGITS_TONE : DIGITS_EVENT;
}

/** Of DIGITS_EVENT and DIGITS_TONE: the event code, the timestamp it began at and its duration so far. */
export const digitsEvent = (state: Int32Array, at: number): number =>
  state[at + LIST + state[at + INDEX]! - 1]!;
export const digitsStarted = (state: Int32Array, at: number): number => state[at + STARTED]!;
export const digitsDuration = (state: Int32Array, at: number): number => state[at + DURATION]!;
/** §2.5.1.1: the marker is on the first packet of an event. */
export const digitsMarked = (state: Int32Array, at: number): boolean => state[at + DURATION]! <= FRAME_TICKS;

/** Writes the EVENT_BYTES of DIGITS_EVENT, §2.3. */
export function digitsPayload(state: Int32Array, at: number, bytes: Uint8Array, payload: number): void {
  const duration = state[at + DURATION]!;
  bytes[payload] = digitsEvent(state, at);
  bytes[payload + 1] = (state[at + ENDS]! > 0 ? END_BIT : 0) | VOLUME;
  bytes[payload + 2] = duration >>> 8;
  bytes[payload + 3] = duration;
}

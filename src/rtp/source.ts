/**
 * What one synchronisation source sends: sequence numbers, losses, duplicates, jitter (RFC 3550 §A.1, §A.3,
 * §A.8). The state is SOURCE_INTS integers at `at` of a table, so that it can live in shared memory.
 */
export const SOURCE_INTS = 19;
const STARTED = 0;
const SSRC = 1;
/** The SSRC that was heard before: stragglers of it must not switch the stream back. */
const SSRC_BEFORE = 2;
const SEQUENCE_MAX = 3;
/** Sequence numbers below SEQUENCE_MAX that were seen, newest in bit 0: 64 of them. */
const SEEN_LOW = 4;
const SEEN_HIGH = 5;
/** The sequence number that would confirm a jump, RFC 3550 §A.1 `bad_seq`; −1 when none is expected. */
const SEQUENCE_JUMP = 6;
const TRANSIT = 7;
/** Jitter in 1/16 of a tick. */
const JITTER = 8;
const EXPECTED = 9;
const RECEIVED = 10;
const DUPLICATES = 11;
const SWITCHES = 12;
const STRAGGLERS = 13;
/** How often the sequence numbers have wrapped, times 2¹⁶. */
const CYCLES = 14;
/** What was expected and received before the current numbering began, and at the last report (§A.3). */
const EXPECTED_BEFORE = 15;
const RECEIVED_BEFORE = 16;
const EXPECTED_REPORTED = 17;
const RECEIVED_REPORTED = 18;

export const SOURCE_NEXT = 0;
/** Arrived after a later one, in time to be used. */
export const SOURCE_REORDERED = 1;
/** A new SSRC or a confirmed jump: timestamps start anew. */
export const SOURCE_RESTARTED = 2;
/** The rest must be dropped: seen before, or it makes no sense yet. */
export const SOURCE_DUPLICATE = 3;
export const SOURCE_STRAY = 4;
export type SourceVerdict = 0 | 1 | 2 | 3 | 4;

/** RFC 3550 §A.1: a gap of 3,000 packets is a loss, a larger one a restart; 100 back is disorder. */
const DROPOUT_MAX = 3000;
const MISORDER_MAX = 100;
const SEEN_WINDOW = 64;
/** So many packets of a former SSRC in a row make it the current one again. */
const STRAGGLERS_MAX = 4;

export function sourceReset(state: Int32Array, at: number): void {
  state.fill(0, at, at + SOURCE_INTS);
  state[at + SEQUENCE_JUMP] = -1;
}

export const packetsLost = (state: Int32Array, at: number): number =>
  Math.max(0, state[at + EXPECTED]! - state[at + RECEIVED]!);
export const packetsExpected = (state: Int32Array, at: number): number => state[at + EXPECTED]!;
export const packetsDuplicate = (state: Int32Array, at: number): number => state[at + DUPLICATES]!;
/** Interarrival jitter, RFC 3550 §6.4.1, in ticks. */
export const jitterTicks = (state: Int32Array, at: number): number => state[at + JITTER]! / 16;

/** Is that the source being heard, or would it become it? */
export const sourceIs = (state: Int32Array, at: number, ssrc: number): boolean =>
  state[at + STARTED] === 0 || state[at + SSRC] === ssrc;

// For a report block, RFC 3550 §6.4.1: about the current source alone.

export const sourceSsrc = (state: Int32Array, at: number): number => state[at + SSRC]!;
/** Has anything come since the last report? */
export const sourceIsActive = (state: Int32Array, at: number): boolean =>
  state[at + RECEIVED] !== state[at + RECEIVED_REPORTED];
/** Extended highest sequence number received. */
export const sourceHighest = (state: Int32Array, at: number): number =>
  state[at + CYCLES]! | state[at + SEQUENCE_MAX]!;
export const sourceLost = (state: Int32Array, at: number): number =>
  state[at + EXPECTED]! -
  state[at + EXPECTED_BEFORE]! -
  (state[at + RECEIVED]! - state[at + RECEIVED_BEFORE]!);

/** The share that was lost since the last report, in 1/256 (§A.3); the next one counts from here. */
export function sourceFractionLost(state: Int32Array, at: number): number {
  const expected = state[at + EXPECTED]! - state[at + EXPECTED_REPORTED]!;
  const received = state[at + RECEIVED]! - state[at + RECEIVED_REPORTED]!;
  state[at + EXPECTED_REPORTED] = state[at + EXPECTED]!;
  state[at + RECEIVED_REPORTED] = state[at + RECEIVED]!;
  if (expected <= received) return 0;
  return Math.min(0xff, Math.floor(((expected - received) * 256) / expected));
}

/** Judges one packet by SSRC and sequence number. */
export function sourceAccept(state: Int32Array, at: number, ssrc: number, sequence: number): SourceVerdict {
  if (state[at + STARTED] === 0 || ssrc !== state[at + SSRC]!) {
    if (isStraggler(state, at, ssrc)) return SOURCE_STRAY;
    return restart(state, at, ssrc, sequence);
  }
  state[at + STRAGGLERS] = 0;
  const ahead = (sequence - state[at + SEQUENCE_MAX]!) & 0xffff;
  if (ahead === 0) return duplicate(state, at);
  if (ahead < DROPOUT_MAX) {
    shiftSeen(state, at, ahead);
    if (sequence < state[at + SEQUENCE_MAX]!) state[at + CYCLES]! += 0x1_0000;
    state[at + SEQUENCE_MAX] = sequence;
    state[at + SEQUENCE_JUMP] = -1;
    state[at + EXPECTED]! += ahead;
    state[at + RECEIVED]! += 1;
    return SOURCE_NEXT;
  }
  const behind = 0x10000 - ahead;
  if (behind > MISORDER_MAX) return confirmJump(state, at, ssrc, sequence);
  if (behind > SEEN_WINDOW) return SOURCE_STRAY;
  if (!markSeen(state, at, behind - 1)) return duplicate(state, at);
  state[at + RECEIVED]! += 1;
  return SOURCE_REORDERED;
}

/** RFC 3550 §A.8, for audio packets in order: `arrivalTicks` on any clock at the RTP rate. */
export function sourceJitter(state: Int32Array, at: number, timestamp: number, arrivalTicks: number): void {
  const transit = (arrivalTicks - timestamp) | 0;
  const change = (transit - state[at + TRANSIT]!) | 0;
  state[at + TRANSIT] = transit;
  const distance = change < 0 ? -change : change;
  // The first packet of a stream, and a talker who was silent with the clock stopped, say nothing about the line.
  if (distance > JITTER_STEP_MAX) return;
  state[at + JITTER]! += distance - ((state[at + JITTER]! + 8) >> 4);
}

/** One second. */
const JITTER_STEP_MAX = 8000;

function isStraggler(state: Int32Array, at: number, ssrc: number): boolean {
  if (state[at + SWITCHES] === 0 || ssrc !== state[at + SSRC_BEFORE]!) return false;
  state[at + STRAGGLERS]! += 1;
  return state[at + STRAGGLERS]! < STRAGGLERS_MAX;
}

function restart(state: Int32Array, at: number, ssrc: number, sequence: number): SourceVerdict {
  if (state[at + STARTED] !== 0 && ssrc !== state[at + SSRC]!) {
    state[at + SSRC_BEFORE] = state[at + SSRC]!;
    state[at + SWITCHES]! += 1;
  }
  state[at + STARTED] = 1;
  state[at + STRAGGLERS] = 0;
  state[at + SSRC] = ssrc;
  state[at + SEQUENCE_MAX] = sequence;
  state[at + SEEN_LOW] = 0;
  state[at + SEEN_HIGH] = 0;
  state[at + SEQUENCE_JUMP] = -1;
  state[at + CYCLES] = 0;
  state[at + EXPECTED_BEFORE] = state[at + EXPECTED]!;
  state[at + RECEIVED_BEFORE] = state[at + RECEIVED]!;
  state[at + EXPECTED_REPORTED] = state[at + EXPECTED]!;
  state[at + RECEIVED_REPORTED] = state[at + RECEIVED]!;
  state[at + EXPECTED]! += 1;
  state[at + RECEIVED]! += 1;
  return SOURCE_RESTARTED;
}

/** Two packets in sequence after a jump mean that the sender restarted without a new SSRC. */
function confirmJump(state: Int32Array, at: number, ssrc: number, sequence: number): SourceVerdict {
  if (sequence === state[at + SEQUENCE_JUMP]!) return restart(state, at, ssrc, sequence);
  state[at + SEQUENCE_JUMP] = (sequence + 1) & 0xffff;
  return SOURCE_STRAY;
}

function duplicate(state: Int32Array, at: number): SourceVerdict {
  state[at + DUPLICATES]! += 1;
  return SOURCE_DUPLICATE;
}

/** Moves the window on by `count` numbers; the former maximum itself was seen. */
function shiftSeen(state: Int32Array, at: number, count: number): void {
  const low = state[at + SEEN_LOW]!;
  const high = state[at + SEEN_HIGH]!;
  if (count >= SEEN_WINDOW) {
    state[at + SEEN_LOW] = 0;
    state[at + SEEN_HIGH] = count === SEEN_WINDOW ? 1 << 31 : 0;
    return;
  }
  if (count >= 32) {
    state[at + SEEN_HIGH] = (count === 32 ? low : low << (count - 32)) | (count > 32 ? 1 << (count - 33) : 0);
    state[at + SEEN_LOW] = count === 32 ? 1 << 31 : 0;
    return;
  }
  state[at + SEEN_HIGH] = (high << count) | (low >>> (32 - count));
  state[at + SEEN_LOW] = (low << count) | (1 << (count - 1));
}

/** False when that number was marked before. */
function markSeen(state: Int32Array, at: number, bit: number): boolean {
  const word = at + (bit < 32 ? SEEN_LOW : SEEN_HIGH);
  const mask = 1 << (bit & 31);
  if ((state[word]! & mask) !== 0) return false;
  state[word] = state[word]! | mask;
  return true;
}

/**
 * Whose packets a leg hears [C29]: locked to the address that offer and answer named. Where the trunk allows
 * it, another address is learnt after LEARN_PACKETS valid packets in sequence of one SSRC; then it is locked
 * until the next offer or answer. Addresses are four 32-bit words, IPv4 as ::ffff:a.b.c.d (RFC 4291 §2.5.5.2).
 */
export const LOCK_INTS = 14;
const STAGE = 0;
/** The address that was negotiated or learnt: words and, right behind them, the port. It is also where we send. */
export const LOCK_ADDRESS = 1;
export const LOCK_PORT = 5;
const CANDIDATE_ADDRESS = 6;
const CANDIDATE_PORT = 10;
const CANDIDATE_SSRC = 11;
const CANDIDATE_SEQUENCE = 12;
const CANDIDATE_PACKETS = 13;

const STAGE_NOBODY = 0;
/** The negotiated address is accepted; nothing came from it yet, so another one may still be learnt. */
const STAGE_NEGOTIATED = 1;
const STAGE_LOCKED = 2;

export const LEARN_PACKETS = 4;

export const LOCK_ACCEPTED = 0;
/** Accepted, and from now on packets go there. */
export const LOCK_LEARNT = 1;
export const LOCK_FOREIGN = 2;
export type LockVerdict = typeof LOCK_ACCEPTED | typeof LOCK_LEARNT | typeof LOCK_FOREIGN;

/** After an offer or answer; `port` 0 while there is no address (hold with 0.0.0.0). */
export function lockNegotiated(
  state: Int32Array,
  at: number,
  from: Int32Array,
  address: number,
  port: number,
): void {
  state.fill(0, at, at + LOCK_INTS);
  for (let i = 0; i < 4; i++) state[at + LOCK_ADDRESS + i] = from[address + i]!;
  state[at + LOCK_PORT] = port;
  state[at + STAGE] = port === 0 ? STAGE_NOBODY : STAGE_NEGOTIATED;
}

/**
 * Judges a valid RTP packet by where it came from: `from[address .. address + 3]` and `port`. `allowed` says
 * whether that address may be learnt.
 */
export function lockAccept(
  state: Int32Array,
  at: number,
  from: Int32Array,
  address: number,
  port: number,
  ssrc: number,
  sequence: number,
  allowed: boolean,
): LockVerdict {
  if (state[at + STAGE] === STAGE_NOBODY) return LOCK_FOREIGN;
  if (sameAddress(state, at + LOCK_ADDRESS, from, address, port)) {
    state[at + STAGE] = STAGE_LOCKED;
    return LOCK_ACCEPTED;
  }
  if (state[at + STAGE] === STAGE_LOCKED || !allowed) return LOCK_FOREIGN;
  if (!continuesCandidate(state, at, from, address, port, ssrc, sequence)) return LOCK_FOREIGN;
  for (let i = 0; i < 4; i++) state[at + LOCK_ADDRESS + i] = from[address + i]!;
  state[at + LOCK_PORT] = port;
  state[at + STAGE] = STAGE_LOCKED;
  return LOCK_LEARNT;
}

/** Counts consecutive packets of one candidate; true when there were enough. */
function continuesCandidate(
  state: Int32Array,
  at: number,
  from: Int32Array,
  address: number,
  port: number,
  ssrc: number,
  sequence: number,
): boolean {
  const continues =
    state[at + CANDIDATE_PACKETS]! > 0 &&
    state[at + CANDIDATE_SSRC] === ssrc &&
    state[at + CANDIDATE_SEQUENCE] === sequence &&
    sameAddress(state, at + CANDIDATE_ADDRESS, from, address, port);
  if (!continues) {
    for (let i = 0; i < 4; i++) state[at + CANDIDATE_ADDRESS + i] = from[address + i]!;
    state[at + CANDIDATE_PORT] = port;
    state[at + CANDIDATE_SSRC] = ssrc;
    state[at + CANDIDATE_PACKETS] = 0;
  }
  state[at + CANDIDATE_SEQUENCE] = (sequence + 1) & 0xffff;
  state[at + CANDIDATE_PACKETS]! += 1;
  return state[at + CANDIDATE_PACKETS]! >= LEARN_PACKETS;
}

/** Compares the address at `state[known ..]`, its port right behind it. */
function sameAddress(
  state: Int32Array,
  known: number,
  from: Int32Array,
  address: number,
  port: number,
): boolean {
  return (
    state[known + 4] === port &&
    state[known + 3] === from[address + 3] &&
    state[known + 2] === from[address + 2] &&
    state[known + 1] === from[address + 1] &&
    state[known] === from[address]
  );
}

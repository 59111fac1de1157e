import { packetizerNow, packetizerSsrc } from './packetizer.js';
import {
  FACT_DELAY,
  FACT_LAST_SENT,
  FACT_LOST,
  FACT_NTP_MIDDLE,
  FACT_REPORTS,
  FACT_SENDS,
  writeDescription,
  writeGoodbye,
  writeReceiverReport,
  writeReportBlock,
  writeSenderReport,
} from './rtcp.js';
import {
  jitterTicks,
  sourceFractionLost,
  sourceHighest,
  sourceIsActive,
  sourceLost,
  sourceSsrc,
} from './source.js';

/**
 * One leg's RTCP, RFC 3550 §6: when a report is due, what it says, and what the peer's reports tell. A leg has
 * one peer, so the interval is always the minimum (§6.2). Time is the middle 32 bits of an NTP timestamp,
 * 1/65536 s, which wraps; only differences count. The state is RTCP_INTS integers at `at`.
 */
export const RTCP_INTS = 13;
const DUE = 0;
const SEED = 1;
/** Three words. */
const NAME = 2;
/** Packets sent until the last report, and until the one before: who sent since then is a sender (§6.4). */
const SENT = 5;
const SENT_BEFORE = 6;
const REPORTS = 7;
/** The peer's last sender report: its timestamp (LSR), and when it came. */
const LAST_RECEIVED = 8;
const LAST_RECEIVED_AT = 9;
/** 1 when the peer has reported about us. */
const REPORTED = 10;
const REMOTE_LOST = 11;
/** −1 while not known. */
const ROUND_TRIP = 12;

const TICKS_PER_SECOND = 65_536;
/** §6.2: five seconds at least; §6.3.1: times 0.5 to 1.5, divided by e − 3/2. */
const INTERVAL_TICKS = 5 * TICKS_PER_SECOND;
const COMPENSATION = Math.E - 1.5;
/** Beyond it is no round trip but a peer that reports nonsense. */
const ROUND_TRIP_MAX = 30 * TICKS_PER_SECOND;
/** A new round trip counts one in so many. */
const SMOOTHING = 4;

/** The clock of this file from a monotonic one in ns. */
export const ntpSeconds = (nowNs: number): number => Math.floor(nowNs / 1e9) | 0;
export const ntpFraction = (nowNs: number): number => Math.floor(((nowNs % 1e9) / 1e9) * 2 ** 32) | 0;
export const ntpMiddle = (nowNs: number): number => (ntpSeconds(nowNs) << 16) | (ntpFraction(nowNs) >>> 16);

/** The random start of the RTP stream makes the CNAME of this session (RFC 7022 §4.2) and the spread of its reports. */
export function rtcpStart(
  state: Int32Array,
  at: number,
  ssrc: number,
  sequence: number,
  timestamp: number,
  now: number,
): void {
  state.fill(0, at, at + RTCP_INTS);
  state[at + NAME] = ssrc;
  state[at + NAME + 1] = timestamp;
  state[at + NAME + 2] = sequence;
  // xorshift stands still at 0.
  state[at + SEED] = ssrc ^ timestamp || 1;
  state[at + ROUND_TRIP] = -1;
  // §6.2: the first one after half the interval.
  schedule(state, at, INTERVAL_TICKS / 2, now);
}

export const rtcpIsDue = (state: Int32Array, at: number, now: number): boolean =>
  ((now - state[at + DUE]!) | 0) >= 0;

/** The report's turn has come: the next one's is in 2 to 6 s. */
export const rtcpReschedule = (state: Int32Array, at: number, now: number): void =>
  schedule(state, at, INTERVAL_TICKS, now);

function schedule(state: Int32Array, at: number, ticks: number, now: number): void {
  let seed = state[at + SEED]!;
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  state[at + SEED] = seed;
  const spread = 0.5 + (seed >>> 0) / 2 ** 32;
  state[at + DUE] = (now + Math.floor((ticks * spread) / COMPENSATION)) | 0;
}

/** BYE is for those who have said something before (§6.3.7). */
export const rtcpHasSpoken = (state: Int32Array, at: number, packetsSent: number): boolean =>
  packetsSent > 0 || state[at + REPORTS]! > 0;

/**
 * Writes a compound packet to `bytes[packet ..]` and returns its length: SR or RR, SDES, and BYE when `leaves`.
 * `source` and `packetizer` are places in the same state; `octetsSent` counts payloads alone.
 */
export function rtcpWrite(
  state: Int32Array,
  at: number,
  source: number,
  packetizer: number,
  packetsSent: number,
  octetsSent: number,
  nowNs: number,
  bytes: Uint8Array,
  packet: number,
  leaves: boolean,
): number {
  const ssrc = packetizerSsrc(state, packetizer);
  const blocks = sourceIsActive(state, source) ? 1 : 0;
  let end: number;
  if (packetsSent === state[at + SENT_BEFORE]) {
    end = writeReceiverReport(bytes, packet, ssrc, blocks);
  } else {
    end = writeSenderReport(
      bytes,
      packet,
      ssrc,
      ntpSeconds(nowNs),
      ntpFraction(nowNs),
      packetizerNow(state, packetizer),
      packetsSent,
      octetsSent,
      blocks,
    );
  }
  state[at + SENT_BEFORE] = state[at + SENT]!;
  state[at + SENT] = packetsSent;
  state[at + REPORTS]! += 1;
  if (blocks === 1) end = writeBlock(state, at, source, ntpMiddle(nowNs), bytes, end);
  end = writeDescription(bytes, end, ssrc, state, at + NAME);
  if (leaves) end = writeGoodbye(bytes, end, ssrc);
  return end - packet;
}

function writeBlock(
  state: Int32Array,
  at: number,
  source: number,
  now: number,
  bytes: Uint8Array,
  packet: number,
): number {
  const lastReceived = state[at + LAST_RECEIVED]!;
  return writeReportBlock(
    bytes,
    packet,
    sourceSsrc(state, source),
    sourceFractionLost(state, source),
    sourceLost(state, source),
    sourceHighest(state, source),
    Math.floor(jitterTicks(state, source)),
    lastReceived,
    lastReceived === 0 ? 0 : (now - state[at + LAST_RECEIVED_AT]!) | 0,
  );
}

/** What readCompound found, at its arrival. */
export function rtcpReceive(state: Int32Array, at: number, facts: Int32Array, now: number): void {
  if (facts[FACT_SENDS] === 1) {
    state[at + LAST_RECEIVED] = facts[FACT_NTP_MIDDLE]!;
    state[at + LAST_RECEIVED_AT] = now;
  }
  if (facts[FACT_REPORTS] !== 1) return;
  state[at + REPORTED] = 1;
  state[at + REMOTE_LOST] = Math.max(0, facts[FACT_LOST]!);
  // 0: no sender report of ours has reached the peer yet.
  if (facts[FACT_LAST_SENT] === 0) return;
  const ticks = (now - facts[FACT_LAST_SENT]! - facts[FACT_DELAY]!) | 0;
  if (Math.abs(ticks) > ROUND_TRIP_MAX) return;
  // The two clocks are read apart: a very short way can come out below nothing.
  const roundTrip = Math.max(0, ticks);
  const before = state[at + ROUND_TRIP]!;
  state[at + ROUND_TRIP] = before < 0 ? roundTrip : before + Math.round((roundTrip - before) / SMOOTHING);
}

/** By the peer's reports, smoothed; undefined while there is none. */
export function rtcpRoundTripMs(state: Int32Array, at: number): number | undefined {
  const ticks = state[at + ROUND_TRIP]!;
  return ticks < 0 ? undefined : (ticks * 1000) / TICKS_PER_SECOND;
}

/** What the peer lost of ours, by its last report. */
export const rtcpRemoteLost = (state: Int32Array, at: number): number | undefined =>
  state[at + REPORTED] === 1 ? state[at + REMOTE_LOST] : undefined;

import { concealmentReset } from '../concealment.js';
import { NO_FRAME } from '../kernel.js';
import type { LegStats } from '../mixer.js';
import { driftPpm, driftReset } from '../../rtp/clock-drift.js';
import { dtmfReset } from '../../rtp/dtmf-event.js';
import { depthTicks, jitterReset, jitterRestart, packetsLate } from '../../rtp/jitter-buffer.js';
import { TICKS_PER_MS } from '../../rtp/packet.js';
import { MOS_MIN, mosOf } from '../../rtp/mos.js';
import { packetizerSkip, packetizerStart } from '../../rtp/packetizer.js';
import { rtcpPortOf } from '../../rtp/rtcp.js';
import { ntpMiddle, rtcpRemoteLost, rtcpRoundTripMs, rtcpStart } from '../../rtp/rtcp-session.js';
import { LOCK_ADDRESS, LOCK_PORT, lockNegotiated } from '../../rtp/source-lock.js';
import {
  jitterTicks,
  packetsDuplicate,
  packetsExpected,
  packetsLost,
  sourceReset,
} from '../../rtp/source.js';
import * as C from './command-ring.js';
import * as L from './layout.js';

/** A leg's block at the moment it opens; `message[at ..]` are the arguments of COMMAND_OPEN behind the port. */
export function openLeg(
  words: Int32Array,
  leg: number,
  worker: number,
  message: Int32Array,
  at: number,
  nowNs: number,
): void {
  words.fill(0, leg, leg + L.LEG_INTS);
  words[leg + L.LEG_STATE] = L.LEG_OPENING;
  words[leg + L.LEG_OWNER] = worker;
  words[leg + L.LEG_ROOM] = L.NONE;
  words[leg + L.LEG_PRIVATE] = NO_FRAME;
  words[leg + L.LEG_PLAY_CUT] = NO_FRAME;
  words[leg + L.LEG_RECEIVE_EVENT_TYPE] = -1;
  sourceReset(words, leg + L.LEG_SOURCE);
  jitterReset(words, leg + L.LEG_JITTER);
  dtmfReset(words, leg + L.LEG_DTMF);
  concealmentReset(words, leg + L.LEG_CONCEALMENT);
  packetizerStart(words, leg + L.LEG_PACKETIZER, message[at]!, message[at + 1]!, message[at + 2]!);
  rtcpStart(words, leg + L.LEG_RTCP, message[at]!, message[at + 1]!, message[at + 2]!, ntpMiddle(nowNs));
  driftReset(words, leg + L.LEG_DRIFT);
}

/** What was negotiated; `message[media ..]` as command-ring.ts describes it. */
export function negotiateLeg(words: Int32Array, leg: number, message: Int32Array, media: number): void {
  const law = message[media + C.MEDIA_LAW]!;
  if (words[leg + L.LEG_HAS_MEDIA] === 1 && words[leg + L.LEG_LAW] !== law) {
    // What is stored in the old law would be noise in the new one.
    jitterRestart(words, leg + L.LEG_JITTER);
    packetizerSkip(words, leg + L.LEG_PACKETIZER, 0);
  }
  words[leg + L.LEG_HAS_MEDIA] = 1;
  words[leg + L.LEG_LAW] = law;
  words[leg + L.LEG_PTIME_TICKS] = message[media + C.MEDIA_PTIME_MS]! * TICKS_PER_MS;
  words[leg + L.LEG_SEND_TYPE] = message[media + C.MEDIA_SEND_TYPE]!;
  words[leg + L.LEG_RECEIVE_TYPE] = message[media + C.MEDIA_RECEIVE_TYPE]!;
  words[leg + L.LEG_SEND_EVENT_TYPE] = message[media + C.MEDIA_SEND_EVENT_TYPE]!;
  words[leg + L.LEG_RECEIVE_EVENT_TYPE] = message[media + C.MEDIA_RECEIVE_EVENT_TYPE]!;
  words[leg + L.LEG_RECEIVE_OTHER_LAW_TYPE] = message[media + C.MEDIA_RECEIVE_OTHER_LAW_TYPE]!;
  words[leg + L.LEG_SENDS] = message[media + C.MEDIA_SENDS]!;
  words[leg + L.LEG_RECEIVES] = message[media + C.MEDIA_RECEIVES]!;
  words[leg + L.LEG_LEARN_COUNT] = message[media + C.MEDIA_LEARN_COUNT]!;
  for (let i = 0; i < L.LEARN_MAX * L.LEARN_INTS; i++)
    words[leg + L.LEG_LEARN + i] = message[media + C.MEDIA_LEARN + i]!;
  negotiateRemote(words, leg, message, media);
}

function negotiateRemote(words: Int32Array, leg: number, message: Int32Array, media: number): void {
  let changed = false;
  for (let i = 0; i < L.REMOTE_INTS; i++) {
    const word = message[media + C.MEDIA_ADDRESS + i]!;
    if (words[leg + L.LEG_REMOTE + i] !== word) changed = true;
    words[leg + L.LEG_REMOTE + i] = word;
  }
  // An unchanged remote keeps what was learnt: a session refresh must not cut a caller behind a NAT.
  if (changed) {
    lockNegotiated(words, leg + L.LEG_LOCK, message, media + C.MEDIA_ADDRESS, message[media + C.MEDIA_PORT]!);
    words[leg + L.LEG_STARTED] = 0;
  }
  negotiateRtcp(words, leg, message, media, changed);
}

function negotiateRtcp(
  words: Int32Array,
  leg: number,
  message: Int32Array,
  media: number,
  remoteChanged: boolean,
): void {
  let changed = remoteChanged;
  for (let i = 0; i < L.RTCP_REMOTE_INTS; i++) {
    const word = message[media + C.MEDIA_RTCP + i]!;
    if (words[leg + L.LEG_RTCP_REMOTE + i] !== word) changed = true;
    words[leg + L.LEG_RTCP_REMOTE + i] = word;
  }
  if (!changed) return;
  for (let i = 0; i < L.RTCP_REMOTE_INTS; i++)
    words[leg + L.LEG_RTCP_TO + i] = words[leg + L.LEG_RTCP_REMOTE + i]!;
}

/** The peer's audio comes from elsewhere than was said: its RTCP is looked for beside it. */
export function rtcpFollowsAudio(words: Int32Array, leg: number): void {
  const to = leg + L.LEG_RTCP_TO;
  const lock = leg + L.LEG_LOCK;
  const port = words[lock + LOCK_PORT]!;
  for (let i = 0; i < 4; i++) words[to + i] = words[lock + LOCK_ADDRESS + i]!;
  words[to + L.RTCP_TO_PORT] = words[to + L.RTCP_TO_MUXED] === 1 ? port : rtcpPortOf(port);
}

/** Is there anybody to send to, and may we? */
export const legSends = (words: Int32Array, leg: number): boolean =>
  words[leg + L.LEG_SENDS] === 1 &&
  words[leg + L.LEG_LOCK + LOCK_PORT] !== 0 &&
  words[leg + L.LEG_STATE] === L.LEG_OPEN;

/** Does anything the peer sends count? Not on hold. */
export const legReceives = (words: Int32Array, leg: number): boolean =>
  words[leg + L.LEG_RECEIVES] === 1 && words[leg + L.LEG_LOCK + LOCK_PORT] !== 0;

/** Is the address at `from[address ..]` inside one of the networks from which this leg may learn? */
export function mayLearn(words: Int32Array, leg: number, from: Int32Array, address: number): boolean {
  const networks = words[leg + L.LEG_LEARN_COUNT]!;
  for (let i = 0; i < networks; i++) {
    if (inNetwork(words, leg + L.LEG_LEARN + i * L.LEARN_INTS, from, address)) return true;
  }
  return false;
}

function inNetwork(words: Int32Array, network: number, from: Int32Array, address: number): boolean {
  let bits = words[network + 4]!;
  for (let i = 0; i < 4 && bits > 0; i++) {
    const mask = bits >= 32 ? -1 : -1 << (32 - bits);
    if (((words[network + i]! ^ from[address + i]!) & mask) !== 0) return false;
    bits -= 32;
  }
  return true;
}

/** Read by the main thread when the leg is closed, or lost, and while it is up by who watches its quality. */
export function legStats(words: Int32Array, leg: number): LegStats {
  const source = leg + L.LEG_SOURCE;
  return {
    packetsReceived: words[leg + L.LEG_PACKETS_RECEIVED]!,
    packetsSent: words[leg + L.LEG_PACKETS_SENT]!,
    packetsLost: packetsLost(words, source),
    packetsLate: packetsLate(words, leg + L.LEG_JITTER),
    packetsDuplicate: packetsDuplicate(words, source),
    packetsForeign: words[leg + L.LEG_PACKETS_FOREIGN]!,
    framesConcealed: words[leg + L.LEG_FRAMES_CONCEALED]!,
    jitterMs: jitterTicks(words, source) / TICKS_PER_MS,
    driftPpm: driftPpm(words, leg + L.LEG_DRIFT),
    roundTripMs: rtcpRoundTripMs(words, leg + L.LEG_RTCP),
    remoteLost: rtcpRemoteLost(words, leg + L.LEG_RTCP),
    mos: legMos(words, leg),
  };
}

/** What came too late was as good as lost. Who never sent anything was heard as badly as can be. */
function legMos(words: Int32Array, leg: number): number {
  const source = leg + L.LEG_SOURCE;
  const expected = packetsExpected(words, source);
  if (expected === 0) return MOS_MIN;
  const missing = packetsLost(words, source) + packetsLate(words, leg + L.LEG_JITTER);
  const buffered = depthTicks(words, leg + L.LEG_JITTER, (words[leg + L.LEG_DUE]! * L.PHASE_TICKS) | 0);
  const oneWayMs = (rtcpRoundTripMs(words, leg + L.LEG_RTCP) ?? 0) / 2;
  return mosOf(missing / expected, oneWayMs + Math.max(0, buffered) / TICKS_PER_MS);
}

import { G711_LAW } from '../../audio/g711.js';
import { rtcpPortOf } from '../../rtp/rtcp.js';
import { parseIp } from '../io/ip-words.js';
import type { LegMedia } from '../mixer.js';
import { DIGITS_MAX } from '../../rtp/dtmf-sender.js';
import { LEARN_INTS, LEARN_MAX, PLAYLIST_MAX, PLAY_LOOP, PLAY_ONCE, RTCP_REMOTE_INTS } from './layout.js';
import type { WordRing } from './word-ring.js';

/**
 * Commands as words: what the main thread writes and a worker reads. Legs, rooms and prompts are numbers by
 * then. Word 0 is the kind, word 1 the leg's slot or the room's index; the rest is described at each kind.
 */
/** port, ssrc, sequence, timestamp, 1 if media follows, media */
export const COMMAND_OPEN = 1;
/** media */
export const COMMAND_UPDATE = 2;
export const COMMAND_CLOSE = 3;
/** room, heard, track */
export const COMMAND_JOIN = 4;
export const COMMAND_LEAVE = 5;
/** heard */
export const COMMAND_HEARD = 6;
/** play, mode, count, prompts */
export const COMMAND_PLAY = 7;
export const COMMAND_STOP_PLAY = 8;
/** count, prompts; word 1 is a room */
export const COMMAND_PLAY_ROOM = 9;
/** on */
export const COMMAND_ECHO = 10;
/** Hands the leg out to another worker; answered by EVENT_RELEASED. */
export const COMMAND_RELEASE = 11;
/** handles of the RTP and the RTCP socket, the latter negative when there is none */
export const COMMAND_ADOPT = 12;
/** Answered by EVENT_MEASURED. */
export const COMMAND_MEASURE = 13;
/** on and off in ms, count, codes; answered by EVENT_DIGITS_SENT */
export const COMMAND_DIGITS = 14;
/** clip, frames at most; answered by EVENT_CLIP_RECORDED */
export const COMMAND_RECORD_CLIP = 15;
export const COMMAND_STOP_CLIP = 16;
/** track, 0: none */
export const COMMAND_TRACK = 17;
/** tap; word 1 is a room, which stays until COMMAND_UNTAP */
export const COMMAND_TAP = 18;
/** tap; word 1 is a room */
export const COMMAND_UNTAP = 19;
/** number of the capture, 0: no more */
export const COMMAND_CAPTURE = 21;
/** Word 1 is a number, which appears in CONTROL_FENCE. */
export const COMMAND_FENCE = 20;

export const isForRoom = (kind: number): boolean =>
  kind === COMMAND_PLAY_ROOM || kind === COMMAND_TAP || kind === COMMAND_UNTAP;

export const COMMAND_KIND = 0;
export const COMMAND_TARGET = 1;
export const COMMAND_ARGUMENTS = 2;

// Media, relative to its first word.
export const MEDIA_ADDRESS = 0;
/** 0 without a remote. */
export const MEDIA_PORT = 4;
export const MEDIA_LAW = 5;
export const MEDIA_SEND_TYPE = 6;
export const MEDIA_RECEIVE_TYPE = 7;
export const MEDIA_SEND_EVENT_TYPE = 8;
export const MEDIA_RECEIVE_EVENT_TYPE = 9;
export const MEDIA_RECEIVE_OTHER_LAW_TYPE = 10;
export const MEDIA_PTIME_MS = 11;
export const MEDIA_SENDS = 12;
export const MEDIA_RECEIVES = 13;
/** Address, port (0: nowhere), and 1 when muxed; as LEG_RTCP_REMOTE. */
export const MEDIA_RTCP = 14;
export const MEDIA_LEARN_COUNT = MEDIA_RTCP + RTCP_REMOTE_INTS;
export const MEDIA_LEARN = MEDIA_LEARN_COUNT + 1;
const MEDIA_INTS = MEDIA_LEARN + LEARN_MAX * LEARN_INTS;

export const COMMAND_WORDS_MAX = Math.max(
  COMMAND_ARGUMENTS + 5 + MEDIA_INTS,
  COMMAND_ARGUMENTS + 3 + PLAYLIST_MAX,
  COMMAND_ARGUMENTS + 3 + DIGITS_MAX,
);

/** Random starting points of a leg's outgoing stream, RFC 3550 §5.1. */
export interface StreamStart {
  readonly ssrc: number;
  readonly sequence: number;
  readonly timestamp: number;
}

/** Builds one command at a time and pushes it. Runs on the main thread, where allocation does no harm. */
export class CommandWriter {
  readonly #ring: WordRing;
  readonly #message = new Int32Array(COMMAND_WORDS_MAX);
  /** Commands that found the ring full, in order. */
  readonly #waiting: Int32Array[] = [];

  constructor(ring: WordRing) {
    this.#ring = ring;
  }

  /** How many commands wait for room in the ring. */
  get waiting(): number {
    return this.#waiting.length;
  }

  open(slot: number, port: number, start: StreamStart, media: LegMedia | undefined): void {
    const head = [port, start.ssrc, start.sequence, start.timestamp];
    this.#push(COMMAND_OPEN, slot, media === undefined ? [...head, 0] : [...head, 1, ...mediaWords(media)]);
  }

  update(slot: number, media: LegMedia): void {
    this.#push(COMMAND_UPDATE, slot, mediaWords(media));
  }

  join(slot: number, room: number, heard: boolean, track: number): void {
    this.#push(COMMAND_JOIN, slot, [room, Number(heard), track]);
  }

  heard(slot: number, heard: boolean): void {
    this.#push(COMMAND_HEARD, slot, [Number(heard)]);
  }

  play(slot: number, play: number, loop: boolean, prompts: readonly number[]): void {
    this.#push(COMMAND_PLAY, slot, [play, loop ? PLAY_LOOP : PLAY_ONCE, prompts.length, ...prompts]);
  }

  playRoom(room: number, prompts: readonly number[]): void {
    this.#push(COMMAND_PLAY_ROOM, room, [prompts.length, ...prompts]);
  }

  digits(slot: number, codes: readonly number[], onMs: number, offMs: number): void {
    this.#push(COMMAND_DIGITS, slot, [onMs, offMs, codes.length, ...codes]);
  }

  recordClip(slot: number, clip: number, frames: number): void {
    this.#push(COMMAND_RECORD_CLIP, slot, [clip, frames]);
  }

  track(slot: number, track: number): void {
    this.#push(COMMAND_TRACK, slot, [track]);
  }

  capture(slot: number, capture: number): void {
    this.#push(COMMAND_CAPTURE, slot, [capture]);
  }

  tap(room: number, tap: number): void {
    this.#push(COMMAND_TAP, room, [tap]);
  }

  untap(room: number, tap: number): void {
    this.#push(COMMAND_UNTAP, room, [tap]);
  }

  fence(number: number): void {
    this.#push(COMMAND_FENCE, number, []);
  }

  echo(slot: number, on: boolean): void {
    this.#push(COMMAND_ECHO, slot, [Number(on)]);
  }

  adopt(slot: number, handle: number, rtcpHandle: number): void {
    this.#push(COMMAND_ADOPT, slot, [handle, rtcpHandle]);
  }

  /** A command that is only a kind and a leg. */
  plain(
    kind:
      | typeof COMMAND_CLOSE
      | typeof COMMAND_LEAVE
      | typeof COMMAND_STOP_PLAY
      | typeof COMMAND_RELEASE
      | typeof COMMAND_MEASURE
      | typeof COMMAND_STOP_CLIP,
    slot: number,
  ): void {
    this.#push(kind, slot, []);
  }

  /** Moves waiting commands into the ring as far as they fit. */
  flush(): void {
    let moved = 0;
    while (moved < this.#waiting.length) {
      const message = this.#waiting[moved]!;
      if (!this.#ring.push(message, message.length)) break;
      moved += 1;
    }
    this.#waiting.splice(0, moved);
  }

  /** Forgets everything: the worker is dead. Returns the handles of the sockets that were on their way to it. */
  clear(): number[] {
    const handles: number[] = [];
    const note = (message: Int32Array): void => {
      if (message[COMMAND_KIND] !== COMMAND_ADOPT) return;
      const sockets = message.subarray(COMMAND_ARGUMENTS, COMMAND_ARGUMENTS + 2);
      handles.push(...sockets.filter((handle) => handle >= 0));
    };
    while (this.#ring.pop(this.#message) > 0) note(this.#message);
    this.#waiting.forEach(note);
    this.#ring.clear();
    this.#waiting.length = 0;
    return handles;
  }

  #push(kind: number, target: number, rest: readonly number[]): void {
    const message = this.#message;
    message[COMMAND_KIND] = kind;
    message[COMMAND_TARGET] = target;
    message.set(rest, COMMAND_ARGUMENTS);
    const count = COMMAND_ARGUMENTS + rest.length;
    if (this.#waiting.length === 0 && this.#ring.push(message, count)) return;
    this.#waiting.push(message.slice(0, count));
  }
}

const IP_NOWHERE = [0, 0, 0, 0] as const;

function mediaWords(media: LegMedia): number[] {
  const address = media.remote === undefined ? undefined : parseIp(media.remote.address);
  const learn = (media.learnFrom ?? []).flatMap(networkWords).slice(0, LEARN_MAX * LEARN_INTS);
  return [
    ...(address ?? IP_NOWHERE),
    address === undefined ? 0 : media.remote!.port,
    G711_LAW[media.codec],
    media.sendPayloadType,
    media.receivePayloadType,
    media.sendEventPayloadType ?? -1,
    media.receiveEventPayloadType ?? -1,
    media.receiveOtherLawPayloadType ?? -1,
    media.ptimeMs,
    Number(media.direction === 'sendrecv' || media.direction === 'sendonly'),
    Number(media.direction === 'sendrecv' || media.direction === 'recvonly'),
    ...rtcpWords(media),
    learn.length / LEARN_INTS,
    ...learn,
  ];
}

/** RFC 3550 §11: the next port, unless something else was agreed. */
function rtcpWords({ remote, rtcp }: LegMedia): number[] {
  const muxed = rtcp === 'mux';
  const named = rtcp === undefined || muxed ? undefined : rtcp;
  const address = parseIp((named ?? remote)?.address ?? '');
  if (remote === undefined || address === undefined) return [...IP_NOWHERE, 0, 0];
  const port = named?.port ?? (muxed ? remote.port : rtcpPortOf(remote.port));
  return [...address, port, Number(muxed)];
}

const IPV4_MAPPED_BITS = 96;

/** '10.0.0.0/8' as four address words and a prefix length in bits of 128; nothing for what is no network. */
function networkWords(network: string): number[] {
  const [address = '', length] = network.split('/');
  const words = parseIp(address);
  if (words === undefined) return [];
  const isIpv4 = !address.includes(':');
  const bits = length === undefined ? 128 : Number(length) + (isIpv4 ? IPV4_MAPPED_BITS : 0);
  return [...words, bits];
}

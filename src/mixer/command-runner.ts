import { depthTicks } from '../rtp/jitter-buffer.js';
import { TICKS_PER_MS } from '../rtp/packet.js';
import { rtcpRoundTripMs } from '../rtp/rtcp-session.js';
import { digitsStart } from '../rtp/dtmf-sender.js';
import type { ClipRecorder } from './clip-recorder.js';
import type { EngineCore } from './core.js';
import type { LegSockets } from './leg-sockets.js';
import type { PromptPlayer } from './prompt-player.js';
import type { Receiver } from './receiver.js';
import type { RoomList } from './room-list.js';
import * as C from './shared/command-ring.js';
import { EVENT_MEASURED, EVENT_OPENED, EVENT_OPEN_FAILED, EVENT_RELEASED } from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { negotiateLeg, openLeg } from './shared/leg-block.js';
import { WordRing } from './shared/word-ring.js';

/** Commands done in one phase; the rest waits 5 ms. */
const COMMANDS_MAX = 256;

/** Performs the main thread's commands between two beats. */
export class CommandRunner {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #rooms: RoomList;
  readonly #player: PromptPlayer;
  readonly #clips: ClipRecorder;
  readonly #receiver: Receiver;
  readonly #sockets: LegSockets;
  readonly #onFault: (slot: number) => void;
  readonly #ring: WordRing;
  readonly #message = new Int32Array(C.COMMAND_WORDS_MAX);

  constructor(
    core: EngineCore,
    rooms: RoomList,
    player: PromptPlayer,
    clips: ClipRecorder,
    receiver: Receiver,
    sockets: LegSockets,
    onFault: (slot: number) => void,
  ) {
    this.#core = core;
    this.#words = core.memory.words;
    this.#rooms = rooms;
    this.#player = player;
    this.#clips = clips;
    this.#receiver = receiver;
    this.#sockets = sockets;
    this.#onFault = onFault;
    const { memory, worker } = core;
    this.#ring = new WordRing(memory.words, memory.commandRing(worker), memory.shape.commandWords);
  }

  run(phase: number): void {
    for (let done = 0; done < COMMANDS_MAX; done++) {
      // The answer to a command must not be lost: while there is no room for it, commands wait.
      if (!this.#core.events.hasRoom || this.#ring.pop(this.#message) === 0) return;
      try {
        this.#perform(phase);
      } catch {
        if (!C.isForRoom(this.#message[C.COMMAND_KIND]!)) this.#onFault(this.#message[C.COMMAND_TARGET]!);
      }
    }
  }

  #perform(phase: number): void {
    const message = this.#message;
    const kind = message[C.COMMAND_KIND]!;
    const target = message[C.COMMAND_TARGET]!;
    if (kind === C.COMMAND_OPEN) this.#open(target, phase);
    else if (kind === C.COMMAND_ADOPT) this.#adopt(target, phase);
    else if (kind === C.COMMAND_FENCE)
      Atomics.store(this.#words, this.#core.memory.control(this.#core.worker) + L.CONTROL_FENCE, target);
    else if (C.isForRoom(kind)) this.#performOnRoom(kind, target);
    else this.#performOnLeg(kind, target, phase);
  }

  #performOnRoom(kind: number, index: number): void {
    const first = this.#message[C.COMMAND_ARGUMENTS]!;
    if (kind === C.COMMAND_PLAY_ROOM) this.#announce(index);
    else if (kind === C.COMMAND_TAP) this.#tap(index, first);
    else if (kind === C.COMMAND_UNTAP) this.#untap(index, first);
  }

  #performOnLeg(kind: number, slot: number, phase: number): void {
    const words = this.#words;
    const leg = this.#core.memory.leg(slot);
    const first = this.#message[C.COMMAND_ARGUMENTS]!;
    // It failed meanwhile: the main thread is about to hear of it.
    if (words[leg + L.LEG_STATE] === L.LEG_FREE || words[leg + L.LEG_OWNER] !== this.#core.worker) return;
    if (kind === C.COMMAND_UPDATE) this.#update(leg, phase);
    else if (kind === C.COMMAND_CLOSE) this.#leaveWith(leg, L.EXIT_CLOSE);
    else if (kind === C.COMMAND_JOIN) this.#join(slot, leg, first);
    else if (kind === C.COMMAND_LEAVE && this.#rooms.isInRoom(slot)) this.#leaveWith(leg, L.EXIT_ROOM);
    else if (kind === C.COMMAND_HEARD) words[leg + L.LEG_HEARD] = first;
    else if (kind === C.COMMAND_PLAY) this.#player.start(leg, this.#message, C.COMMAND_ARGUMENTS);
    else if (kind === C.COMMAND_STOP_PLAY) this.#player.stop(leg);
    else if (kind === C.COMMAND_ECHO) words[leg + L.LEG_ECHO] = first;
    else if (kind === C.COMMAND_RELEASE) this.#release(slot, leg, phase);
    else if (kind === C.COMMAND_MEASURE) this.#measure(slot, leg, phase);
    else if (kind === C.COMMAND_DIGITS) this.#digits(leg);
    else if (kind === C.COMMAND_RECORD_CLIP)
      this.#clips.start(leg, first, this.#message[C.COMMAND_ARGUMENTS + 1]!);
    else if (kind === C.COMMAND_STOP_CLIP) this.#clips.stop(leg);
    else if (kind === C.COMMAND_TRACK) words[leg + L.LEG_TRACK] = first;
    else if (kind === C.COMMAND_CAPTURE) words[leg + L.LEG_CAPTURE] = first;
  }

  #open(slot: number, phase: number): void {
    const message = this.#message;
    const { memory, worker, io } = this.#core;
    const leg = memory.leg(slot);
    const port = message[C.COMMAND_ARGUMENTS]!;
    openLeg(this.#words, leg, worker, message, C.COMMAND_ARGUMENTS + 1, io.nowNs());
    if (message[C.COMMAND_ARGUMENTS + 4] === 1)
      negotiateLeg(this.#words, leg, message, C.COMMAND_ARGUMENTS + 5);
    this.#words[leg + L.LEG_PACKET_AT] = phase;
    const result = this.#sockets.open(slot, port);
    if (result < 0) {
      this.#words[leg + L.LEG_STATE] = L.LEG_FREE;
      this.#core.events.write(EVENT_OPEN_FAILED, slot, result, 0);
      return;
    }
    this.#enterLobby(slot, leg, phase);
    // Known at once but on the gateway; told now, since a caller waits for its 200 OK.
    if (this.#sockets.openResult(slot) === 0 && this.#core.events.write(EVENT_OPENED, slot, 0, 0)) {
      this.#words[leg + L.LEG_STATE] = L.LEG_OPEN;
    }
  }

  #enterLobby(slot: number, leg: number, phase: number): void {
    this.#rooms.enterLobby(slot);
    const room = this.#core.memory.room(this.#words[leg + L.LEG_ROOM]!);
    const wait = ((this.#words[room + L.ROOM_PHASE]! - phase - 1) & (L.PHASES - 1)) + 1;
    this.#words[leg + L.LEG_DUE] = phase + wait;
  }

  /** A session refresh (RFC 4028) changes nothing: who was silent before it is silent still [C30]. */
  #update(leg: number, phase: number): void {
    const words = this.#words;
    const isSamePath = this.#isSamePath(leg);
    negotiateLeg(words, leg, this.#message, C.COMMAND_ARGUMENTS);
    if (isSamePath) return;
    words[leg + L.LEG_PACKET_AT] = phase;
    words[leg + L.LEG_SILENCE_TOLD] = 0;
  }

  /** Does what is agreed on now come from where it came from, on hold or not as before? */
  #isSamePath(leg: number): boolean {
    const words = this.#words;
    const media = C.COMMAND_ARGUMENTS;
    for (let i = 0; i < L.REMOTE_INTS; i++) {
      if (words[leg + L.LEG_REMOTE + i] !== this.#message[media + C.MEDIA_ADDRESS + i]) return false;
    }
    return words[leg + L.LEG_RECEIVES] === this.#message[media + C.MEDIA_RECEIVES];
  }

  /** The next frame fades the leg out, then it leaves. */
  #leaveWith(leg: number, exit: number): void {
    const words = this.#words;
    if (words[leg + L.LEG_EXIT] === L.EXIT_CLOSE) return;
    words[leg + L.LEG_EXIT] = exit;
    words[leg + L.LEG_RAMP] = L.RAMP_OUT;
  }

  #join(slot: number, leg: number, room: number): void {
    const words = this.#words;
    if (words[leg + L.LEG_EXIT] === L.EXIT_CLOSE) return;
    words[leg + L.LEG_EXIT] = L.EXIT_NONE;
    words[leg + L.LEG_HEARD] = this.#message[C.COMMAND_ARGUMENTS + 1]!;
    words[leg + L.LEG_WAS_HEARD] = 0;
    words[leg + L.LEG_RAMP] = L.RAMP_IN;
    words[leg + L.LEG_TRACK] = this.#message[C.COMMAND_ARGUMENTS + 2]!;
    this.#rooms.enter(slot, room);
  }

  #announce(room: number): void {
    const block = this.#core.memory.room(room);
    if (this.#words[block + L.ROOM_COUNT] === 0) return;
    this.#player.announce(block, this.#message, C.COMMAND_ARGUMENTS);
  }

  #tap(room: number, tap: number): void {
    this.#rooms.hold(room);
    this.#words[this.#core.memory.room(room) + L.ROOM_TAP] = tap + 1;
  }

  /** The recording writer takes what is left. */
  #untap(room: number, tap: number): void {
    this.#words[this.#core.memory.room(room) + L.ROOM_TAP] = 0;
    this.#rooms.release(room);
    Atomics.store(this.#words, this.#core.memory.tap(tap) + L.TAP_STATE, L.TAP_ENDED);
  }

  #digits(leg: number): void {
    const message = this.#message;
    const [onMs, offMs, count] = [
      message[C.COMMAND_ARGUMENTS]!,
      message[C.COMMAND_ARGUMENTS + 1]!,
      message[C.COMMAND_ARGUMENTS + 2]!,
    ];
    const codes = C.COMMAND_ARGUMENTS + 3;
    digitsStart(this.#words, leg + L.LEG_DIGITS, onMs, offMs, message, codes, count);
  }

  #measure(slot: number, leg: number, phase: number): void {
    const depth = depthTicks(this.#words, leg + L.LEG_JITTER, this.#receiver.nextBeatTicks(leg, phase));
    const depthMs = depth < 0 ? -1 : Math.round(depth / TICKS_PER_MS);
    const roundTripMs = rtcpRoundTripMs(this.#words, leg + L.LEG_RTCP);
    this.#core.events.write(EVENT_MEASURED, slot, Math.round(roundTripMs ?? -1), depthMs);
  }

  #release(slot: number, leg: number, phase: number): void {
    const { events } = this.#core;
    const handle = this.#sockets.release(slot);
    let rtcpHandle = -1;
    if (handle >= 0) {
      rtcpHandle = this.#sockets.releaseRtcp(slot);
      // What was already taken from the socket still comes out here and belongs into the leg's jitter buffer.
      this.#receiver.receive(phase);
      this.#rooms.leave(slot);
      this.#words[leg + L.LEG_OWNER] = L.NONE;
    }
    events.write(EVENT_RELEASED, slot, handle, rtcpHandle);
  }

  #adopt(slot: number, phase: number): void {
    const { memory, worker, events } = this.#core;
    const leg = memory.leg(slot);
    const handle = this.#message[C.COMMAND_ARGUMENTS]!;
    const rtcpHandle = this.#message[C.COMMAND_ARGUMENTS + 1]!;
    const result = this.#sockets.adopt(slot, handle, rtcpHandle);
    this.#words[leg + L.LEG_OWNER] = worker;
    if (result < 0) {
      this.#words[leg + L.LEG_STATE] = L.LEG_FREE;
      events.write(EVENT_OPEN_FAILED, slot, result, 0);
      return;
    }
    const due = this.#words[leg + L.LEG_DUE]!;
    this.#enterLobby(slot, leg, phase);
    // Its clock goes on: what was missed on the way is skipped in the outgoing timestamp.
    this.#words[leg + L.LEG_DUE] = due;
  }
}

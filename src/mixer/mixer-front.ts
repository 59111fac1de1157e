import type { LegId } from '../base/ids.js';
import { Counters } from '../base/counters.js';
import type { Random } from '../base/random.js';
import type { MonotonicMs } from '../base/units.js';
import { decodeEvent } from './event-decoder.js';
import type { LegMedia, Mixer, MixerCommand, MixerEvent, PromptRef, RoomKey } from './mixer.js';
import { Placement } from './placement.js';
import type { PromptBank } from './prompt-bank.js';
import {
  COMMAND_CLOSE,
  COMMAND_LEAVE,
  COMMAND_MEASURE,
  COMMAND_RELEASE,
  COMMAND_STOP_PLAY,
  CommandWriter,
} from './shared/command-ring.js';
import * as E from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { legStats } from './shared/leg-block.js';
import type { MediaMemory } from './shared/media-memory.js';
import { WordRing } from './shared/word-ring.js';

/** Where RTP ports come from and go back to. */
export interface PortSource {
  /** An even port with its RTCP port behind it; undefined when none is left. */
  take(): number | undefined;
  give(port: number): void;
}

export interface MixerFrontOptions {
  readonly memory: MediaMemory;
  readonly prompts: PromptBank;
  readonly ports: PortSource;
  readonly random: Random;
  /** Reported in leg-opened: where the sockets are bound. */
  readonly bindAddress: string;
  /** Closes the socket behind a handle that no worker took over. */
  readonly closeHandle: (handle: number) => void;
  readonly onEvent: (event: MixerEvent) => void;
  /** The instant of a phase, which is given as its lower 32 bits. */
  readonly phaseTime: (phase: number) => MonotonicMs;
}

/** What is said to a leg that is there. */
type LegCommand = Exclude<Extract<MixerCommand, { leg: LegId }>, { type: 'open-leg' }>;

/** Another port is tried so often when one turns out to be taken. */
const OPEN_TRIES = 8;
const EADDRINUSE = -98;

interface Leg {
  readonly id: LegId;
  readonly slot: number;
  worker: number;
  port: number;
  media: LegMedia | undefined;
  opened: boolean;
  closing: boolean;
  tries: number;
  room: RoomKey | undefined;
  /** While it is on its way to this worker: what waits until it is there. */
  moving: { readonly to: number; readonly waiting: MixerCommand[] } | undefined;
}

export const FRONT_COUNTERS = [
  'promptsUnknown',
  'promptsCut',
  'commandsForUnknownLeg',
  'moves',
  'movesFailed',
] as const;

/**
 * The main thread's half of the mixer: names become numbers, commands become words for the right worker, and
 * words from the workers become events. The same code stands before real workers and before the simulation.
 */
export class MixerFront implements Mixer {
  readonly counters = new Counters(FRONT_COUNTERS);
  readonly #options: MixerFrontOptions;
  readonly #memory: MediaMemory;
  readonly #placement: Placement;
  readonly #commands: readonly CommandWriter[];
  readonly #events: readonly WordRing[];
  readonly #message = new Int32Array(E.EVENT_WORDS);
  readonly #legs = new Map<LegId, Leg>();
  readonly #bySlot: (Leg | undefined)[];
  /** Events that follow from a command at once; told by flush(), never inside send(). */
  #owed: MixerEvent[] = [];

  constructor(options: MixerFrontOptions) {
    this.#options = options;
    this.#memory = options.memory;
    const { shape, words } = options.memory;
    this.#placement = new Placement(shape.workers, shape.legs / shape.workers, shape.rooms);
    const workers = Array.from({ length: shape.workers }, (_, worker) => worker);
    this.#commands = workers.map(
      (worker) =>
        new CommandWriter(new WordRing(words, this.#memory.commandRing(worker), shape.commandWords)),
    );
    this.#events = workers.map(
      (worker) => new WordRing(words, this.#memory.eventRing(worker), shape.eventWords),
    );
    this.#bySlot = Array.from({ length: shape.legs });
    options.prompts.install(options.memory);
  }

  get legCount(): number {
    return this.#legs.size;
  }

  legsOf(worker: number): number {
    return this.#placement.legsOf(worker);
  }

  send(command: MixerCommand): void {
    if (command.type === 'open-leg') return this.#open(command.leg, command.media);
    if (command.type === 'play-room') return this.#playRoom(command.room, command.prompts);
    if (!('leg' in command)) return;
    const leg = this.#legs.get(command.leg);
    if (leg === undefined) this.counters.add('commandsForUnknownLeg');
    else if (leg.moving !== undefined) leg.moving.waiting.push(command);
    else this.#sendToLeg(leg, command);
  }

  /** Takes what a worker has told since the last time. */
  drain(worker: number): void {
    this.#commands[worker]!.flush();
    const ring = this.#events[worker]!;
    while (ring.pop(this.#message) > 0) this.#hear();
  }

  /** Tells events that were owed by commands. */
  flush(): void {
    if (!this.owesEvents) return;
    const owed = this.#owed;
    this.#owed = [];
    for (const event of owed) this.#options.onEvent(event);
  }

  get owesEvents(): boolean {
    return this.#owed.length > 0;
  }

  /** The worker is dead: what it told before still counts, its legs end, the rings start anew for its successor. */
  workerLost(worker: number): void {
    this.drain(worker);
    this.#events[worker]!.clear();
    for (const handle of this.#commands[worker]!.clear()) this.#options.closeHandle(handle);
    const lost = [...this.#legs.values()].filter((leg) => leg.worker === worker);
    for (const leg of lost) this.#emptyRoomOf(leg);
    for (const leg of lost) {
      this.#options.onEvent({ type: 'leg-failed', leg: leg.id, code: 'WORKER_LOST' });
      this.#closed(leg);
    }
  }

  #open(id: LegId, media: LegMedia | undefined): void {
    const place = this.#placement.openLeg();
    if (place === undefined) return void this.#owed.push({ type: 'leg-refused', leg: id, code: 'LEG_LIMIT' });
    const port = this.#options.ports.take();
    if (port === undefined) {
      this.#placement.closeLeg(place.slot, place.worker);
      return void this.#owed.push({ type: 'leg-refused', leg: id, code: 'NO_RTP_PORTS' });
    }
    const leg: Leg = {
      id,
      ...place,
      port,
      media,
      opened: false,
      closing: false,
      tries: 1,
      room: undefined,
      moving: undefined,
    };
    this.#legs.set(id, leg);
    this.#bySlot[leg.slot] = leg;
    this.#openSocket(leg);
  }

  #openSocket(leg: Leg): void {
    const { random } = this.#options;
    const start = { ssrc: random.u32(), sequence: random.u32() & 0xffff, timestamp: random.u32() };
    this.#commands[leg.worker]!.open(leg.slot, leg.port, start, leg.media);
  }

  #sendToLeg(leg: Leg, command: LegCommand): void {
    const writer = this.#commands[leg.worker]!;
    switch (command.type) {
      case 'update-leg':
        leg.media = command.media;
        return writer.update(leg.slot, command.media);
      case 'close-leg':
        leg.closing = true;
        return writer.plain(COMMAND_CLOSE, leg.slot);
      case 'join-room':
        return this.#join(leg, command.room, command.heard);
      case 'leave-room':
        this.#leaveRoom(leg);
        return writer.plain(COMMAND_LEAVE, leg.slot);
      case 'set-heard':
        return writer.heard(leg.slot, command.heard);
      case 'play':
        return this.#play(leg, command.play, command.loop ?? false, command.prompts);
      case 'stop-play':
        return writer.plain(COMMAND_STOP_PLAY, leg.slot);
      case 'echo':
        return writer.echo(leg.slot, command.on);
      case 'measure':
        return writer.plain(COMMAND_MEASURE, leg.slot);
      case 'send-digits':
      case 'record-clip':
      case 'stop-clip':
        return;
    }
  }

  #join(leg: Leg, key: RoomKey, heard: boolean): void {
    const existing = this.#placement.room(key);
    if (existing !== undefined && existing.worker !== leg.worker) {
      leg.moving = { to: existing.worker, waiting: [{ type: 'join-room', leg: leg.id, room: key, heard }] };
      this.#commands[leg.worker]!.plain(COMMAND_RELEASE, leg.slot);
      return;
    }
    const room = this.#placement.enterRoom(key, leg.worker);
    this.#leaveRoom(leg);
    leg.room = key;
    this.#commands[leg.worker]!.join(leg.slot, room.index, heard);
  }

  #leaveRoom(leg: Leg): void {
    if (leg.room !== undefined) this.#placement.leaveRoom(leg.room);
    leg.room = undefined;
  }

  #play(leg: Leg, play: number, loop: boolean, prompts: readonly PromptRef[]): void {
    const numbers = this.#numbersOf(prompts, L.PLAYLIST_MAX);
    if (numbers.length > 0) return this.#commands[leg.worker]!.play(leg.slot, play, loop, numbers);
    // Nothing of it exists: whoever waits for its end must not wait for ever.
    this.#commands[leg.worker]!.plain(COMMAND_STOP_PLAY, leg.slot);
    if (!loop) this.#owed.push({ type: 'play-done', leg: leg.id, play });
  }

  #playRoom(key: RoomKey, prompts: readonly PromptRef[]): void {
    const room = this.#placement.room(key);
    const numbers = this.#numbersOf(prompts, L.PLAYLIST_MAX);
    if (room !== undefined && numbers.length > 0) this.#commands[room.worker]!.playRoom(room.index, numbers);
  }

  #numbersOf(prompts: readonly PromptRef[], limit: number): number[] {
    const known = prompts
      .map((prompt) => this.#options.prompts.lookup(prompt))
      .filter((number) => number !== undefined);
    this.counters.add('promptsUnknown', prompts.length - known.length);
    this.counters.add('promptsCut', Math.max(0, known.length - limit));
    return known.slice(0, limit);
  }

  #hear(): void {
    const message = this.#message;
    const leg = this.#bySlot[message[E.EVENT_SLOT]!];
    if (leg === undefined) return;
    switch (message[E.EVENT_KIND]) {
      case E.EVENT_OPENED:
        return this.#opened(leg);
      case E.EVENT_OPEN_FAILED:
        return this.#openFailed(leg, message[E.EVENT_FIRST]!);
      case E.EVENT_RELEASED:
        return this.#released(leg, message[E.EVENT_FIRST]!, message[E.EVENT_SECOND]!);
      case E.EVENT_CLOSED:
        return this.#closed(leg);
      default: {
        const event = decodeEvent(message, leg.id, this.#options.phaseTime);
        if (event !== undefined) this.#options.onEvent(event);
      }
    }
  }

  #opened(leg: Leg): void {
    leg.opened = true;
    if (leg.closing) return;
    this.#options.onEvent({
      type: 'leg-opened',
      leg: leg.id,
      address: this.#options.bindAddress,
      port: leg.port,
    });
  }

  #openFailed(leg: Leg, errno: number): void {
    if (leg.closing) return this.#closed(leg);
    if (leg.opened) {
      this.counters.add('movesFailed');
      this.#options.onEvent({ type: 'leg-failed', leg: leg.id, code: 'LEG_FAULT' });
      return this.#closed(leg);
    }
    const taken = leg.port;
    const port = errno === EADDRINUSE && leg.tries < OPEN_TRIES ? this.#options.ports.take() : undefined;
    if (port !== undefined) {
      this.#options.ports.give(taken);
      leg.port = port;
      leg.tries += 1;
      return this.#openSocket(leg);
    }
    this.#forget(leg);
    this.#options.onEvent({ type: 'leg-refused', leg: leg.id, code: 'SOCKET_FAILED' });
  }

  #released(leg: Leg, handle: number, rtcpHandle: number): void {
    const { moving } = leg;
    if (moving === undefined) return;
    leg.moving = undefined;
    if (handle < 0) {
      this.counters.add('movesFailed');
      this.#options.onEvent({ type: 'leg-failed', leg: leg.id, code: 'LEG_FAULT' });
      leg.closing = true;
      return this.#commands[leg.worker]!.plain(COMMAND_CLOSE, leg.slot);
    }
    this.counters.add('moves');
    this.#placement.moveLeg(leg.worker, moving.to);
    leg.worker = moving.to;
    this.#commands[leg.worker]!.adopt(leg.slot, handle, rtcpHandle);
    for (const command of moving.waiting) this.send(command);
  }

  /** The block of a dead worker's room still says that somebody is in it: the next to use it must find it free. */
  #emptyRoomOf({ slot }: Leg): void {
    const { words } = this.#memory;
    const leg = this.#memory.leg(slot);
    const room = words[leg + L.LEG_ROOM]!;
    if (words[leg + L.LEG_STATE] === L.LEG_FREE || room === L.NONE) return;
    const block = this.#memory.room(room);
    words.fill(0, block, block + L.ROOM_INTS);
  }

  #closed(leg: Leg): void {
    const stats = legStats(this.#memory.words, this.#memory.leg(leg.slot));
    this.#forget(leg);
    this.#options.onEvent({ type: 'leg-closed', leg: leg.id, stats });
  }

  #forget(leg: Leg): void {
    this.#leaveRoom(leg);
    this.#legs.delete(leg.id);
    this.#bySlot[leg.slot] = undefined;
    this.#memory.words[this.#memory.leg(leg.slot) + L.LEG_STATE] = L.LEG_FREE;
    this.#placement.closeLeg(leg.slot, leg.worker);
    this.#options.ports.give(leg.port);
  }
}

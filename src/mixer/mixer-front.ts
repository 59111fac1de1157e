import { Counters } from '../base/counters.js';
import type { LegId } from '../base/ids.js';
import type { MonotonicMs } from '../base/units.js';
import { digitCodes, DIGITS_MAX } from '../rtp/dtmf-sender.js';
import { decodeEvent } from './event-decoder.js';
import { Clips } from './front/clips.js';
import { FRONT_COUNTERS, type FrontCore, type FrontLeg, type LegCommand } from './front/core.js';
import { LegTable, type LegTableOptions } from './front/leg-table.js';
import { Playlists } from './front/playlists.js';
import { Recordings } from './front/recordings.js';
import type { LegStats, Mixer, MixerCommand, MixerEvent, RoomKey } from './mixer.js';
import { Placement } from './placement.js';
import type { PromptBank } from './prompt-bank.js';
import type { RecorderCommand, RecorderEvent } from './recording/recording-writer.js';
import {
  COMMAND_CLOSE,
  COMMAND_LEAVE,
  COMMAND_MEASURE,
  COMMAND_STOP_PLAY,
  CommandWriter,
} from './shared/command-ring.js';
import * as E from './shared/event-ring.js';
import { legStats } from './shared/leg-block.js';
import type { MediaMemory } from './shared/media-memory.js';
import { WordRing } from './shared/word-ring.js';

export type { PortSource } from './front/leg-table.js';

export interface MixerFrontOptions extends Omit<LegTableOptions, 'onEnd' | 'onMoved'> {
  readonly memory: MediaMemory;
  readonly prompts: PromptBank;
  /** Closes the socket behind a handle that no worker took over. */
  readonly closeHandle: (handle: number) => void;
  readonly onEvent: (event: MixerEvent) => void;
  /** The instant of a phase, which is given as its lower 32 bits. */
  readonly phaseTime: (phase: number) => MonotonicMs;
  /** To the recording writer, which answers to hearRecorder(). Without it nothing can be recorded. */
  readonly recorder?: ((command: RecorderCommand) => void) | undefined;
}

/** Lists of digits that may wait for a leg, the one being sent among them. */
const DIGITS_WAITING_MAX = 8;

/**
 * The main thread's half of the mixer: names become numbers, commands become words for the right worker, and
 * words from the workers become events. The same code stands before real workers and before the simulation.
 */
export class MixerFront implements Mixer {
  readonly counters = new Counters(FRONT_COUNTERS);
  readonly #options: MixerFrontOptions;
  readonly #core: FrontCore;
  readonly #events: readonly WordRing[];
  readonly #message = new Int32Array(E.EVENT_WORDS);
  readonly #legs: LegTable;
  readonly #clips: Clips;
  readonly #playlists: Playlists;
  readonly #recordings: Recordings;
  /** Events that follow from a command at once; told by flush(), never inside send(). */
  #owed: MixerEvent[] = [];

  constructor(options: MixerFrontOptions) {
    this.#options = options;
    const { memory, onEvent } = options;
    const { shape, words } = memory;
    const workers = Array.from({ length: shape.workers }, (_, worker) => worker);
    this.#core = {
      memory,
      placement: new Placement(shape.workers, shape.legs / shape.workers, shape.rooms),
      commands: workers.map(
        (worker) => new CommandWriter(new WordRing(words, memory.commandRing(worker), shape.commandWords)),
      ),
      counters: this.counters,
      tell: onEvent,
      owe: (event) => void this.#owed.push(event),
    };
    this.#events = workers.map((worker) => new WordRing(words, memory.eventRing(worker), shape.eventWords));
    this.#legs = new LegTable(this.#core, {
      ...options,
      onEnd: (leg) => this.#legEnds(leg),
      onMoved: (leg, waiting) => {
        for (const command of waiting) this.#sendToLeg(leg, command);
      },
    });
    this.#clips = new Clips(this.#core);
    this.#playlists = new Playlists(this.#core, options.prompts, this.#clips);
    this.#recordings = new Recordings(this.#core, options.recorder);
    options.prompts.install(memory);
  }

  get legCount(): number {
    return this.#legs.count;
  }

  legsOf(worker: number): number {
    return this.#core.placement.legsOf(worker);
  }

  /** Counted so far; undefined: there is no such leg. The worker goes on counting while it is read. */
  statsOf(leg: LegId): LegStats | undefined {
    const open = this.#legs.get(leg);
    return open && legStats(this.#core.memory.words, this.#core.memory.leg(open.slot));
  }

  portOf(leg: LegId): number | undefined {
    return this.#legs.get(leg)?.port;
  }

  /** Of all legs, as statsOf() tells of one. */
  *stats(): IterableIterator<readonly [LegId, LegStats]> {
    for (const { id, slot } of this.#legs.all())
      yield [id, legStats(this.#core.memory.words, this.#core.memory.leg(slot))];
  }

  send(command: MixerCommand): void {
    switch (command.type) {
      case 'open-leg':
        return this.#legs.open(command.leg, command.media, command.near);
      case 'play-room':
        return this.#playlists.toRoom(command);
      case 'forget-clip':
        return this.#clips.forget(command.clip);
      case 'start-recording':
        return this.#recordings.start(command, this.#legs.all());
      case 'stop-recording':
        return this.#recordings.stop(command.recording, this.#legs.all());
      default: {
        const leg = this.#legs.get(command.leg);
        if (leg === undefined) this.counters.add('commandsForUnknownLeg');
        else this.#sendToLeg(leg, command);
      }
    }
  }

  /** Takes what a worker has told since the last time. */
  drain(worker: number): void {
    this.#core.commands[worker]!.flush();
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

  /** What is not urgent: to be called a few times a second. */
  tidy(): void {
    this.#clips.tidy();
  }

  hearRecorder(event: Extract<RecorderEvent, { type: 'written' }>): void {
    this.#recordings.hear(event);
  }

  /** For a recording writer that begins while recordings run. */
  get openRecordings(): readonly RecorderCommand[] {
    return this.#recordings.open;
  }

  /** The worker is dead: what it told before still counts, its legs end, the rings start anew for its successor. */
  workerLost(worker: number): void {
    this.drain(worker);
    this.#events[worker]!.clear();
    for (const handle of this.#core.commands[worker]!.clear()) this.#options.closeHandle(handle);
    this.#clips.workerLost(worker);
    this.#legs.workerLost(worker);
    this.#recordings.workerLost(worker);
  }

  #sendToLeg(leg: FrontLeg, command: LegCommand): void {
    if (leg.moving !== undefined) return void leg.moving.waiting.push(command);
    const writer = this.#core.commands[leg.worker]!;
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
        return this.#playlists.toLeg(leg, command);
      case 'stop-play':
        return writer.plain(COMMAND_STOP_PLAY, leg.slot);
      case 'echo':
        return writer.echo(leg.slot, command.on);
      case 'measure':
        return writer.plain(COMMAND_MEASURE, leg.slot);
      case 'send-digits':
        return this.#queueDigits(leg, command);
      case 'capture-packets':
        return writer.capture(leg.slot, command.capture);
      case 'record-clip':
        return this.#clips.record(leg, command);
      case 'stop-clip':
        return this.#clips.stop(leg);
    }
  }

  #join(leg: FrontLeg, key: RoomKey, heard: boolean): void {
    const { placement, commands } = this.#core;
    const existing = placement.room(key);
    if (existing !== undefined && existing.worker !== leg.worker) {
      this.#legs.move(leg, existing.worker, { type: 'join-room', leg: leg.id, room: key, heard });
      return;
    }
    const room = placement.enterRoom(key, leg.worker);
    this.#leaveRoom(leg);
    leg.room = key;
    commands[leg.worker]!.join(leg.slot, room.index, heard, this.#recordings.trackOf(leg.id, key));
  }

  #leaveRoom(leg: FrontLeg): void {
    if (leg.room !== undefined) this.#core.placement.leaveRoom(leg.room);
    leg.room = undefined;
  }

  #queueDigits(leg: FrontLeg, command: Extract<LegCommand, { type: 'send-digits' }>): void {
    if (leg.digits.length === DIGITS_WAITING_MAX) {
      this.counters.add('digitsRefused');
      return this.#core.owe({ type: 'digits-sent', leg: leg.id });
    }
    leg.digits.push(command);
    if (leg.digits.length === 1) this.#sendDigits(leg);
  }

  /** The first of those that wait. */
  #sendDigits(leg: FrontLeg): void {
    const next = leg.digits[0];
    if (next === undefined) return;
    const codes = digitCodes(next.digits).slice(0, DIGITS_MAX);
    this.counters.add('digitsCut', next.digits.length - codes.length);
    this.#core.commands[leg.worker]!.digits(leg.slot, codes, next.onMs, next.offMs);
  }

  #digitsSent(leg: FrontLeg): void {
    leg.digits.shift();
    this.#core.tell({ type: 'digits-sent', leg: leg.id });
    this.#sendDigits(leg);
  }

  #legEnds(leg: FrontLeg): void {
    this.#leaveRoom(leg);
    this.#clips.recorded(leg);
  }

  #hear(): void {
    const message = this.#message;
    const leg = this.#legs.atSlot(message[E.EVENT_SLOT]!);
    if (leg === undefined) return;
    const first = message[E.EVENT_FIRST]!;
    switch (message[E.EVENT_KIND]) {
      case E.EVENT_OPENED:
        return this.#legs.opened(leg);
      case E.EVENT_OPEN_FAILED:
        return this.#legs.openFailed(leg, first);
      case E.EVENT_RELEASED:
        return this.#legs.released(leg, first, message[E.EVENT_SECOND]!);
      case E.EVENT_CLOSED:
        return this.#legs.closed(leg);
      case E.EVENT_DIGITS_SENT:
        return this.#digitsSent(leg);
      case E.EVENT_CLIP_RECORDED:
        return this.#clips.recorded(leg);
      default: {
        const event = decodeEvent(message, leg.id, this.#options.phaseTime);
        if (event !== undefined) this.#options.onEvent(event);
      }
    }
  }
}

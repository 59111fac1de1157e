import { packetizerSkip } from '../rtp/packetizer.js';
import { FRAME_TICKS } from '../rtp/packet.js';
import { CaptureTap } from './capture/capture-tap.js';
import { ClipRecorder } from './clip-recorder.js';
import { CommandRunner } from './command-runner.js';
import { COUNT, WorkerCounts, type EngineCore } from './core.js';
import type { PacketIo } from './io/packet-io.js';
import { JobList } from './job-list.js';
import { NO_FRAME, type KernelMemory, type MixKernel } from './kernel.js';
import { LegFrames } from './leg.js';
import { Outbox } from './outbox.js';
import { LegSockets } from './leg-sockets.js';
import { PromptPlayer } from './prompt-player.js';
import { RecorderTap } from './recorder-tap.js';
import { Receiver } from './receiver.js';
import { Reports } from './reports.js';
import { RoomList } from './room-list.js';
import { RoomMix } from './room.js';
import { Sender } from './sender.js';
import {
  EVENT_CLOSED,
  EVENT_LEG_FAULT,
  EVENT_MEDIA_SILENT,
  EVENT_OPENED,
  EVENT_OPEN_FAILED,
  EventWriter,
} from './shared/event-ring.js';
import * as L from './shared/layout.js';
import { legReceives } from './shared/leg-block.js';
import type { MediaMemory } from './shared/media-memory.js';
import { WordRing } from './shared/word-ring.js';

export interface EngineOptions {
  readonly memory: MediaMemory;
  /** Which of the shape's workers this is. */
  readonly worker: number;
  readonly io: PacketIo;
  readonly createKernel: (memory: KernelMemory) => MixKernel;
  /** Where RTP sockets are bound. */
  readonly bindAddress: string;
  /** media-silent is told after so long without a packet; 0: never. */
  readonly mediaSilentMs: number;
}

/**
 * One worker's media: takes packets, commands and time, gives packets and events. It knows no clock: the
 * caller counts phases, the same for all workers, and calls beat() once for each. In shared memory the count
 * wraps at 32 bits, so only differences are taken.
 */
export class Engine {
  readonly #core: EngineCore;
  readonly #words: Int32Array;
  readonly #memory: MediaMemory;
  readonly #control: number;
  readonly #jobs: JobList;
  readonly #rooms: RoomList;
  readonly #sockets: LegSockets;
  readonly #receiver: Receiver;
  readonly #legs: LegFrames;
  readonly #player: PromptPlayer;
  readonly #mix: RoomMix;
  readonly #tap: RecorderTap;
  readonly #outbox: Outbox;
  readonly #sender: Sender;
  readonly #reports: Reports;
  readonly #commands: CommandRunner;
  readonly #silentPhases: number;
  /** The legs of this phase, room by room, and where each room's begin. */
  readonly #due: Int32Array;
  readonly #dueRooms: Int32Array;
  readonly #dueStarts: Int32Array;
  #roomsDue = 0;
  #legsDue = 0;

  constructor(options: EngineOptions) {
    const { memory, worker, io } = options;
    const { shape } = memory;
    this.#memory = memory;
    this.#words = memory.words;
    this.#control = memory.control(worker);
    const roomsMax = shape.rooms + L.PHASES;
    this.#jobs = new JobList(shape.legs, roomsMax);
    const kernel = options.createKernel({
      bytes: memory.area.bytes,
      samples: memory.samples,
      jobs: this.#jobs.jobs,
      state: memory.words,
    });
    const events = new EventWriter(new WordRing(memory.words, memory.eventRing(worker), shape.eventWords));
    const counts = new WorkerCounts(memory.words, this.#control);
    this.#core = { worker, memory, io, kernel, jobs: this.#jobs.jobs, events, counts };
    this.#rooms = new RoomList(memory, worker);
    this.#player = new PromptPlayer(this.#core);
    this.#sockets = new LegSockets(io, options.bindAddress, shape.legs);
    this.#outbox = new Outbox(io, counts);
    const capture = new CaptureTap(this.#core);
    this.#reports = new Reports(this.#core, this.#sockets, this.#outbox, capture);
    const onFault = (slot: number): void => this.#fault(slot);
    this.#receiver = new Receiver(this.#core, this.#sockets, this.#reports, capture, onFault);
    const clips = new ClipRecorder(this.#core, this.#player);
    this.#legs = new LegFrames(this.#core, this.#jobs, this.#player, clips);
    this.#mix = new RoomMix(memory, this.#jobs);
    this.#tap = new RecorderTap(this.#core);
    this.#sender = new Sender(this.#core, this.#outbox, capture);
    this.#commands = new CommandRunner(
      this.#core,
      this.#rooms,
      this.#player,
      clips,
      this.#receiver,
      this.#sockets,
      onFault,
    );
    this.#silentPhases = Math.floor(options.mediaSilentMs / L.PHASE_MS);
    this.#due = new Int32Array(shape.legs);
    this.#dueRooms = new Int32Array(roomsMax);
    this.#dueStarts = new Int32Array(roomsMax + 1);
  }

  get counts(): WorkerCounts {
    return this.#core.counts;
  }

  /** A quarter of the work of 20 ms: the rooms of this phase. Phases are counted from 0; some may be left out. */
  beat(phaseCount: number): void {
    // As in shared memory; a count beyond 31 bits, after 124 days, would be a new number on the heap at each use.
    const phase = phaseCount | 0;
    const { counts, kernel, events } = this.#core;
    this.#reports.beginPhase();
    this.#receiver.receive(phase);
    this.#collect(phase);
    for (let i = 0; i < this.#roomsDue; i++) this.#pullRoom(i, phase);
    counts.add(COUNT.kernelRowsSkipped, this.#jobs.runDecode(kernel));
    for (let i = 0; i < this.#roomsDue; i++) this.#finishRoom(i);
    counts.add(COUNT.kernelRowsSkipped, this.#jobs.runFade(kernel));
    for (let i = 0; i < this.#roomsDue; i++) this.#mixRoom(i);
    counts.add(COUNT.kernelRowsSkipped, this.#jobs.runMix(kernel));
    for (let i = 0; i < this.#roomsDue; i++) this.#recordRoom(i, phase);
    for (let i = 0; i < this.#legsDue; i++) this.#sendLeg(this.#due[i]!);
    this.#outbox.flush();
    for (let i = 0; i < this.#legsDue; i++) this.#exit(this.#due[i]!);
    this.#commands.run(phase);
    events.publish();
    Atomics.add(this.#words, this.#control + L.CONTROL_HEARTBEAT, 1);
  }

  /** Lists the legs that are due, and moves their clocks on. */
  #collect(phase: number): void {
    const words = this.#words;
    this.#roomsDue = 0;
    this.#legsDue = 0;
    for (
      let room = this.#rooms.firstRoom(phase);
      room !== L.NONE;
      room = words[this.#memory.room(room) + L.ROOM_NEXT]!
    ) {
      this.#dueRooms[this.#roomsDue] = room;
      this.#dueStarts[this.#roomsDue] = this.#legsDue;
      this.#roomsDue += 1;
      let slot = words[this.#memory.room(room) + L.ROOM_HEAD]!;
      while (slot !== L.NONE) {
        const leg = this.#memory.leg(slot);
        if (this.#isDue(leg, phase)) this.#due[this.#legsDue++] = slot;
        slot = words[leg + L.LEG_NEXT]!;
      }
    }
    this.#dueStarts[this.#roomsDue] = this.#legsDue;
  }

  /**
   * A leg gets a frame each 20 ms, also when it changes to a room of another phase: then it may be a whole
   * beat early and is left out once. After a stall its outgoing timestamp jumps over what was missed.
   */
  #isDue(leg: number, phase: number): boolean {
    const words = this.#words;
    const behind = (phase - words[leg + L.LEG_DUE]!) | 0;
    if (behind <= -L.PHASES) return false;
    const missed = behind >= L.PHASES ? Math.floor(behind / L.PHASES) : 0;
    if (missed > 0) packetizerSkip(words, leg + L.LEG_PACKETIZER, missed * FRAME_TICKS);
    words[leg + L.LEG_DUE]! += (missed + 1) * L.PHASES;
    return true;
  }

  #pullRoom(index: number, phase: number): void {
    const isInRoom = !this.#isLobby(index);
    const end = this.#dueStarts[index + 1]!;
    for (let i = this.#dueStarts[index]!; i < end; i++) {
      const slot = this.#due[i]!;
      const leg = this.#memory.leg(slot);
      try {
        if (this.#words[leg + L.LEG_STATE] === L.LEG_OPENING) this.#awaitSocket(slot, leg);
        this.#receiver.tick(slot, leg, phase);
        if (this.#silentPhases > 0) this.#watchSilence(slot, leg, phase);
        this.#legs.pull(slot, leg, isInRoom, phase);
      } catch {
        this.#fault(slot);
      }
    }
  }

  #finishRoom(index: number): void {
    const isInRoom = !this.#isLobby(index);
    const end = this.#dueStarts[index + 1]!;
    for (let i = this.#dueStarts[index]!; i < end; i++) {
      const slot = this.#due[i]!;
      const leg = this.#memory.leg(slot);
      try {
        this.#legs.finish(slot, leg, isInRoom);
      } catch {
        this.#fault(slot);
      }
    }
  }

  #mixRoom(index: number): void {
    const room = this.#memory.room(this.#dueRooms[index]!);
    const start = this.#dueStarts[index]!;
    const end = this.#dueStarts[index + 1]!;
    this.#words[room + L.ROOM_SOUND] = this.#isLobby(index) ? NO_FRAME : this.#player.nextOfRoom(room);
    if (start < end || this.#words[room + L.ROOM_TAP] !== 0) this.#mix.write(room, this.#due, start, end);
  }

  #recordRoom(index: number, phase: number): void {
    const room = this.#memory.room(this.#dueRooms[index]!);
    if (this.#words[room + L.ROOM_TAP] === 0) return;
    this.#tap.write(room, this.#due, this.#dueStarts[index]!, this.#dueStarts[index + 1]!, phase);
  }

  #isLobby(index: number): boolean {
    return this.#words[this.#memory.room(this.#dueRooms[index]!) + L.ROOM_IS_LOBBY] === 1;
  }

  #sendLeg(slot: number): void {
    const leg = this.#memory.leg(slot);
    try {
      this.#sender.send(slot, leg);
      this.#reports.send(slot, leg);
    } catch {
      this.#fault(slot);
    }
  }

  /** A socket of the gateway takes a moment. */
  #awaitSocket(slot: number, leg: number): void {
    const result = this.#sockets.openResult(slot);
    if (result === undefined) return;
    if (result === 0) {
      if (this.#core.events.write(EVENT_OPENED, slot, 0, 0)) this.#words[leg + L.LEG_STATE] = L.LEG_OPEN;
      return;
    }
    if (!this.#core.events.write(EVENT_OPEN_FAILED, slot, result, 0)) return;
    this.#drop(slot, leg);
  }

  #watchSilence(slot: number, leg: number, phase: number): void {
    const words = this.#words;
    if (!legReceives(words, leg)) {
      words[leg + L.LEG_PACKET_AT] = phase;
      return;
    }
    const silent = (phase - words[leg + L.LEG_PACKET_AT]!) | 0;
    if (silent < this.#silentPhases * (words[leg + L.LEG_SILENCE_TOLD]! + 1)) return;
    words[leg + L.LEG_SILENCE_TOLD]! += 1;
    if (!this.#core.events.write(EVENT_MEDIA_SILENT, slot, silent * L.PHASE_MS, 0)) {
      this.#core.counts.add(COUNT.eventsDropped);
    }
  }

  /** A fault of ours in one leg: it is dropped, the others go on. */
  #fault(slot: number): void {
    const { counts, events } = this.#core;
    const leg = this.#memory.leg(slot);
    this.#legs.silence(leg);
    if (this.#words[leg + L.LEG_EXIT] === L.EXIT_CLOSE) return;
    counts.add(COUNT.legFaults);
    this.#words[leg + L.LEG_EXIT] = L.EXIT_CLOSE;
    if (!events.write(EVENT_LEG_FAULT, slot, 0, 0)) counts.add(COUNT.eventsDropped);
  }

  /** After the frame that faded it out, a leg leaves its room or is closed. */
  #exit(slot: number): void {
    const words = this.#words;
    const leg = this.#memory.leg(slot);
    const exit = words[leg + L.LEG_EXIT];
    if (exit === L.EXIT_NONE) return;
    if (exit === L.EXIT_ROOM) {
      words[leg + L.LEG_EXIT] = L.EXIT_NONE;
      this.#rooms.enterLobby(slot);
      return;
    }
    // The end of a leg is always told: while the ring is full it waits for the next beat.
    if (this.#core.events.write(EVENT_CLOSED, slot, 0, 0)) this.#drop(slot, leg);
  }

  #drop(slot: number, leg: number): void {
    this.#sockets.close(slot);
    this.#rooms.leave(slot);
    this.#words[leg + L.LEG_STATE] = L.LEG_FREE;
  }
}

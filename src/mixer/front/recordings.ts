import type { LegId, RecordingId } from '../../base/ids.js';
import type { MixerCommand, RoomKey } from '../mixer.js';
import type { RecorderCommand, RecorderEvent } from '../recording/recording-writer.js';
import * as L from '../shared/layout.js';
import type { FrontCore, FrontLeg } from './core.js';

interface Recording {
  readonly id: RecordingId;
  readonly room: RoomKey;
  readonly tap: number;
  /** Undefined: the mix alone. Numbered in the order of coming; who comes back goes on in the same track. */
  readonly tracks: Map<LegId, number> | undefined;
  /** The worker that has the room. */
  worker: number;
  stopped: boolean;
}

/** A recording's id names its folder. */
const SAFE_NAME = /^[\w-]+$/;

/** Which rooms are recorded, through which taps. A room that is recorded stays in its worker also when it is empty. */
export class Recordings {
  readonly #core: FrontCore;
  /** Undefined: nothing can be recorded. */
  readonly #recorder: ((command: RecorderCommand) => void) | undefined;
  readonly #byId = new Map<RecordingId, Recording>();
  readonly #byRoom = new Map<RoomKey, Recording>();
  readonly #taps: number[];

  constructor(core: FrontCore, recorder: ((command: RecorderCommand) => void) | undefined) {
    this.#core = core;
    this.#recorder = recorder;
    this.#taps = Array.from({ length: core.memory.shape.taps }, (_, tap) => tap);
  }

  start(
    { recording: id, room, tracks }: Extract<MixerCommand, { type: 'start-recording' }>,
    legs: Iterable<FrontLeg>,
  ): void {
    const isTaken = this.#byId.has(id) || this.#byRoom.has(room) || !SAFE_NAME.test(id);
    const tap = isTaken || this.#recorder === undefined ? undefined : this.#taps.shift();
    if (tap === undefined) {
      this.#core.counters.add('recordingsRefused');
      // A second answer must not end a recording that runs under this id.
      if (!this.#byId.has(id)) this.#core.owe(nothingWritten(id));
      return;
    }
    const recording = { id, room, tap, tracks: tracks ? new Map() : undefined, worker: 0, stopped: false };
    this.#byId.set(id, recording);
    this.#byRoom.set(room, recording);
    const { memory, placement } = this.#core;
    memory.words.fill(0, memory.tap(tap), memory.tap(tap) + L.TAP_INTS);
    this.#recorder!({ type: 'open', tap, name: id });
    placement.holdRoom(room);
    // Before the tap: what is written first must not be under the numbers of another recording.
    this.#assignTracks(room, legs);
    this.#attach(recording);
  }

  stop(id: RecordingId, legs: Iterable<FrontLeg>): void {
    const recording = this.#byId.get(id);
    if (recording === undefined || recording.stopped)
      return this.#core.counters.add('commandsForUnknownRecording');
    recording.stopped = true;
    this.#byRoom.delete(recording.room);
    const room = this.#core.placement.room(recording.room)!;
    this.#core.commands[room.worker]!.untap(room.index, recording.tap);
    this.#assignTracks(recording.room, legs);
    this.#core.placement.leaveRoom(recording.room);
    this.#recorder!({ type: 'finish', tap: recording.tap, tracks: recording.tracks?.size ?? 0 });
  }

  /** What to put into LEG_TRACK of a leg that enters a room. */
  trackOf(leg: LegId, room: RoomKey): number {
    const tracks = this.#byRoom.get(room)?.tracks;
    if (tracks === undefined) return 0;
    const known = tracks.get(leg);
    if (known !== undefined) return known + 1;
    if (tracks.size === L.TRACKS_MAX) {
      this.#core.counters.add('tracksRefused');
      return 0;
    }
    tracks.set(leg, tracks.size);
    return tracks.size;
  }

  hear(event: Extract<RecorderEvent, { type: 'written' }>): void {
    const recording = [...this.#byId.values()].find(({ tap }) => tap === event.tap);
    if (recording === undefined) return;
    this.#byId.delete(recording.id);
    this.#taps.push(recording.tap);
    const legs = [...(recording.tracks?.keys() ?? [])];
    const { files, durationMs, complete } = event.recording;
    this.#core.tell({
      type: 'recording-written',
      recording: recording.id,
      files: files.map(({ name, track, bytes }) => ({
        name,
        leg: track === undefined ? undefined : legs[track],
        bytes,
      })),
      durationMs,
      complete,
    });
  }

  /** The room's worker is dead; its successor goes on where it stopped, with a hole in between. */
  workerLost(worker: number): void {
    const { memory, placement } = this.#core;
    for (const recording of this.#byId.values()) {
      if (recording.worker !== worker) continue;
      if (recording.stopped) {
        // It was told to end the recording, and cannot have heard.
        Atomics.store(memory.words, memory.tap(recording.tap) + L.TAP_STATE, L.TAP_ENDED);
        continue;
      }
      const block = memory.room(placement.room(recording.room)!.index);
      memory.words.fill(0, block, block + L.ROOM_INTS);
      this.#attach(recording);
    }
  }

  /** What a recorder that has to be started again must open. */
  get open(): readonly RecorderCommand[] {
    return [...this.#byId.values()].flatMap(({ id, tap, stopped, tracks }) => [
      { type: 'open', tap, name: id } as const,
      ...(stopped ? [{ type: 'finish', tap, tracks: tracks?.size ?? 0 } as const] : []),
    ]);
  }

  #attach(recording: Recording): void {
    const room = this.#core.placement.room(recording.room)!;
    recording.worker = room.worker;
    this.#core.commands[room.worker]!.tap(room.index, recording.tap);
  }

  /** To those who are in the room; also that they have none. */
  #assignTracks(room: RoomKey, legs: Iterable<FrontLeg>): void {
    for (const leg of legs)
      if (leg.room === room && leg.moving === undefined)
        this.#core.commands[leg.worker]!.track(leg.slot, this.trackOf(leg.id, room));
  }
}

const nothingWritten = (recording: RecordingId) =>
  ({ type: 'recording-written', recording, files: [], durationMs: 0, complete: false }) as const;

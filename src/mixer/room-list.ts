import * as L from './shared/layout.js';
import type { MediaMemory } from './shared/media-memory.js';

/**
 * Which legs are in which room, and which rooms are due in which phase: lists through the blocks, so that
 * nothing is allocated when somebody enters. A leg without a room is in the lobby of its phase.
 */
export class RoomList {
  readonly #memory: MediaMemory;
  readonly #words: Int32Array;
  readonly #worker: number;
  readonly #heads = new Int32Array(L.PHASES).fill(L.NONE);
  readonly #legsOfPhase = new Int32Array(L.PHASES);

  constructor(memory: MediaMemory, worker: number) {
    this.#memory = memory;
    this.#words = memory.words;
    this.#worker = worker;
    for (let phase = 0; phase < L.PHASES; phase++) {
      const lobby = memory.lobby(worker, phase);
      this.#words.fill(0, memory.room(lobby), memory.room(lobby) + L.ROOM_INTS);
      this.#words[memory.room(lobby) + L.ROOM_IS_LOBBY] = 1;
      this.#link(lobby, phase);
    }
  }

  /** The first room that is due in that phase, or NONE; the others follow by ROOM_NEXT. */
  firstRoom(phase: number): number {
    return this.#heads[phase & (L.PHASES - 1)]!;
  }

  isInRoom(slot: number): boolean {
    return this.#words[this.#roomOf(slot) + L.ROOM_IS_LOBBY] === 0;
  }

  /** Takes the leg out of where it is, if anywhere, and puts it into `room`. */
  enter(slot: number, room: number): void {
    this.leave(slot);
    const words = this.#words;
    const block = this.#memory.room(room);
    if (words[block + L.ROOM_COUNT] === 0 && words[block + L.ROOM_IS_LOBBY] === 0) this.#openRoom(room);
    const leg = this.#memory.leg(slot);
    const head = words[block + L.ROOM_HEAD]!;
    words[leg + L.LEG_ROOM] = room;
    words[leg + L.LEG_NEXT] = head;
    words[leg + L.LEG_PREVIOUS] = L.NONE;
    if (head !== L.NONE) words[this.#memory.leg(head) + L.LEG_PREVIOUS] = slot;
    words[block + L.ROOM_HEAD] = slot;
    words[block + L.ROOM_COUNT]! += 1;
    this.#legsOfPhase[words[block + L.ROOM_PHASE]!]! += 1;
  }

  /** Keeps a room on its beat, also while nobody is in it. */
  hold(room: number): void {
    const block = this.#memory.room(room);
    if (this.#words[block + L.ROOM_COUNT] === 0) this.#openRoom(room);
    this.#words[block + L.ROOM_COUNT]! += 1;
  }

  /** Takes a hold() back. */
  release(room: number): void {
    const block = this.#memory.room(room);
    this.#words[block + L.ROOM_COUNT]! -= 1;
    if (this.#words[block + L.ROOM_COUNT] === 0) this.#unlink(room);
  }

  enterLobby(slot: number): void {
    this.enter(slot, this.#memory.lobby(this.#worker, this.#calmestPhase()));
  }

  /** Out of every list: before it closes or moves away. */
  leave(slot: number): void {
    const words = this.#words;
    const leg = this.#memory.leg(slot);
    const room = words[leg + L.LEG_ROOM]!;
    if (room === L.NONE) return;
    const block = this.#memory.room(room);
    const next = words[leg + L.LEG_NEXT]!;
    const previous = words[leg + L.LEG_PREVIOUS]!;
    if (next !== L.NONE) words[this.#memory.leg(next) + L.LEG_PREVIOUS] = previous;
    if (previous === L.NONE) words[block + L.ROOM_HEAD] = next;
    else words[this.#memory.leg(previous) + L.LEG_NEXT] = next;
    words[leg + L.LEG_ROOM] = L.NONE;
    words[block + L.ROOM_COUNT]! -= 1;
    this.#legsOfPhase[words[block + L.ROOM_PHASE]!]! -= 1;
    if (words[block + L.ROOM_COUNT] === 0 && words[block + L.ROOM_IS_LOBBY] === 0) this.#unlink(room);
  }

  #roomOf(slot: number): number {
    return this.#memory.room(this.#words[this.#memory.leg(slot) + L.LEG_ROOM]!);
  }

  #openRoom(room: number): void {
    const block = this.#memory.room(room);
    this.#words.fill(0, block, block + L.ROOM_INTS);
    this.#link(room, this.#calmestPhase());
  }

  #link(room: number, phase: number): void {
    const words = this.#words;
    const block = this.#memory.room(room);
    const head = this.#heads[phase]!;
    words[block + L.ROOM_PHASE] = phase;
    words[block + L.ROOM_HEAD] = L.NONE;
    words[block + L.ROOM_NEXT] = head;
    words[block + L.ROOM_PREVIOUS] = L.NONE;
    if (head !== L.NONE) words[this.#memory.room(head) + L.ROOM_PREVIOUS] = room;
    this.#heads[phase] = room;
  }

  #unlink(room: number): void {
    const words = this.#words;
    const block = this.#memory.room(room);
    const next = words[block + L.ROOM_NEXT]!;
    const previous = words[block + L.ROOM_PREVIOUS]!;
    if (next !== L.NONE) words[this.#memory.room(next) + L.ROOM_PREVIOUS] = previous;
    if (previous === L.NONE) this.#heads[words[block + L.ROOM_PHASE]!] = next;
    else words[this.#memory.room(previous) + L.ROOM_NEXT] = next;
  }

  #calmestPhase(): number {
    let calmest = 0;
    for (let phase = 1; phase < L.PHASES; phase++) {
      if (this.#legsOfPhase[phase]! < this.#legsOfPhase[calmest]!) calmest = phase;
    }
    return calmest;
  }
}

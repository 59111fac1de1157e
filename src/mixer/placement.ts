import type { RoomKey } from './mixer.js';
import { invariant } from '../base/errors.js';

/** A room as the main thread knows it. */
export interface PlacedRoom {
  readonly index: number;
  readonly worker: number;
  members: number;
}

/**
 * Which worker has which legs and rooms. Legs open where there is most room; a room is made where its first
 * leg is, so that small rooms need no move.
 */
export class Placement {
  readonly #legsPerWorker: number;
  /** Legs by the worker that processes them. */
  readonly #legs: number[];
  /** Free slots of each worker's own range, oldest first: a slot rests as long as possible. */
  readonly #slots: number[][];
  readonly #rooms = new Map<RoomKey, PlacedRoom>();
  readonly #roomIndexes: number[];

  constructor(workers: number, legsPerWorker: number, roomsMax: number) {
    this.#legsPerWorker = legsPerWorker;
    this.#legs = Array.from({ length: workers }, () => 0);
    this.#slots = Array.from({ length: workers }, (_, worker) =>
      Array.from({ length: legsPerWorker }, (_, slot) => worker * legsPerWorker + slot),
    );
    this.#roomIndexes = Array.from({ length: roomsMax }, (_, index) => index);
  }

  legsOf(worker: number): number {
    return this.#legs[worker]!;
  }

  /** In the worker of the room `near`, if it can be. Undefined when all slots are taken. */
  openLeg(near?: RoomKey): { readonly slot: number; readonly worker: number } | undefined {
    const beside = near === undefined ? undefined : this.#rooms.get(near)?.worker;
    const order = beside === undefined ? this.#byLoad() : [beside, ...this.#byLoad()];
    const worker = order.find((candidate) => this.#slots[candidate]!.length > 0);
    if (worker === undefined) return undefined;
    this.#legs[worker]! += 1;
    return { slot: this.#slots[worker]!.shift()!, worker };
  }

  closeLeg(slot: number, worker: number): void {
    this.#legs[worker]! -= 1;
    this.#slots[Math.floor(slot / this.#legsPerWorker)]!.push(slot);
  }

  moveLeg(from: number, to: number): void {
    this.#legs[from]! -= 1;
    this.#legs[to]! += 1;
  }

  room(key: RoomKey): PlacedRoom | undefined {
    return this.#rooms.get(key);
  }

  /** The room's next member, at present in `worker`. */
  enterRoom(key: RoomKey, worker: number): PlacedRoom {
    let room = this.#rooms.get(key);
    if (room === undefined) {
      const index = this.#roomIndexes.shift();
      // Each leg is in one room, or in two on its way from one to the other; an empty room is freed.
      invariant(index !== undefined, 'more rooms than legs can be in');
      room = { index, worker, members: 0 };
      this.#rooms.set(key, room);
    }
    room.members += 1;
    return room;
  }

  /** As a member that is no leg: the room stays until leaveRoom, and is made where there is most room. */
  holdRoom(key: RoomKey): PlacedRoom {
    return this.enterRoom(key, this.#byLoad()[0]!);
  }

  leaveRoom(key: RoomKey): void {
    const room = this.#rooms.get(key);
    if (room === undefined) return;
    room.members -= 1;
    if (room.members > 0) return;
    this.#rooms.delete(key);
    this.#roomIndexes.push(room.index);
  }

  #byLoad(): number[] {
    return this.#legs.map((_, worker) => worker).sort((a, b) => this.#legs[a]! - this.#legs[b]!);
  }
}

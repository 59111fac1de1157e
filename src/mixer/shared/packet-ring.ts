/// <reference lib="es2024.sharedmemory" />
import { PACKET_BYTES_MAX, RECORD_INTS, RECORD_LENGTH, RECORD_OFFSET } from '../io/packet-io.js';

/**
 * A bounded ring of packets from one thread to one other. The producer alone writes the tail and the entries
 * behind it, the consumer alone writes the head; both count upwards for ever and wrap as 32-bit integers.
 * An entry is a row of RECORD_INTS columns, as in the tables of PacketIo, followed by the generation of its slot;
 * its bytes lie in a fixed place, at the row's RECORD_OFFSET of the shared area.
 */
export interface PacketRingMemory {
  /** Int32 cells on a SharedArrayBuffer: packetRingCells(capacity) of them. */
  readonly cells: Int32Array;
  /** The area that holds the packets' bytes, and others'. */
  readonly bytes: Uint8Array;
  /** Where this ring's part begins in `bytes`: capacity × PACKET_BYTES_MAX. */
  readonly dataOffset: number;
  /** A power of two. */
  readonly capacity: number;
}

/** Column of an entry behind those of RECORD_*: which owner of the slot it belongs to. */
export const ENTRY_GENERATION = RECORD_INTS;
const ENTRY_INTS = RECORD_INTS + 1;

const CELL_HEAD = 0;
const CELL_TAIL = 1;
const CELL_ENTRIES = 2;

export const packetRingCells = (capacity: number): number => CELL_ENTRIES + capacity * ENTRY_INTS;

export class PacketRing {
  readonly cells: Int32Array;
  readonly bytes: Uint8Array;
  readonly #dataOffset: number;
  readonly #capacity: number;

  constructor(memory: PacketRingMemory) {
    this.cells = memory.cells;
    this.bytes = memory.bytes;
    this.#dataOffset = memory.dataOffset;
    this.#capacity = memory.capacity;
  }

  /** Producer: the first cell of the entry `ahead` of the tail, its offset set; -1 when the ring is full. */
  reserve(ahead: number): number {
    const tail = this.cells[CELL_TAIL]! + ahead;
    if (((tail - Atomics.load(this.cells, CELL_HEAD)) | 0) >= this.#capacity) return -1;
    const place = tail & (this.#capacity - 1);
    const entry = CELL_ENTRIES + place * ENTRY_INTS;
    this.cells[entry + RECORD_OFFSET] = this.#dataOffset + place * PACKET_BYTES_MAX;
    this.cells[entry + RECORD_LENGTH] = 0;
    return entry;
  }

  /** Producer: hands over the first `count` reserved entries and wakes the consumer. */
  publish(count: number): void {
    if (count === 0) return;
    Atomics.store(this.cells, CELL_TAIL, (this.cells[CELL_TAIL]! + count) | 0);
    Atomics.notify(this.cells, CELL_TAIL);
  }

  /** Consumer: how many entries wait. */
  waiting(): number {
    return (Atomics.load(this.cells, CELL_TAIL) - this.cells[CELL_HEAD]!) | 0;
  }

  /** Consumer: the first cell of the entry `ahead` of the head. */
  entry(ahead: number): number {
    return CELL_ENTRIES + ((this.cells[CELL_HEAD]! + ahead) & (this.#capacity - 1)) * ENTRY_INTS;
  }

  /** Consumer: gives the first `count` entries back to the producer. */
  release(count: number): void {
    Atomics.store(this.cells, CELL_HEAD, (this.cells[CELL_HEAD]! + count) | 0);
  }

  /** Consumer, where the thread may not block: resolves when there is more than is consumed. */
  async untilWaiting(): Promise<void> {
    const result = Atomics.waitAsync(this.cells, CELL_TAIL, this.cells[CELL_HEAD]!);
    if (result.async) await result.value;
  }
}

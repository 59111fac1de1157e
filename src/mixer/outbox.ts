import { COUNT, type WorkerCounts } from './core.js';
import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
} from './io/packet-io.js';

/** Packets on their way out, collected into one batch: write one at `place`, then add it. */
export class Outbox {
  readonly #io: PacketIo;
  readonly #counts: WorkerCounts;
  #rows = 0;

  constructor(io: PacketIo, counts: WorkerCounts) {
    this.#io = io;
    this.#counts = counts;
  }

  /** Where in the packet I/O's bytes the next packet is to be written. */
  get place(): number {
    return this.#io.sendOffset + this.#rows * PACKET_BYTES_MAX;
  }

  /** What was written at `place` leaves by the socket of `slot`, for the address and port at `words[to ..]`. */
  add(slot: number, length: number, words: Int32Array, to: number): void {
    const { outgoing, batchMax } = this.#io;
    const row = this.#rows * RECORD_INTS;
    outgoing[row + RECORD_SLOT] = slot;
    outgoing[row + RECORD_OFFSET] = this.place;
    outgoing[row + RECORD_LENGTH] = length;
    for (let i = 0; i < 4; i++) outgoing[row + RECORD_ADDRESS + i] = words[to + i]!;
    outgoing[row + RECORD_PORT] = words[to + 4]!;
    this.#rows += 1;
    if (this.#rows === batchMax) this.flush();
  }

  /** Hands over what is collected. */
  flush(): void {
    if (this.#rows === 0) return;
    const taken = this.#io.send(this.#rows);
    if (taken < this.#rows) this.#counts.add(COUNT.sendsShort, this.#rows - taken);
    this.#rows = 0;
  }
}

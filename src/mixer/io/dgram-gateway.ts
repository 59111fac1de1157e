import { Worker } from 'node:worker_threads';
import { InvariantError } from '../../base/errors.js';
import { ENTRY_GENERATION, PacketRing } from '../shared/packet-ring.js';
import {
  createDgramMemory,
  sharedInts,
  SLOT_GENERATION,
  SLOT_INTS,
  SLOT_PORT,
  SLOT_RESULT,
  type DgramMemory,
  type GatewayRequest,
} from './dgram-layout.js';
import { isForbiddenDestination, parseIp } from './ip-words.js';
import {
  PACKET_BYTES_MAX,
  PACKET_IO_COUNTERS,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  WAIT_NS_MAX,
  type PacketIo,
  type PacketIoCounter,
  type PacketIoCounters,
  type PacketIoOptions,
} from './packet-io.js';

const EINVAL = -22;
const EOPNOTSUPP = -95;
const START_MS_MAX = 10_000;
const NS_PER_MS = 1e6;

/** Packet I/O without native code: node:dgram sockets on a thread of their own, packets in shared rings. */
export const createDgramIo = (options: PacketIoOptions): PacketIo => new DgramIo(options);

class DgramIo implements PacketIo {
  readonly name = 'dgram';
  readonly bytes: Uint8Array;
  readonly received: Int32Array;
  readonly outgoing: Int32Array;
  readonly batchMax: number;
  readonly sendOffset: number;
  readonly #slotsMax: number;
  readonly #memory: DgramMemory;
  readonly #in: PacketRing;
  readonly #out: PacketRing;
  readonly #thread: Worker;
  /** Counts the owners of each slot; 0 as long as it had none. */
  readonly #generations: Int32Array;
  /** 1 from open() to close(). */
  readonly #inUse: Uint8Array;
  /** The worker's share of the counters. */
  readonly #counts = { received: 0, sent: 0, receiveStale: 0, sendFailed: 0, sendRefused: 0 };
  /** Entries of the last receive(), given back at the next. */
  #lent = 0;
  #destroyed = false;
  /** What performance.now() of this thread must be shifted by to tell CLOCK_MONOTONIC. */
  readonly #originNs = Number(process.hrtime.bigint()) - performance.now() * NS_PER_MS;
  /** Nobody ever notifies it: waiting for it is sleeping. */
  readonly #pillow = sharedInts(1);

  constructor(options: PacketIoOptions) {
    this.batchMax = options.batchMax;
    this.#slotsMax = options.slotsMax;
    this.#memory = createDgramMemory(options);
    this.bytes = this.#memory.bytes;
    this.sendOffset = this.#memory.sendOffset;
    this.received = sharedInts(options.batchMax * RECORD_INTS);
    this.outgoing = sharedInts(options.batchMax * RECORD_INTS);
    this.#generations = new Int32Array(options.slotsMax);
    this.#inUse = new Uint8Array(options.slotsMax);
    this.#in = new PacketRing(this.#memory.toWorker);
    this.#out = new PacketRing(this.#memory.toGateway);
    this.#thread = new Worker(new URL('./dgram-gateway-thread.js', import.meta.url), {
      workerData: this.#memory,
    });
    this.#thread.unref();
    if (Atomics.wait(this.#memory.ready, 0, 0, START_MS_MAX) === 'timed-out') {
      throw new InvariantError('the datagram gateway did not start');
    }
  }

  open(slot: number, address: string, port: number): number {
    if (this.#destroyed || !(slot >= 0 && slot < this.#slotsMax) || parseIp(address) === undefined)
      return EINVAL;
    // A refused open() leaves the slot free.
    if (this.#inUse[slot] === 1 && (this.openResult(slot) ?? 0) === 0) return EINVAL;
    this.#inUse[slot] = 1;
    const generation = ++this.#generations[slot]!;
    this.#request({ type: 'open', slot, generation, address, port });
    return 0;
  }

  openResult(slot: number): number | undefined {
    if (this.#inUse[slot] !== 1) return undefined;
    const { slots } = this.#memory;
    const cell = slot * SLOT_INTS;
    return Atomics.load(slots, cell + SLOT_GENERATION) === this.#generations[slot]
      ? slots[cell + SLOT_RESULT]
      : undefined;
  }

  localPort(slot: number): number {
    return this.openResult(slot) === 0 ? this.#memory.slots[slot * SLOT_INTS + SLOT_PORT]! : 0;
  }

  close(slot: number): void {
    if (this.#inUse[slot] !== 1) return;
    this.#inUse[slot] = 0;
    this.#generations[slot]!++;
    this.#request({ type: 'close', slot });
  }

  /** A socket of node:dgram cannot leave the thread that made it. */
  release(): number {
    return EOPNOTSUPP;
  }

  adopt(): number {
    return EOPNOTSUPP;
  }

  wait(deadlineNs: number): void {
    const sleepNs = Math.min(deadlineNs - this.nowNs(), WAIT_NS_MAX);
    if (sleepNs > 0) Atomics.wait(this.#pillow, 0, 0, sleepNs / NS_PER_MS);
  }

  nowNs(): number {
    return this.#originNs + performance.now() * NS_PER_MS;
  }

  receive(): number {
    this.#in.release(this.#lent);
    this.#lent = this.#destroyed ? 0 : Math.min(this.#in.waiting(), this.batchMax);
    const { cells } = this.#in;
    let rows = 0;
    for (let i = 0; i < this.#lent; i++) {
      const entry = this.#in.entry(i);
      if (cells[entry + ENTRY_GENERATION] !== this.#generations[cells[entry + RECORD_SLOT]!]) {
        this.#counts.receiveStale++;
        continue;
      }
      const row = rows++ * RECORD_INTS;
      for (let column = 0; column < RECORD_INTS; column++)
        this.received[row + column] = cells[entry + column]!;
    }
    this.#counts.received += rows;
    return rows;
  }

  send(count: number): number {
    if (this.#destroyed) return 0;
    let taken = 0;
    for (let i = 0; i < count; i++) {
      if (!this.#isSendable(i * RECORD_INTS)) this.#counts.sendRefused++;
      else if (this.#put(i * RECORD_INTS, taken)) taken++;
      else this.#counts.sendFailed++;
    }
    this.#out.publish(taken);
    this.#counts.sent += taken;
    return taken;
  }

  get counters(): PacketIoCounters {
    const own: Partial<Record<PacketIoCounter, number>> = this.#counts;
    const gateway = this.#memory.gatewayCounts;
    const entries = PACKET_IO_COUNTERS.map((name, at) => [name, (own[name] ?? 0) + gateway[at]!]);
    return Object.fromEntries(entries) as PacketIoCounters;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#inUse.fill(0);
    // Its sockets are closed with it; nobody waits for that.
    void this.#thread.terminate();
  }

  #request(request: GatewayRequest): void {
    this.#thread.postMessage(request);
  }

  #isSendable(row: number): boolean {
    const table = this.outgoing;
    const port = table[row + RECORD_PORT]!;
    const length = table[row + RECORD_LENGTH]!;
    const offset = table[row + RECORD_OFFSET]!;
    if (this.openResult(table[row + RECORD_SLOT]!) !== 0 || port <= 0 || port > 65_535) return false;
    if (length <= 0 || length > PACKET_BYTES_MAX || offset < this.sendOffset) return false;
    if (offset + length > this.sendOffset + this.batchMax * PACKET_BYTES_MAX) return false;
    const address = row + RECORD_ADDRESS;
    return !isForbiddenDestination(
      table[address]!,
      table[address + 1]!,
      table[address + 2]!,
      table[address + 3]!,
    );
  }

  /** Copies a row and its packet into the ring to the gateway, `ahead` of its tail. */
  #put(row: number, ahead: number): boolean {
    const entry = this.#out.reserve(ahead);
    if (entry < 0) return false;
    const { cells } = this.#out;
    const slot = this.outgoing[row + RECORD_SLOT]!;
    const start = this.outgoing[row + RECORD_OFFSET]!;
    const length = this.outgoing[row + RECORD_LENGTH]!;
    this.bytes.copyWithin(cells[entry + RECORD_OFFSET]!, start, start + length);
    cells[entry + RECORD_SLOT] = slot;
    cells[entry + RECORD_LENGTH] = length;
    for (let column = RECORD_PORT; column < RECORD_INTS; column++)
      cells[entry + column] = this.outgoing[row + column]!;
    cells[entry + ENTRY_GENERATION] = this.#generations[slot]!;
    return true;
  }
}

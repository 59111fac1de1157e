import {
  PACKET_BYTES_MAX,
  RECORD_ADDRESS,
  RECORD_INTS,
  RECORD_LENGTH,
  RECORD_OFFSET,
  RECORD_PORT,
  RECORD_SLOT,
  type PacketIo,
  type PacketIoCounters,
} from '../../src/mixer/io/packet-io.js';
import { NO_PACKETS } from '../support/packet-counts.js';
import { INTRUDER_HOST } from './intruder.js';
import { ipv4Word, type Network, type Port } from './network.js';

const EINVAL = -22;
const EADDRINUSE = -98;
const MAPPED_WORD = 0x0000ffff;
/** More than all callers of a world send in a beat. */
const BATCH_MAX = 128;

/** A media socket of the server. Its port outlives the hand-over from one worker to another. */
export interface MediaSocket {
  readonly port: Port;
  /** The worker and slot that it belongs to; undefined while it is handed over. */
  owner: { readonly io: SimPacketIo; readonly slot: number } | undefined;
  readonly waiting: { readonly bytes: Uint8Array; readonly from: Port }[];
  /** When the last packet came, for the check of lost media. */
  lastPacketMs: number | undefined;
}

/** All media sockets of one server, shared by its workers. */
export class MediaSockets {
  readonly network: Network;
  readonly now: () => number;
  readonly #byHandle = new Map<number, MediaSocket>();
  readonly #byPort = new Map<number, MediaSocket>();
  #handles = 0;

  constructor(network: Network, now: () => number) {
    this.network = network;
    this.now = now;
  }

  get handedOver(): number {
    return this.#byHandle.size;
  }

  /** Of the sockets that are bound. */
  get ports(): readonly number[] {
    return this.network.boundPorts
      .filter((port) => this.#byPort.get(port.port)?.port === port)
      .map(({ port }) => port);
  }

  lastPacketMs(port: number): number | undefined {
    return this.#byPort.get(port)?.lastPacketMs;
  }

  open(address: string, number: number): MediaSocket | undefined {
    const port: Port = {
      host: address,
      port: number,
      word: ipv4Word(address),
      line: undefined,
      receive: (bytes, length, from) => this.#arrived(socket, bytes, length, from),
    };
    const socket: MediaSocket = { port, owner: undefined, waiting: [], lastPacketMs: undefined };
    if (!this.network.bind(port)) return undefined;
    this.#byPort.set(number, socket);
    return socket;
  }

  release(socket: MediaSocket): number {
    socket.owner = undefined;
    this.#byHandle.set(++this.#handles, socket);
    return this.#handles;
  }

  adopt(handle: number): MediaSocket | undefined {
    const socket = this.#byHandle.get(handle);
    this.#byHandle.delete(handle);
    return socket;
  }

  #arrived(socket: MediaSocket, bytes: Uint8Array, length: number, from: Port): void {
    if (from.host !== INTRUDER_HOST) socket.lastPacketMs = this.now();
    if (socket.owner === undefined) socket.waiting.push({ bytes: bytes.slice(0, length), from });
    else socket.owner.io.arrived(socket.owner.slot, bytes, length, from);
  }
}

/** Packet I/O of one worker over the simulated network: what arrives lands in the next batch at once. */
export class SimPacketIo implements PacketIo {
  readonly name = 'mmsg';
  readonly batchMax = BATCH_MAX;
  readonly sendOffset = BATCH_MAX * PACKET_BYTES_MAX;
  readonly bytes = new Uint8Array(new SharedArrayBuffer(2 * this.sendOffset));
  readonly received = new Int32Array(BATCH_MAX * RECORD_INTS);
  readonly outgoing = new Int32Array(BATCH_MAX * RECORD_INTS);
  readonly #sockets: MediaSockets;
  readonly #bySlot = new Map<number, MediaSocket>();
  #rows = 0;
  #receivedCount = 0;
  #sentCount = 0;

  constructor(sockets: MediaSockets) {
    this.#sockets = sockets;
  }

  open(slot: number, address: string, port: number): number {
    if (this.#bySlot.has(slot)) return EINVAL;
    const socket = this.#sockets.open(address, port);
    if (socket === undefined) return EADDRINUSE;
    this.#own(slot, socket);
    return 0;
  }

  openResult(slot: number): number | undefined {
    return this.#bySlot.has(slot) ? 0 : undefined;
  }

  localPort(slot: number): number {
    return this.#bySlot.get(slot)?.port.port ?? 0;
  }

  close(slot: number): void {
    const socket = this.#bySlot.get(slot);
    if (socket === undefined) return;
    this.#sockets.network.unbind(socket.port);
    this.#bySlot.delete(slot);
  }

  release(slot: number): number {
    const socket = this.#bySlot.get(slot);
    if (socket === undefined) return EINVAL;
    this.#bySlot.delete(slot);
    return this.#sockets.release(socket);
  }

  adopt(slot: number, handle: number): number {
    const socket = this.#sockets.adopt(handle);
    if (socket === undefined || this.#bySlot.has(slot)) return EINVAL;
    this.#own(slot, socket);
    for (const { bytes, from } of socket.waiting.splice(0)) this.arrived(slot, bytes, bytes.length, from);
    return 0;
  }

  arrived(slot: number, bytes: Uint8Array, length: number, from: Port): void {
    if (this.#rows === BATCH_MAX) return;
    const row = this.#rows * RECORD_INTS;
    const offset = this.#rows * PACKET_BYTES_MAX;
    for (let i = 0; i < length; i++) this.bytes[offset + i] = bytes[i]!;
    this.received[row + RECORD_SLOT] = slot;
    this.received[row + RECORD_OFFSET] = offset;
    this.received[row + RECORD_LENGTH] = length;
    this.received[row + RECORD_PORT] = from.port;
    this.received[row + RECORD_ADDRESS] = 0;
    this.received[row + RECORD_ADDRESS + 1] = 0;
    this.received[row + RECORD_ADDRESS + 2] = MAPPED_WORD;
    this.received[row + RECORD_ADDRESS + 3] = from.word;
    this.#rows += 1;
  }

  wait(): void {
    // Virtual time: nobody sleeps.
  }

  nowNs(): number {
    return this.#sockets.now() * 1e6;
  }

  receive(): number {
    const rows = this.#rows;
    this.#rows = 0;
    this.#receivedCount += rows;
    return rows;
  }

  send(count: number): number {
    const { network } = this.#sockets;
    for (let i = 0; i < count; i++) {
      const row = i * RECORD_INTS;
      const socket = this.#bySlot.get(this.outgoing[row + RECORD_SLOT]!);
      if (socket === undefined) continue;
      const to = {
        word: this.outgoing[row + RECORD_ADDRESS + 3]!,
        port: this.outgoing[row + RECORD_PORT]!,
      };
      const start = this.outgoing[row + RECORD_OFFSET]!;
      network.send('rtp', this.bytes, start, this.outgoing[row + RECORD_LENGTH]!, socket.port, to);
      this.#sentCount += 1;
    }
    return count;
  }

  get counters(): PacketIoCounters {
    return { ...NO_PACKETS, received: this.#receivedCount, sent: this.#sentCount };
  }

  destroy(): void {
    for (const slot of this.#bySlot.keys()) this.close(slot);
  }

  #own(slot: number, socket: MediaSocket): void {
    socket.owner = { io: this, slot };
    this.#bySlot.set(slot, socket);
  }
}

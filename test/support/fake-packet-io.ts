import { formatIp, parseIp } from '../../src/mixer/io/ip-words.js';
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
import type { FakeNet } from './fake-net.js';
import { NO_PACKETS } from './packet-counts.js';

interface Arrived {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
}

class Socket {
  readonly waiting: Arrived[] = [];
  readonly address: string;
  readonly port: number;

  constructor(address: string, port: number) {
    this.address = address;
    this.port = port;
  }

  receive(bytes: Uint8Array, address: string, port: number): void {
    this.waiting.push({ bytes, address, port });
  }
}

const EINVAL = -22;
const EADDRINUSE = -98;

/** Sockets that were released and not adopted yet, by handle; one for all workers of a network. */
export class FakeHandles {
  readonly #sockets = new Map<number, Socket>();
  #next = 1;

  put(socket: Socket): number {
    this.#sockets.set(this.#next, socket);
    return this.#next++;
  }

  take(handle: number): Socket | undefined {
    const socket = this.#sockets.get(handle);
    this.#sockets.delete(handle);
    return socket;
  }

  close(net: FakeNet, handle: number): void {
    const socket = this.take(handle);
    if (socket !== undefined) net.unbind(socket.address, socket.port);
  }
}

/** Packet I/O over a FakeNet: the same contract, in memory and virtual time. */
export class FakePacketIo implements PacketIo {
  readonly name = 'mmsg';
  readonly bytes: Uint8Array;
  readonly received: Int32Array;
  readonly outgoing: Int32Array;
  readonly batchMax: number;
  readonly sendOffset: number;
  readonly #net: FakeNet;
  readonly #handles: FakeHandles;
  readonly #sockets = new Map<number, Socket>();
  #taken: { readonly slot: number; readonly packet: Arrived }[] = [];
  #sent = 0;
  #received = 0;

  constructor(net: FakeNet, handles: FakeHandles, batchMax = 64) {
    this.#net = net;
    this.#handles = handles;
    this.batchMax = batchMax;
    this.sendOffset = batchMax * PACKET_BYTES_MAX;
    this.bytes = new Uint8Array(new SharedArrayBuffer(2 * this.sendOffset));
    this.received = new Int32Array(batchMax * RECORD_INTS);
    this.outgoing = new Int32Array(batchMax * RECORD_INTS);
  }

  open(slot: number, address: string, port: number): number {
    if (this.#sockets.has(slot) || parseIp(address) === undefined) return EINVAL;
    const socket = new Socket(address, port);
    if (!this.#net.bind(address, port, socket)) return EADDRINUSE;
    this.#sockets.set(slot, socket);
    return 0;
  }

  openResult(slot: number): number | undefined {
    return this.#sockets.has(slot) ? 0 : undefined;
  }

  localPort(slot: number): number {
    return this.#sockets.get(slot)?.port ?? 0;
  }

  close(slot: number): void {
    const socket = this.#sockets.get(slot);
    if (socket === undefined) return;
    this.#net.unbind(socket.address, socket.port);
    this.#sockets.delete(slot);
  }

  release(slot: number): number {
    const socket = this.#sockets.get(slot);
    if (socket === undefined) return EINVAL;
    this.#sockets.delete(slot);
    // As io_uring does: what was taken from the socket before still comes out here.
    this.#taken.push(...socket.waiting.splice(0).map((packet) => ({ slot, packet })));
    return this.#handles.put(socket);
  }

  adopt(slot: number, handle: number): number {
    const socket = this.#handles.take(handle);
    if (socket === undefined || this.#sockets.has(slot)) return EINVAL;
    this.#sockets.set(slot, socket);
    return 0;
  }

  wait(): void {
    // Virtual time: nobody sleeps.
  }

  nowNs(): number {
    return this.#net.nowMs * 1e6;
  }

  receive(): number {
    let rows = 0;
    for (const { slot, packet } of this.#taken.splice(0, this.batchMax)) this.#row(rows++, slot, packet);
    for (const [slot, socket] of this.#sockets) {
      while (rows < this.batchMax) {
        const packet = socket.waiting.shift();
        if (packet === undefined) break;
        this.#row(rows, slot, packet);
        rows += 1;
      }
    }
    this.#received += rows;
    return rows;
  }

  send(count: number): number {
    for (let i = 0; i < count; i++) {
      const row = this.outgoing.subarray(i * RECORD_INTS, (i + 1) * RECORD_INTS);
      const socket = this.#sockets.get(row[RECORD_SLOT]!);
      if (socket === undefined) continue;
      const start = row[RECORD_OFFSET]!;
      const bytes = this.bytes.slice(start, start + row[RECORD_LENGTH]!);
      const [a, b, c, d] = row.subarray(RECORD_ADDRESS, RECORD_ADDRESS + 4);
      this.#net.send(bytes, socket.address, socket.port, formatIp([a!, b!, c!, d!]), row[RECORD_PORT]!);
      this.#sent += 1;
    }
    return count;
  }

  get counters(): PacketIoCounters {
    return { ...NO_PACKETS, received: this.#received, sent: this.#sent };
  }

  destroy(): void {
    for (const slot of this.#sockets.keys()) this.close(slot);
  }

  #row(index: number, slot: number, packet: Arrived): void {
    const row = index * RECORD_INTS;
    const offset = index * PACKET_BYTES_MAX;
    this.bytes.set(packet.bytes, offset);
    this.received[row + RECORD_SLOT] = slot;
    this.received[row + RECORD_OFFSET] = offset;
    this.received[row + RECORD_LENGTH] = packet.bytes.length;
    this.received[row + RECORD_PORT] = packet.port;
    this.received.set(parseIp(packet.address)!, row + RECORD_ADDRESS);
  }
}

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { InvariantError } from '../../base/errors.js';
import { projectRoot } from '../../base/project-root.js';
import { parseIp, isMappedIpv4 } from './ip-words.js';
import {
  PACKET_BYTES_MAX,
  PACKET_IO_COUNTERS,
  RECORD_INTS,
  type PacketIo,
  type PacketIoCounters,
  type PacketIoName,
  type PacketIoOptions,
} from './packet-io.js';

/** What native/addon.cc exports for packet I/O; native/README.md is the contract. */
interface PacketIoAddon {
  createIo(
    kind: number,
    bytes: Uint8Array,
    received: Int32Array,
    outgoing: Int32Array,
    counters: Float64Array,
    slotsMax: number,
    batchMax: number,
    receiveBuffers: number,
    sendOffset: number,
  ): number;
  open(
    handle: number,
    slot: number,
    ipv6: number,
    w0: number,
    w1: number,
    w2: number,
    w3: number,
    port: number,
  ): number;
  adopt(handle: number, slot: number, fd: number): number;
  release(handle: number, slot: number): number;
  close(handle: number, slot: number): void;
  localPort(handle: number, slot: number): number;
  receive(handle: number): number;
  send(handle: number, count: number): number;
  wait(deadlineNs: number): void;
  nowNs(): number;
  destroy(handle: number): void;
}

const KIND = { io_uring: 0, mmsg: 1 } as const;
/** Of one receive buffer; kReceiveStride in native/packet_io.h. */
const RECEIVE_STRIDE = 2112;
const RECEIVE_BUFFERS_MAX = 32_768;
const EINVAL = -22;

/** Packet I/O by io_uring. Throws where the addon is not built or the kernel has or allows no io_uring. */
export const createUringIo = (options: PacketIoOptions): PacketIo => new NativeIo('io_uring', options);
/** Packet I/O by epoll, recvmmsg and sendmmsg. Throws where the addon is not built. */
export const createMmsgIo = (options: PacketIoOptions): PacketIo => new NativeIo('mmsg', options);

class NativeIo implements PacketIo {
  readonly name: PacketIoName;
  readonly bytes: Uint8Array;
  readonly received: Int32Array;
  readonly outgoing: Int32Array;
  readonly batchMax: number;
  readonly sendOffset: number;
  readonly #addon: PacketIoAddon;
  readonly #handle: number;
  readonly #counts = new Float64Array(
    new SharedArrayBuffer(PACKET_IO_COUNTERS.length * Float64Array.BYTES_PER_ELEMENT),
  );

  constructor(name: keyof typeof KIND, options: PacketIoOptions) {
    const { slotsMax, batchMax } = options;
    this.name = name;
    this.batchMax = batchMax;
    this.#addon = loadAddon();
    const buffers = receiveBuffers(batchMax);
    this.sendOffset = buffers * RECEIVE_STRIDE;
    this.bytes = new Uint8Array(new SharedArrayBuffer(this.sendOffset + batchMax * PACKET_BYTES_MAX));
    this.received = packetTable(batchMax);
    this.outgoing = packetTable(batchMax);
    const memory = [this.bytes, this.received, this.outgoing, this.#counts] as const;
    this.#handle = this.#addon.createIo(KIND[name], ...memory, slotsMax, batchMax, buffers, this.sendOffset);
    if (this.#handle < 0) throw new Error(`${name} is not available: errno ${-this.#handle}`);
  }

  open(slot: number, address: string, port: number): number {
    const words = parseIp(address);
    if (words === undefined) return EINVAL;
    return this.#addon.open(this.#handle, slot, isMappedIpv4(words) ? 0 : 1, ...words, port);
  }

  /** open() is synchronous here: its own result was the final one. */
  openResult(slot: number): number | undefined {
    return this.localPort(slot) > 0 ? 0 : undefined;
  }

  localPort(slot: number): number {
    return this.#addon.localPort(this.#handle, slot);
  }

  close(slot: number): void {
    this.#addon.close(this.#handle, slot);
  }

  release(slot: number): number {
    return this.#addon.release(this.#handle, slot);
  }

  adopt(slot: number, handle: number): number {
    return this.#addon.adopt(this.#handle, slot, handle);
  }

  wait(deadlineNs: number): void {
    this.#addon.wait(deadlineNs);
  }

  nowNs(): number {
    return this.#addon.nowNs();
  }

  receive(): number {
    return this.#addon.receive(this.#handle);
  }

  send(count: number): number {
    return this.#addon.send(this.#handle, count);
  }

  get counters(): PacketIoCounters {
    const entries = PACKET_IO_COUNTERS.map((name, at) => [name, this.#counts[at]!]);
    return Object.fromEntries(entries) as PacketIoCounters;
  }

  destroy(): void {
    this.#addon.destroy(this.#handle);
  }
}

/** Twice a batch: one is lent out as rows while the next arrives. A power of two, as io_uring wants it. */
function receiveBuffers(batchMax: number): number {
  const buffers = 2 ** Math.ceil(Math.log2(2 * batchMax));
  if (buffers > RECEIVE_BUFFERS_MAX)
    throw new InvariantError(`batchMax ${batchMax} is above ${RECEIVE_BUFFERS_MAX / 2}`);
  return buffers;
}

const packetTable = (rows: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(rows * RECORD_INTS * Int32Array.BYTES_PER_ELEMENT));

const loadAddon = (): PacketIoAddon =>
  createRequire(import.meta.url)(join(projectRoot, 'build', 'huitong.node')) as PacketIoAddon;

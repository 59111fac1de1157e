import { PACKET_BYTES_MAX, PACKET_IO_COUNTERS, type PacketIoOptions } from './packet-io.js';
import { packetRingCells, type PacketRingMemory } from '../shared/packet-ring.js';

/** What the media worker and its gateway thread share; made by the worker, passed once as workerData. */
export interface DgramMemory {
  /** Received packets (the ring to the worker), the worker's send part, packets to send (the ring to the gateway). */
  readonly bytes: Uint8Array;
  readonly toWorker: PacketRingMemory;
  readonly toGateway: PacketRingMemory;
  /** Where the worker's own send part lies in `bytes`. */
  readonly sendOffset: number;
  /** SLOT_INTS cells a slot: the outcome of the last open() that the gateway has dealt with. */
  readonly slots: Int32Array;
  /** In the order of PACKET_IO_COUNTERS; what the gateway counts. The worker counts its share for itself. */
  readonly gatewayCounts: Float64Array;
  /** One cell, 1 when the gateway runs. */
  readonly ready: Int32Array;
}

export const SLOT_INTS = 3;
/** Whose outcome this is; written last. */
export const SLOT_GENERATION = 0;
/** 0 open, or a negative errno. */
export const SLOT_RESULT = 1;
export const SLOT_PORT = 2;

/** What the worker asks of the gateway outside the rings: rare, so a message may be allocated. */
export type GatewayRequest =
  | {
      readonly type: 'open';
      readonly slot: number;
      readonly generation: number;
      readonly address: string;
      readonly port: number;
    }
  | { readonly type: 'close'; readonly slot: number };

/** Also with small batches a burst must find room: nothing else holds packets while the worker is busy. */
const RING_CAPACITY_MIN = 1024;

export function createDgramMemory({ slotsMax, batchMax }: PacketIoOptions): DgramMemory {
  // Twice a batch: one is lent out as rows, or on its way to the kernel, while the next comes.
  const capacity = Math.max(RING_CAPACITY_MIN, 2 ** Math.ceil(Math.log2(2 * batchMax)));
  const sendOffset = capacity * PACKET_BYTES_MAX;
  const toGatewayOffset = sendOffset + batchMax * PACKET_BYTES_MAX;
  const bytes = new Uint8Array(new SharedArrayBuffer(toGatewayOffset + capacity * PACKET_BYTES_MAX));
  const ring = (dataOffset: number): PacketRingMemory => ({
    cells: sharedInts(packetRingCells(capacity)),
    bytes,
    dataOffset,
    capacity,
  });
  return {
    bytes,
    toWorker: ring(0),
    toGateway: ring(toGatewayOffset),
    sendOffset,
    slots: sharedInts(slotsMax * SLOT_INTS),
    gatewayCounts: new Float64Array(
      new SharedArrayBuffer(PACKET_IO_COUNTERS.length * Float64Array.BYTES_PER_ELEMENT),
    ),
    ready: sharedInts(1),
  };
}

export const sharedInts = (count: number): Int32Array =>
  new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));

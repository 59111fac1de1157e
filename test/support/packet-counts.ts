import { PACKET_IO_COUNTERS, type PacketIoCounters } from '../../src/mixer/io/packet-io.js';

/** Of packet I/O that has neither received nor sent. */
export const NO_PACKETS = Object.fromEntries(PACKET_IO_COUNTERS.map((name) => [name, 0])) as Record<
  keyof PacketIoCounters,
  number
>;

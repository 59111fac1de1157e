/**
 * Moves batches of packets between sockets and shared memory. One instance belongs to one media worker and
 * is made and used in that worker's thread. Three implementations stand under one contract suite: native
 * io_uring, native recvmmsg/sendmmsg + epoll, and node:dgram on a gateway thread. Nothing here allocates per
 * packet after construction, and nothing throws on the beat: failures are counted.
 *
 * Memory: `bytes` is one SharedArrayBuffer-backed area owned by the worker. Received packets land in the
 * receive part, each at most PACKET_BYTES_MAX; packets to send are built by the worker in the send part.
 * `received` and `outgoing` are Int32 tables of RECORD_INTS columns a row, described by the constants below.
 */
export const PACKET_BYTES_MAX = 2048;

/** Columns of one row of the `received` and `outgoing` tables. */
export const RECORD_INTS = 8;
/** Which socket: the slot number given to open(). */
export const RECORD_SLOT = 0;
/** Where the packet starts in `bytes`, in bytes. */
export const RECORD_OFFSET = 1;
/** Its length in bytes. */
export const RECORD_LENGTH = 2;
/** The other side's port. */
export const RECORD_PORT = 3;
/** The other side's address as four big-endian 32-bit words; IPv4 as ::ffff:a.b.c.d, so three are constant. */
export const RECORD_ADDRESS = 4;

/** Counted since construction. The order is the layout of the counters that native code writes. */
export const PACKET_IO_COUNTERS = [
  /** Rows handed out by receive(). */
  'received',
  /** Packets the kernel (or the gateway's ring) took. */
  'sent',
  /** Lost for want of a buffer or of room in the gateway's ring. */
  'receiveDropped',
  /** Longer than PACKET_BYTES_MAX; not handed out. */
  'receiveOversize',
  /** For a slot closed or reopened since; not handed out. */
  'receiveStale',
  /** The socket reported an error, such as an ICMP unreachable; it goes on. */
  'receiveErrors',
  /** The kernel refused a packet (full buffer, unreachable); the packet is gone. */
  'sendFailed',
  /** A row with no open slot, no length, or a destination nobody may send to (port 0, unspecified, multicast, broadcast). */
  'sendRefused',
] as const;
export type PacketIoCounter = (typeof PACKET_IO_COUNTERS)[number];
export type PacketIoCounters = Readonly<Record<PacketIoCounter, number>>;

export interface PacketIoOptions {
  /** Slots are 0 .. slotsMax - 1. */
  readonly slotsMax: number;
  /** Rows in `received` and in `outgoing`. */
  readonly batchMax: number;
}

export type PacketIoName = 'io_uring' | 'mmsg' | 'dgram';

export interface PacketIo {
  /** What was chosen, for the log. */
  readonly name: PacketIoName;
  /** The area all offsets point into. */
  readonly bytes: Uint8Array;
  readonly received: Int32Array;
  readonly outgoing: Int32Array;
  /** Rows in `received` and in `outgoing`, at most. */
  readonly batchMax: number;
  /** Where the send part starts in `bytes`: row i of `outgoing` may use PACKET_BYTES_MAX bytes at sendOffset + i * PACKET_BYTES_MAX. */
  readonly sendOffset: number;

  /**
   * Binds a UDP socket to address:port for `slot`. 0, or a negative errno: -98 EADDRINUSE, -22 EINVAL for a slot
   * in use or out of range or for an address that is no numeric one. The gateway binds asynchronously:
   * openResult() tells when it is known. DSCP EF is set where possible (not on the gateway).
   */
  open(slot: number, address: string, port: number): number;
  /** For implementations whose open() is asynchronous: undefined while unknown, then 0 or a negative errno. */
  openResult(slot: number): number | undefined;
  /** The port the slot's socket is bound to; 0 while it is not. */
  localPort(slot: number): number;
  /** What has not been handed out by receive() is dropped. A slot that is not open is left alone. */
  close(slot: number): void;
  /**
   * Hands the open socket of `slot` out, to be adopted by another worker's PacketIo; a negative errno when this
   * cannot be done (-95 EOPNOTSUPP on the gateway). What was already taken from the socket comes out of receive()
   * under this slot as before, until it returns less than batchMax; open or adopt into the slot only after that.
   * Whatever arrives later waits in the socket for the adopter, so nothing is lost on the way.
   */
  release(slot: number): number;
  /** Takes over a socket that another PacketIo of this process released. 0 or a negative errno. */
  adopt(slot: number, handle: number): number;

  /** Sleeps until the deadline on the clock of nowNs(), at most WAIT_NS_MAX. Packets do not end it. */
  wait(deadlineNs: number): void;
  /** The monotonic clock, in ns as a double. The same origin in all workers of the process: CLOCK_MONOTONIC. */
  nowNs(): number;
  /**
   * Moves waiting packets into `received`; returns the number of rows, at most batchMax. Call again while it
   * returns batchMax. Rows and the bytes they point at are valid until the next call.
   */
  receive(): number;
  /** Sends the first `count` rows of `outgoing`; returns how many were taken. The rows may be reused at once. */
  send(count: number): number;
  readonly counters: PacketIoCounters;
  /** Closes every socket and frees everything; safe to call twice. Afterwards receive() and send() return 0. */
  destroy(): void;
}

/** No native call blocks longer than one beat: a thread inside one cannot be stopped. */
export const WAIT_NS_MAX = 20_000_000;

/**
 * Moves batches of packets between sockets and shared memory. One instance belongs to one media worker.
 * Three implementations stand under one contract suite: native io_uring, native recvmmsg/sendmmsg + epoll,
 * and node:dgram on a gateway thread. Nothing here allocates after construction, nothing blocks longer than
 * the deadline given to wait(), nothing throws on the beat: failures are counted.
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

export interface PacketIoCounters {
  readonly received: number;
  readonly sent: number;
  /** A packet that did not fit PACKET_BYTES_MAX or found no free buffer. */
  readonly receiveDropped: number;
  /** The kernel refused a packet (full buffer, unreachable); the packet is gone. */
  readonly sendFailed: number;
}

export interface PacketIo {
  /** What was chosen, for the log: 'io_uring', 'mmsg' or 'dgram'. */
  readonly name: string;
  /** The area all offsets point into. */
  readonly bytes: Uint8Array;
  readonly received: Int32Array;
  readonly outgoing: Int32Array;
  /** Rows in `received` and in `outgoing`, at most. */
  readonly batchMax: number;
  /** Where the send part starts in `bytes`: row i of `outgoing` may use PACKET_BYTES_MAX bytes at sendOffset + i * PACKET_BYTES_MAX. */
  readonly sendOffset: number;

  /**
   * Binds a UDP socket to address:port for `slot`. 0, or a negative errno (-98 EADDRINUSE). The gateway
   * implementation binds asynchronously: openResult() tells when it is known. DSCP EF is set where possible.
   */
  open(slot: number, address: string, port: number): number;
  /** For implementations whose open() is asynchronous: undefined while unknown, then 0 or a negative errno. */
  openResult(slot: number): number | undefined;
  close(slot: number): void;
  /** Hands the open socket of `slot` out, to be adopted by another worker's PacketIo; -1 when this cannot be done. */
  release(slot: number): number;
  /** Takes over a socket that another PacketIo released. 0 or a negative errno. */
  adopt(slot: number, handle: number): number;

  /**
   * Sleeps until the deadline, a doorbell, or (implementation's choice) waiting packets; at most one beat.
   * `deadlineNs` is on the clock of nowNs().
   */
  wait(deadlineNs: number): void;
  /** The monotonic clock, in ns as a double. The same origin in all workers of the process: CLOCK_MONOTONIC. */
  nowNs(): number;
  /** Moves waiting packets into `received`; returns the number of rows, at most batchMax. Call again while it returns batchMax. */
  receive(): number;
  /** Sends the first `count` rows of `outgoing`; returns how many the kernel took. The rows may be reused at once. */
  send(count: number): number;
  readonly counters: PacketIoCounters;
  /** Closes every socket and frees everything; safe to call twice. */
  destroy(): void;
}

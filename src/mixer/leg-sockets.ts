import type { PacketIo } from './io/packet-io.js';

/**
 * A leg's pair of sockets: RTP in the packet I/O's slot of the leg's number, RTCP on the next port (RFC 3550 §11)
 * in the slot `legs` further. Both are open or none is.
 */
export class LegSockets {
  readonly #io: PacketIo;
  readonly #bindAddress: string;
  readonly #legs: number;

  constructor(io: PacketIo, bindAddress: string, legs: number) {
    this.#io = io;
    this.#bindAddress = bindAddress;
    this.#legs = legs;
  }

  /** 0, or a negative errno: then the pair cannot be used. */
  open(slot: number, port: number): number {
    const result = this.#io.open(slot, this.#bindAddress, port);
    if (result < 0) return result;
    const rtcpResult = this.#io.open(this.rtcpSlot(slot), this.#bindAddress, port + 1);
    if (rtcpResult < 0) this.#io.close(slot);
    return rtcpResult;
  }

  /** Undefined while it is not known of both, then 0 or the errno of the one that failed. */
  openResult(slot: number): number | undefined {
    const result = this.#io.openResult(slot);
    return result === 0 ? this.#io.openResult(this.rtcpSlot(slot)) : result;
  }

  close(slot: number): void {
    this.#io.close(slot);
    this.#io.close(this.rtcpSlot(slot));
  }

  /** The RTP socket's handle, or a negative errno: then the pair stays. */
  release(slot: number): number {
    return this.#io.release(slot);
  }

  /** The RTCP socket's handle, after the other's; negative when it stays behind, closed. */
  releaseRtcp(slot: number): number {
    const handle = this.#io.release(this.rtcpSlot(slot));
    if (handle < 0) this.#io.close(this.rtcpSlot(slot));
    return handle;
  }

  /** 0, or a negative errno. A leg whose RTCP socket was lost on the way goes on without it. */
  adopt(slot: number, handle: number, rtcpHandle: number): number {
    const result = this.#io.adopt(slot, handle);
    if (result >= 0 && rtcpHandle >= 0) this.#io.adopt(this.rtcpSlot(slot), rtcpHandle);
    return result;
  }

  rtcpSlot(slot: number): number {
    return this.#legs + slot;
  }

  /** The leg of a slot of the packet I/O, RTP or RTCP. */
  legSlot(ioSlot: number): number {
    return ioSlot < this.#legs ? ioSlot : ioSlot - this.#legs;
  }
}

import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../../base/errors.js';
import type { MediaMemory } from '../shared/media-memory.js';
import { capturedPackets, type CapturedPacket } from './capture-ring.js';
import { pcapHeader, pcapRecord } from './pcap.js';

/** What a capture writer is told. Plain values: it is on another thread. */
export type CaptureCommand =
  | {
      readonly type: 'open-capture';
      readonly capture: number;
      readonly file: string;
      /** Ours: that of RTP, with RTCP on the next port. */
      readonly local: { readonly address: string; readonly port: number };
    }
  | { readonly type: 'close-capture'; readonly capture: number };

export type CaptureEvent = {
  readonly type: 'captured';
  readonly capture: number;
  readonly packets: number;
  readonly bytes: number;
  /** Undefined: all could be written. */
  readonly fault: string | undefined;
};

interface Open {
  readonly command: Extract<CaptureCommand, { type: 'open-capture' }>;
  packets: number;
  bytes: number;
  fault: string | undefined;
  closing: boolean;
}

/** A call of five minutes with 20 ms a packet takes 7 MB. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;
const NS_PER_S = 1_000_000_000n;
const NS_PER_MS = 1_000_000n;

/** Empties the rings of captured packets into files. Blocks on the disk, so it is not on the main thread. */
export class CaptureWriter {
  readonly #memory: MediaMemory;
  readonly #onEvent: (event: CaptureEvent) => void;
  readonly #open = new Map<number, Open>();
  /** From CLOCK_MONOTONIC to UTC. */
  readonly #offsetNs: bigint;

  constructor(memory: MediaMemory, onEvent: (event: CaptureEvent) => void) {
    this.#memory = memory;
    this.#onEvent = onEvent;
    this.#offsetNs = BigInt(Date.now()) * NS_PER_MS - process.hrtime.bigint();
  }

  handle(command: CaptureCommand): void {
    if (command.type === 'close-capture') {
      const open = this.#open.get(command.capture);
      if (open !== undefined) open.closing = true;
      return;
    }
    const open: Open = { command, packets: 0, bytes: 0, fault: undefined, closing: false };
    this.#open.set(command.capture, open);
    write(open, [pcapHeader()]);
  }

  /** To be called several times a second. The packets of one call wait here until all workers were asked. */
  poll(): void {
    const records = new Map<Open, Uint8Array[]>();
    // Asked before the rings are: what was sent to them before the end is in them by now.
    const closing = [...this.#open.values()].filter((open) => open.closing);
    for (let worker = 0; worker < this.#memory.shape.workers; worker++) {
      for (const packet of capturedPackets(this.#memory, worker)) {
        const open = this.#open.get(packet.capture);
        if (open === undefined) continue;
        const lines = records.get(open) ?? [];
        records.set(open, lines);
        lines.push(this.#record(packet, open.command.local));
      }
    }
    for (const [open, lines] of records) write(open, lines);
    for (const { command, packets, bytes, fault } of closing) {
      this.#open.delete(command.capture);
      this.#onEvent({ type: 'captured', capture: command.capture, packets, bytes, fault });
    }
  }

  #record(packet: CapturedPacket, local: { readonly address: string; readonly port: number }): Uint8Array {
    const { monotonicS, nanoseconds, peer, sent, rtcp, length, bytes } = packet;
    const atNs = BigInt(monotonicS) * NS_PER_S + BigInt(nanoseconds) + this.#offsetNs;
    const own = { address: local.address, port: rtcp ? local.port + 1 : local.port };
    const [from, to] = sent ? [own, peer] : [peer, own];
    const [utcS, restNs] = [Number(atNs / NS_PER_S), Number(atNs % NS_PER_S)];
    return pcapRecord({ utcS, nanoseconds: restNs, from, to, length, bytes });
  }
}

/** Appends as much as the file may still take; a disk that refuses ends the file there. */
function write(open: Open, records: readonly Uint8Array[]): void {
  const room = FILE_BYTES_MAX - open.bytes;
  const whole = Buffer.concat(records);
  if (open.fault !== undefined) return;
  if (whole.length > room) {
    open.fault = 'the file is full';
    return;
  }
  try {
    mkdirSync(dirname(open.command.file), { recursive: true });
    // Its name is new: it is begun here, and nobody else's to read.
    appendFileSync(open.command.file, whole, { mode: 0o600 });
    open.packets += open.bytes === 0 ? 0 : records.length;
    open.bytes += whole.length;
  } catch (thrown) {
    open.fault = messageOf(thrown);
  }
}

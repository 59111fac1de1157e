import { formatIp } from '../io/ip-words.js';
import * as L from '../shared/layout.js';
import type { MediaMemory } from '../shared/media-memory.js';

/**
 * The ring between a media worker and the capture writer: one producer, one consumer, no locks. Head and tail count
 * packets and never turn back. Each packet has a cell of words, described here, and CAPTURE_BYTES of its own.
 */
export const CELL_CAPTURE = 0;
export const CELL_FLAGS = 1;
export const FLAG_SENT = 1;
/** By the socket of RTCP, on the port behind that of RTP. */
export const FLAG_RTCP = 2;
/** CLOCK_MONOTONIC. */
export const CELL_SECONDS = 2;
export const CELL_NANOSECONDS = 3;
/** On the wire; what is longer than CAPTURE_BYTES is cut. */
export const CELL_LENGTH = 4;
/** The peer's. */
export const CELL_PORT = 5;
export const CELL_ADDRESS = 6;

export interface CapturedPacket {
  readonly capture: number;
  readonly sent: boolean;
  readonly rtcp: boolean;
  readonly monotonicS: number;
  readonly nanoseconds: number;
  readonly peer: { readonly address: string; readonly port: number };
  readonly length: number;
  /** A copy, at most CAPTURE_BYTES of it. */
  readonly bytes: Uint8Array;
}

/** Consumer: takes whatever waits in a worker's ring. */
export function* capturedPackets(memory: MediaMemory, worker: number): IterableIterator<CapturedPacket> {
  const { words, area } = memory;
  const ring = memory.captureRing(worker);
  const head = Atomics.load(words, ring + L.CAPTURE_HEAD);
  for (let at = words[ring + L.CAPTURE_TAIL]!; at !== head; at = (at + 1) | 0) {
    const place = at & (L.CAPTURE_CELLS - 1);
    const cell = ring + L.CAPTURE_CELLS_AT + place * L.CAPTURE_CELL_INTS;
    const word = (index: number): number => words[cell + index]!;
    const length = word(CELL_LENGTH);
    const start = memory.captureBytes(worker) + place * L.CAPTURE_BYTES;
    yield {
      capture: word(CELL_CAPTURE),
      sent: (word(CELL_FLAGS) & FLAG_SENT) !== 0,
      rtcp: (word(CELL_FLAGS) & FLAG_RTCP) !== 0,
      monotonicS: word(CELL_SECONDS),
      nanoseconds: word(CELL_NANOSECONDS),
      peer: {
        address: formatIp([
          word(CELL_ADDRESS),
          word(CELL_ADDRESS + 1),
          word(CELL_ADDRESS + 2),
          word(CELL_ADDRESS + 3),
        ]),
        port: word(CELL_PORT),
      },
      length,
      bytes: area.bytes.slice(start, start + Math.min(length, L.CAPTURE_BYTES)),
    };
    Atomics.store(words, ring + L.CAPTURE_TAIL, (at + 1) | 0);
  }
}

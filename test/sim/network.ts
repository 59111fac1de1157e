import { fraction, type Random } from '../../src/base/random.js';

/** What a caller's line does to packets, in both directions. */
export interface Line {
  /** At least 1: nothing arrives in the instant in which it was sent. */
  readonly delayMs: number;
  /** Up to so much is added to each packet on its own, so packets overtake each other. */
  readonly jitterMs: number;
  /** 0–1, each packet on its own. */
  readonly sipLoss: number;
  readonly rtpLoss: number;
  readonly duplicates: number;
}

export const PERFECT_LINE: Line = { delayMs: 1, jitterMs: 0, sipLoss: 0, rtpLoss: 0, duplicates: 0 };

export type PacketKind = 'sip' | 'rtp';

/** Takes what arrives. The bytes are the network's: whoever wants to keep them makes a copy. */
export type Receive = (bytes: Uint8Array, length: number, from: Port) => void;

/** A bound UDP port. */
export interface Port {
  readonly host: string;
  readonly port: number;
  /** The IPv4 address as a signed 32-bit word. */
  readonly word: number;
  /** The server's ports have none: the line is the caller's. */
  readonly line: Line | undefined;
  readonly receive: Receive;
}

interface Flight {
  bytes: Uint8Array;
  length: number;
  from: Port;
  to: number;
}

/** A power of two, longer than any delay. */
const SLOTS = 1024;
const RTP_BYTES_MAX = 256;

/**
 * A network in memory and virtual time. Time goes in whole milliseconds, packets fly in a wheel of them, and
 * RTP goes through buffers that are used again: a thousand seeds carry ten million packets.
 */
export class Network {
  readonly #random: Random;
  readonly #ports = new Map<number, Port>();
  readonly #wheel: Flight[][] = Array.from({ length: SLOTS }, () => []);
  readonly #spare: Flight[] = [];
  #nowMs = 0;
  #flying = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  get flying(): number {
    return this.#flying;
  }

  get boundPorts(): readonly Port[] {
    return [...this.#ports.values()];
  }

  /** False when the port is taken. */
  bind(port: Port): boolean {
    const key = keyOf(port.word, port.port);
    if (this.#ports.has(key)) return false;
    this.#ports.set(key, port);
    return true;
  }

  unbind(port: Port): void {
    this.#ports.delete(keyOf(port.word, port.port));
  }

  send(
    kind: PacketKind,
    bytes: Uint8Array,
    start: number,
    length: number,
    from: Port,
    to: { word: number; port: number },
  ): void {
    const key = keyOf(to.word, to.port);
    const line = from.line ?? this.#ports.get(key)?.line ?? PERFECT_LINE;
    const loss = kind === 'sip' ? line.sipLoss : line.rtpLoss;
    if (loss > 0 && fraction(this.#random) < loss) return;
    const copies = line.duplicates > 0 && fraction(this.#random) < line.duplicates ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const extraMs = line.jitterMs === 0 ? 0 : Math.floor(fraction(this.#random) * (line.jitterMs + 1));
      const flight = this.#flight(bytes, start, length, from, key);
      this.#wheel[(this.#nowMs + line.delayMs + extraMs) % SLOTS]!.push(flight);
      this.#flying += 1;
    }
  }

  /** Call once for each millisecond. */
  advance(nowMs: number): void {
    this.#nowMs = nowMs;
    const due = this.#wheel[nowMs % SLOTS]!;
    for (const flight of due) {
      this.#ports.get(flight.to)?.receive(flight.bytes, flight.length, flight.from);
      if (flight.bytes.length === RTP_BYTES_MAX) this.#spare.push(flight);
    }
    this.#flying -= due.length;
    due.length = 0;
  }

  #flight(bytes: Uint8Array, start: number, length: number, from: Port, to: number): Flight {
    // A copy also of a Buffer, whose own slice() is a view of memory that is used again.
    if (length > RTP_BYTES_MAX)
      return { bytes: new Uint8Array(bytes.subarray(start, start + length)), length, from, to };
    const flight = this.#spare.pop() ?? { bytes: new Uint8Array(RTP_BYTES_MAX), length, from, to };
    for (let i = 0; i < length; i++) flight.bytes[i] = bytes[start + i]!;
    flight.length = length;
    flight.from = from;
    flight.to = to;
    return flight;
  }
}

/** Both halves of an address in one number that a double holds exactly. */
const keyOf = (word: number, port: number): number => (word >>> 0) * 0x1_0000 + port;

export const ipv4Word = (host: string): number =>
  host.split('.').reduce((word, octet) => (word << 8) | Number(octet), 0);

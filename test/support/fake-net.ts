import type { Random } from '../../src/base/random.js';
import { fraction } from '../../src/base/random.js';

/** What a line does to packets. Everything 0 is a perfect one. */
export interface Line {
  readonly delayMs?: number;
  /** Added to each packet on its own, so packets overtake each other. */
  readonly jitterMs?: number;
  /** Nothing arrives before this instant: a stall, after which everything comes at once. */
  readonly heldUntilMs?: number;
  /** 0–1. */
  readonly loss?: number;
  readonly duplicates?: number;
  /** Only packets from this address suffer. */
  readonly from?: string;
}

const PERFECT: Line = {};

export interface Endpoint {
  receive(bytes: Uint8Array, fromAddress: string, fromPort: number): void;
}

interface Flying {
  readonly atMs: number;
  readonly order: number;
  readonly bytes: Uint8Array;
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
}

/** A network in memory and virtual time: packets arrive when advance() has come to their instant. */
export class FakeNet {
  nowMs = 0;
  line: Line = {};
  readonly #random: Random;
  readonly #endpoints = new Map<string, Endpoint>();
  #flying: Flying[] = [];
  #order = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  bind(address: string, port: number, endpoint: Endpoint): boolean {
    const key = `${address}:${port}`;
    if (this.#endpoints.has(key)) return false;
    this.#endpoints.set(key, endpoint);
    return true;
  }

  unbind(address: string, port: number): void {
    this.#endpoints.delete(`${address}:${port}`);
  }

  send(bytes: Uint8Array, from: string, fromPort: number, to: string, toPort: number): void {
    const {
      delayMs = 0,
      jitterMs = 0,
      heldUntilMs = 0,
      loss = 0,
      duplicates = 0,
    } = this.line.from === undefined || this.line.from === from ? this.line : PERFECT;
    if (loss > 0 && fraction(this.#random) < loss) return;
    const copies = duplicates > 0 && fraction(this.#random) < duplicates ? 2 : 1;
    for (let copy = 0; copy < copies; copy++) {
      const extraMs = jitterMs > 0 ? fraction(this.#random) * jitterMs : 0;
      const atMs = Math.max(heldUntilMs, this.nowMs + delayMs + extraMs);
      this.#flying.push({ atMs, order: this.#order++, bytes, from, fromPort, to: `${to}:${toPort}` });
    }
  }

  advance(nowMs: number): void {
    const due = this.#flying.filter((packet) => packet.atMs <= nowMs);
    this.#flying = this.#flying.filter((packet) => packet.atMs > nowMs);
    due.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
    for (const packet of due) {
      this.nowMs = Math.max(this.nowMs, packet.atMs);
      this.#endpoints.get(packet.to)?.receive(packet.bytes, packet.from, packet.fromPort);
    }
    this.nowMs = nowMs;
  }
}

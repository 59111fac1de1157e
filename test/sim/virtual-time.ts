import type { Clock } from '../../src/base/clock.js';
import { DeadlineQueue } from '../../src/base/deadline-queue.js';
import { later, monotonicMs, utcMs, type MonotonicMs, type UtcMs } from '../../src/base/units.js';

const UTC_START_MS = 1_760_000_000_000;

/** Time that goes when it is told to, and work that waits for it. */
export class VirtualTime implements Clock {
  readonly #waiting = new DeadlineQueue<() => void>();
  #nowMs = monotonicMs(0);
  #utcStartMs = UTC_START_MS;

  now(): MonotonicMs {
    return this.#nowMs;
  }

  utcNow(): UtcMs {
    return utcMs(this.#utcStartMs + this.#nowMs);
  }

  /** Somebody sets the clock on the wall: only UTC moves. */
  setClock(byMs: number): void {
    this.#utcStartMs += byMs;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  after(delayMs: number, work: () => void): void {
    // Each piece of work is a key of its own, also when the same function waits twice.
    this.#waiting.set(() => work(), later(this.#nowMs, delayMs));
  }

  goOn(): MonotonicMs {
    this.#nowMs = later(this.#nowMs, 1);
    for (let work = this.#waiting.take(this.#nowMs); work !== undefined;) {
      work();
      work = this.#waiting.take(this.#nowMs);
    }
    return this.#nowMs;
  }
}

import type { Clock } from '../../src/base/clock.js';
import { DeadlineQueue } from '../../src/base/deadline-queue.js';
import { later, monotonicMs, utcMs, type MonotonicMs, type UtcMs } from '../../src/base/units.js';

const UTC_START_MS = 1_790_000_000_000;

/** Virtual time that jumps from one piece of work to the next. */
export class SoakTime implements Clock {
  readonly #waiting = new DeadlineQueue<() => void>();
  #nowMs = monotonicMs(0);

  now(): MonotonicMs {
    return this.#nowMs;
  }

  utcNow(): UtcMs {
    return this.utcAt(this.#nowMs);
  }

  utcAt(atMs: MonotonicMs): UtcMs {
    return utcMs(UTC_START_MS + atMs);
  }

  after(delayMs: number, work: () => void): void {
    // Each piece of work is a key of its own, also when the same function waits twice.
    this.#waiting.set(() => work(), later(this.#nowMs, Math.max(0, delayMs)));
  }

  /** Everything that is due next, at one instant; false when nothing waits. */
  step(): boolean {
    const next = this.#waiting.next();
    if (next === undefined) return false;
    this.#nowMs = next;
    for (let work = this.#waiting.take(next); work !== undefined; work = this.#waiting.take(next)) work();
    return true;
  }
}

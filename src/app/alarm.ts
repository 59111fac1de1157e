import type { Clock } from '../base/clock.js';
import type { MonotonicMs } from '../base/units.js';

/** Something that wants to be called when its time has come. */
export interface Timed {
  nextDeadline(): MonotonicMs | undefined;
  tick(): void;
}

/** setTimeout counts whole milliseconds and may fire a little early. */
const SLACK_MS = 1;

/** The one real timer of machines that name their next deadline. */
export class Alarm {
  readonly #clock: Clock;
  readonly #timed: Timed;
  #timer: NodeJS.Timeout | undefined;
  #atMs: MonotonicMs | undefined;
  #stopped = false;

  constructor(clock: Clock, timed: Timed) {
    this.#clock = clock;
    this.#timed = timed;
  }

  /** Moves the timer when the machine wants to be woken earlier; firing too early does no harm. */
  arm(): void {
    const nextMs = this.#timed.nextDeadline();
    if (this.#stopped || nextMs === undefined) return;
    if (this.#atMs !== undefined && this.#atMs <= nextMs) return;
    clearTimeout(this.#timer);
    this.#atMs = nextMs;
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, nextMs - this.#clock.now()) + SLACK_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #fire(): void {
    this.#atMs = undefined;
    this.#timed.tick();
    this.arm();
  }
}

import type { Clock } from '../base/clock.js';
import type { MonotonicMs } from '../base/units.js';

/** Something that wants to be called when its time has come. */
export interface Timed {
  nextDeadline(): MonotonicMs | undefined;
  tick(): void;
}

/** setTimeout counts whole milliseconds and may fire a little early. */
const SLACK_MS = 1;
/** setTimeout takes 31 bits and fires at once beyond them; a later deadline is looked at again then. */
const DELAY_MS_MAX = 0x7fffffff;

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
    const delayMs = Math.max(0, nextMs - this.#clock.now()) + SLACK_MS;
    this.#timer = setTimeout(() => this.#fire(), Math.min(delayMs, DELAY_MS_MAX));
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #fire(): void {
    this.#atMs = undefined;
    const nextMs = this.#timed.nextDeadline();
    try {
      if (nextMs !== undefined && nextMs <= this.#clock.now()) this.#timed.tick();
    } finally {
      // A fault in what was due must not stop the clock of the rest.
      this.arm();
    }
  }
}

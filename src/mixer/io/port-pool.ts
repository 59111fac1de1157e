import { Counters } from '../../base/counters.js';
import { invariant } from '../../base/errors.js';
import { below, type Random } from '../../base/random.js';
import type { MonotonicMs } from '../../base/units.js';

export interface PortPoolOptions {
  /** The range, both ends included. Pairs begin at its even ports. */
  readonly firstPort: number;
  readonly lastPort: number;
  readonly random: Random;
}

/** A pair rests this long after use, so that late packets of the old call find nobody; then it counts as free. */
const REST_MS = 30_000;
/** When none is free, the pair that rests longest is taken after a round trip and the peer's last packets. */
const REST_MS_MIN = 2_000;
const NEVER_MS = Number.NEGATIVE_INFINITY;

/**
 * RTP port pairs (RFC 3550 §11: even for RTP, the next odd one for RTCP) in an order nobody can predict. A pair given
 * back goes to the end of the queue, so the one at its head has rested longest [C30]. A resting pair is not held back
 * while calls are refused: at a few hundred calls a second most of the range is always at rest.
 */
export class PortPool {
  readonly counters = new Counters([
    /** A pair was handed out before it had its full rest. */
    'shortage',
    /** No pair could be handed out. */
    'exhausted',
  ]);
  /** A ring of the free pairs' RTP ports, the longest at rest first, and since when each rests. */
  readonly #queue: Uint16Array;
  readonly #freedAtMs: Float64Array;
  readonly #inUse = new Set<number>();
  #head = 0;
  #free: number;

  constructor({ firstPort, lastPort, random }: PortPoolOptions) {
    const firstEven = firstPort + (firstPort % 2);
    const pairs = Math.floor((lastPort - firstEven + 1) / 2);
    invariant(
      firstPort > 0 && lastPort <= 65_535 && pairs > 0,
      `no port pair in ${firstPort} to ${lastPort}`,
    );
    this.#queue = Uint16Array.from({ length: pairs }, (_, i) => firstEven + 2 * i);
    this.#freedAtMs = new Float64Array(pairs).fill(NEVER_MS);
    this.#free = pairs;
    shuffle(this.#queue, random);
  }

  get pairs(): number {
    return this.#queue.length;
  }

  /** Not in use, at rest included. */
  get free(): number {
    return this.#free;
  }

  /** The RTP port of a pair, or undefined when all are in use or have only just been [C30]. */
  take(nowMs: MonotonicMs): number | undefined {
    const restedMs = nowMs - this.#freedAtMs[this.#head]!;
    if (this.#free === 0 || restedMs < REST_MS_MIN) {
      this.counters.add('exhausted');
      return undefined;
    }
    if (restedMs < REST_MS) this.counters.add('shortage');
    const port = this.#queue[this.#head]!;
    this.#head = (this.#head + 1) % this.pairs;
    this.#free--;
    this.#inUse.add(port);
    return port;
  }

  /** Gives a pair back by its RTP port. */
  give(port: number, nowMs: MonotonicMs): void {
    invariant(this.#inUse.delete(port), `port ${port} was not taken`);
    const tail = (this.#head + this.#free) % this.pairs;
    this.#queue[tail] = port;
    this.#freedAtMs[tail] = nowMs;
    this.#free++;
  }

  describe(): string {
    return `ports ${this.#free} of ${this.pairs} pairs free, shortage ${this.counters.get('shortage')}, exhausted ${this.counters.get('exhausted')}`;
  }
}

/** Fisher and Yates. */
function shuffle(ports: Uint16Array, random: Random): void {
  for (let i = ports.length - 1; i > 0; i--) {
    const j = below(random, i + 1);
    const port = ports[i]!;
    ports[i] = ports[j]!;
    ports[j] = port;
  }
}

import { sql } from 'kysely';
import type { Clock } from '../base/clock.js';
import type { Log } from '../base/log.js';
import type { MonotonicMs } from '../base/units.js';
import type { Store } from '../store/store.js';
import { standstill } from './progress.js';
import type { ServiceManager } from './service-manager.js';

export interface WatchdogOptions {
  readonly manager: Pick<ServiceManager, 'alive' | 'watchdogMs'>;
  readonly mixer: { readonly workerCount: number; heartbeat(worker: number): number };
  readonly store: Pick<Store, 'queries' | 'read'>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Beat {
  heartbeat: number;
  seenMs: MonotonicMs;
}

/** Tells the service manager that the process lives, for as long as every thread of it gets on. */
export class Watchdog {
  readonly #options: WatchdogOptions;
  readonly #beats: readonly Beat[];
  #storeMs: MonotonicMs;
  #asked = false;

  constructor(options: WatchdogOptions) {
    this.#options = options;
    const { mixer, clock } = options;
    this.#storeMs = clock.now();
    this.#beats = Array.from({ length: mixer.workerCount }, (_, worker) => ({
      heartbeat: mixer.heartbeat(worker),
      seenMs: clock.now(),
    }));
  }

  /** At half the interval, as sd_watchdog_enabled(3) advises; until the process ends. */
  start(): void {
    const { watchdogMs } = this.#options.manager;
    if (watchdogMs !== undefined) setInterval(() => this.tick(), watchdogMs / 2).unref();
  }

  tick(): void {
    const { manager, clock, log } = this.#options;
    const nowMs = clock.now();
    this.#look(nowMs);
    void this.#askStore();
    const still = standstill(
      { beatMs: this.#beats.map(({ seenMs }) => seenMs), storeMs: this.#storeMs },
      nowMs,
    );
    if (still.length === 0) manager.alive();
    else
      log.error({ still: still.join(', ') }, 'a part of the server stands still: the watchdog is not told');
  }

  #look(nowMs: MonotonicMs): void {
    for (const [worker, beat] of this.#beats.entries()) {
      const heartbeat = this.#options.mixer.heartbeat(worker);
      if (heartbeat !== beat.heartbeat) beat.seenMs = nowMs;
      beat.heartbeat = heartbeat;
    }
  }

  async #askStore(): Promise<void> {
    if (this.#asked) return;
    this.#asked = true;
    const { store, clock } = this.#options;
    try {
      await store.read(sql`select 1`.compile(store.queries));
    } catch {
      // A database that cannot be reached says so: its thread lives, and a restart would mend nothing.
    }
    this.#asked = false;
    this.#storeMs = clock.now();
  }
}

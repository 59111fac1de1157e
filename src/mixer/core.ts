import type { PacketIo } from './io/packet-io.js';
import type { MixKernel } from './kernel.js';
import type { EventWriter } from './shared/event-ring.js';
import { CONTROL_COUNTERS, MIXER_COUNTERS, type MixerCounter } from './shared/layout.js';
import type { MediaMemory } from './shared/media-memory.js';

/** What the parts of one worker's engine share. */
export interface EngineCore {
  readonly worker: number;
  readonly memory: MediaMemory;
  readonly io: PacketIo;
  readonly kernel: MixKernel;
  /** The kernel's jobs, private to this worker. */
  readonly jobs: Int32Array;
  readonly events: EventWriter;
  readonly counts: WorkerCounts;
}

/** Counters in shared memory: written by the worker, read by the main thread. */
export class WorkerCounts {
  readonly #words: Int32Array;
  readonly #at: number;

  constructor(words: Int32Array, control: number) {
    this.#words = words;
    this.#at = control + CONTROL_COUNTERS;
  }

  /** `index` is an index into MIXER_COUNTERS: see COUNT. */
  add(index: number, amount = 1): void {
    this.#words[this.#at + index]! += amount;
  }

  snapshot(): Record<MixerCounter, number> {
    const entries = MIXER_COUNTERS.map(
      (name, index) => [name, this.#words[this.#at + index]! >>> 0] as const,
    );
    return Object.fromEntries(entries) as Record<MixerCounter, number>;
  }
}

/** Index of each counter by name, so that the beat adds by number. */
export const COUNT = Object.fromEntries(MIXER_COUNTERS.map((name, index) => [name, index])) as Readonly<
  Record<MixerCounter, number>
>;

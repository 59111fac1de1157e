import type { Log } from '../base/log.js';
import { later, type MonotonicMs } from '../base/units.js';

const AGAIN_MS = 60_000;
/** A flood from many addresses fills no log: the counter has them all. */
const ADDRESSES_MAX = 10;

/**
 * Who sends without being a trunk gets no answer [S55], so that nobody learns that we are here. Whoever has
 * forgotten to list a carrier learns it from the log: each address once a minute.
 */
export class UnknownSenders {
  readonly #log: Log;
  readonly #told = new Set<string>();
  #untilMs: MonotonicMs | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  note(address: string, nowMs: MonotonicMs): void {
    if (this.#untilMs === undefined || nowMs >= this.#untilMs) {
      this.#told.clear();
      this.#untilMs = later(nowMs, AGAIN_MS);
    }
    if (this.#told.has(address) || this.#told.size >= ADDRESSES_MAX) return;
    this.#told.add(address);
    this.#log.warn({ address }, 'SIP from an address of no trunk gets no answer; see trunks[].addresses');
  }
}

import { later, type MonotonicMs } from '../base/units.js';

/** [S40] */
const ON_MS = 120;
const OFF_MS = 100;
/** A `*` in an extension leads to the next level, after a pause; the media side pauses so long at `,`. */
const LEVEL_PAUSE_MS = 2_000;
/** From the last digit to the party's joining. */
const JOIN_MS = 1_000;
/** The end of the digits that does not come within so long over their time is taken as come. */
const GRACE_MS = 2_000;

export interface KeysToSend {
  /** `,` is a pause of 2 s. */
  readonly digits: string;
  readonly onMs: number;
  readonly offMs: number;
}

/** An extension, keyed to whoever answered [S40]. Pure. */
export class ExtensionKeys {
  readonly #digits: string;
  #state: 'waiting' | 'sending' | 'pausing' = 'waiting';
  #atMs: MonotonicMs;

  constructor(extension: string, firstDigitMs: MonotonicMs) {
    this.#digits = extension.replaceAll('*', ',');
    this.#atMs = firstDigitMs;
  }

  nextDeadline(): MonotonicMs {
    return this.#atMs;
  }

  /** At its deadline: what is to be sent, or undefined when the party may join. */
  due(nowMs: MonotonicMs): KeysToSend | undefined {
    if (this.#state !== 'waiting') return undefined;
    this.#state = 'sending';
    this.#atMs = later(nowMs, this.#lastsMs() + GRACE_MS);
    return { digits: this.#digits, onMs: ON_MS, offMs: OFF_MS };
  }

  /** The last digit is out. */
  sent(nowMs: MonotonicMs): void {
    if (this.#state !== 'sending') return;
    this.#state = 'pausing';
    this.#atMs = later(nowMs, JOIN_MS);
  }

  #lastsMs(): number {
    const pauses = this.#digits.split(',').length - 1;
    return pauses * LEVEL_PAUSE_MS + (this.#digits.length - pauses) * (ON_MS + OFF_MS);
  }
}

import type { MonotonicMs } from '../base/units.js';
import type { Key } from '../ivr/flow.js';

/** How a key press came: in the media stream, as event or tone, or by INFO. */
export type KeyWay = 'media' | 'info';

/** The same key by another way within this is the same press [C26]. */
const SAME_PRESS_MS = 200;

export const isKey = (text: string): text is Key => /^[0-9*#A-D]$/.test(text);

/** Phones that send a key both ways press it once [C26]. Pure. */
export class KeyMerger {
  #last: { readonly key: Key; readonly way: KeyWay; readonly atMs: MonotonicMs } | undefined;

  /** False: this press has counted already. */
  counts(key: Key, way: KeyWay, atMs: MonotonicMs): boolean {
    const last = this.#last;
    if (last?.key === key && last.way !== way && atMs - last.atMs < SAME_PRESS_MS) {
      // Its twin is used up: a third press is one of its own.
      this.#last = undefined;
      return false;
    }
    this.#last = { key, way, atMs };
    return true;
  }
}

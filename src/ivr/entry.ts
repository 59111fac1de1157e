import type { Key } from './flow.js';

/** Something that is keyed, until it is complete. */
export interface Entry<T> {
  /** Something of it has been keyed, so that no prompt is needed. */
  readonly started: boolean;
  /** Returns what this key completes. */
  press(key: Key): T | undefined;
  /** The caller keys no more: that ends it too. */
  silence(): T;
}

export interface KeyTimes {
  /** From the end of the prompt to the first key. */
  readonly firstKeyMs: number;
  readonly nextKeyMs: number;
}

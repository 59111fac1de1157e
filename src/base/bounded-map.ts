/** A map that refuses what does not fit. The caller counts the refusal: reaching a limit is never silent. */
export class BoundedMap<Key, Value> {
  readonly #map = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get size(): number {
    return this.#map.size;
  }

  get(key: Key): Value | undefined {
    return this.#map.get(key);
  }

  has(key: Key): boolean {
    return this.#map.has(key);
  }

  /** False when the map is full and the key is new: nothing was stored. */
  set(key: Key, value: Value): boolean {
    if (this.#map.size >= this.#limit && !this.#map.has(key)) return false;
    this.#map.set(key, value);
    return true;
  }

  delete(key: Key): boolean {
    return this.#map.delete(key);
  }

  values(): IterableIterator<Value> {
    return this.#map.values();
  }

  entries(): IterableIterator<[Key, Value]> {
    return this.#map.entries();
  }
}

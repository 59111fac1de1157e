import type { MonotonicMs } from './units.js';

interface Entry<Key> {
  readonly key: Key;
  atMs: MonotonicMs;
  order: number;
  /** Where it is in the heap. */
  place: number;
}

/**
 * Which key is due next: one deadline per key, moved or removed by key. A binary heap whose entries know their
 * place, so that every operation is logarithmic; moving a deadline, which legs do several times a second,
 * allocates nothing. Keys due at the same instant come out in the order they were set.
 */
export class DeadlineQueue<Key> {
  readonly #heap: Entry<Key>[] = [];
  readonly #entries = new Map<Key, Entry<Key>>();
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  next(): MonotonicMs | undefined {
    return this.#heap[0]?.atMs;
  }

  deadlineOf(key: Key): MonotonicMs | undefined {
    return this.#entries.get(key)?.atMs;
  }

  set(key: Key, atMs: MonotonicMs): void {
    const order = this.#order++;
    const known = this.#entries.get(key);
    if (known !== undefined) {
      known.atMs = atMs;
      known.order = order;
      this.#settle(known);
      return;
    }
    const entry = { key, atMs, order, place: this.#heap.length };
    this.#entries.set(key, entry);
    this.#heap.push(entry);
    this.#rise(entry);
  }

  delete(key: Key): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#entries.delete(key);
    const last = this.#heap.pop()!;
    if (last === entry) return true;
    this.#put(last, entry.place);
    this.#settle(last);
    return true;
  }

  /** Takes the earliest key that is due at `nowMs`, if any. */
  take(nowMs: MonotonicMs): Key | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.delete(first.key);
    return first.key;
  }

  #put(entry: Entry<Key>, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  /** One of the two moves it, if anything does. */
  #settle(entry: Entry<Key>): void {
    this.#sink(entry);
    this.#rise(entry);
  }

  #rise(entry: Entry<Key>): void {
    while (entry.place > 0) {
      const parent = this.#heap[(entry.place - 1) >> 1]!;
      if (!isBefore(entry, parent)) return;
      this.#swap(parent, entry);
    }
  }

  #sink(entry: Entry<Key>): void {
    for (;;) {
      const left = this.#heap[2 * entry.place + 1];
      if (left === undefined) return;
      const right = this.#heap[left.place + 1];
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (!isBefore(child, entry)) return;
      this.#swap(entry, child);
    }
  }

  #swap(upper: Entry<Key>, lower: Entry<Key>): void {
    const { place } = upper;
    this.#put(upper, lower.place);
    this.#put(lower, place);
  }
}

const isBefore = <Key>(a: Entry<Key>, b: Entry<Key>): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

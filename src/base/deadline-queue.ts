import type { MonotonicMs } from './units.js';

/**
 * Which key is due next: one deadline per key, moved or removed by key. A binary heap with an index, so
 * that every operation is logarithmic. Keys due at the same instant come out in the order they were set.
 */
export class DeadlineQueue<Key> {
  readonly #heap: { key: Key; atMs: MonotonicMs; order: number }[] = [];
  readonly #place = new Map<Key, number>();
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  next(): MonotonicMs | undefined {
    return this.#heap[0]?.atMs;
  }

  set(key: Key, atMs: MonotonicMs): void {
    this.delete(key);
    this.#heap.push({ key, atMs, order: this.#order++ });
    this.#place.set(key, this.#heap.length - 1);
    this.#rise(this.#heap.length - 1);
  }

  delete(key: Key): boolean {
    const at = this.#place.get(key);
    if (at === undefined) return false;
    this.#place.delete(key);
    const last = this.#heap.pop()!;
    if (at < this.#heap.length) {
      this.#heap[at] = last;
      this.#place.set(last.key, at);
      this.#sink(at);
      this.#rise(at);
    }
    return true;
  }

  /** Takes the earliest key that is due at `nowMs`, if any. */
  take(nowMs: MonotonicMs): Key | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.atMs > nowMs) return undefined;
    this.delete(first.key);
    return first.key;
  }

  #before(i: number, j: number): boolean {
    const a = this.#heap[i]!;
    const b = this.#heap[j]!;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }

  #swap(i: number, j: number): void {
    const a = this.#heap[i]!;
    const b = this.#heap[j]!;
    this.#heap[i] = b;
    this.#heap[j] = a;
    this.#place.set(b.key, i);
    this.#place.set(a.key, j);
  }

  #rise(from: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) return;
      this.#swap(i, parent);
      i = parent;
    }
  }

  #sink(from: number): void {
    let i = from;
    for (;;) {
      const left = 2 * i + 1;
      if (left >= this.#heap.length) return;
      const right = left + 1;
      const child = right < this.#heap.length && this.#before(right, left) ? right : left;
      if (!this.#before(child, i)) return;
      this.#swap(i, child);
      i = child;
    }
  }
}

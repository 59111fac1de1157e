import { RING_BELL, RING_DATA, RING_HEAD, RING_TAIL } from './layout.js';

/**
 * A queue of messages between two threads in shared memory: one producer, one consumer, no locks. A message
 * is some words, stored behind a word with their number. Head and tail count words and never turn back; the
 * data part is a power of two long, so their difference is right across the wrap of 32 bits.
 */
export class WordRing {
  readonly #words: Int32Array;
  readonly #at: number;
  readonly #capacity: number;

  constructor(words: Int32Array, at: number, capacity: number) {
    this.#words = words;
    this.#at = at;
    this.#capacity = capacity;
  }

  /** Does a message of so many words fit? For the producer. */
  fits(count: number): boolean {
    const head = this.#words[this.#at + RING_HEAD]!;
    const used = (head - Atomics.load(this.#words, this.#at + RING_TAIL)) | 0;
    return used + count + 1 <= this.#capacity;
  }

  /** False when it does not fit: the caller counts it. */
  push(message: Int32Array, count: number): boolean {
    if (!this.fits(count)) return false;
    const words = this.#words;
    const head = words[this.#at + RING_HEAD]!;
    this.#put(head, count);
    for (let i = 0; i < count; i++) this.#put(head + 1 + i, message[i]!);
    // Publishes the words written above.
    Atomics.store(words, this.#at + RING_HEAD, (head + count + 1) | 0);
    return true;
  }

  /** Takes the oldest message into `message`; returns its length, 0 when there is none. */
  pop(message: Int32Array): number {
    const words = this.#words;
    const tail = words[this.#at + RING_TAIL]!;
    if (Atomics.load(words, this.#at + RING_HEAD) === tail) return 0;
    const count = Math.min(this.#get(tail), message.length);
    for (let i = 0; i < count; i++) message[i] = this.#get(tail + 1 + i);
    Atomics.store(words, this.#at + RING_TAIL, (tail + this.#get(tail) + 1) | 0);
    return count;
  }

  get isEmpty(): boolean {
    return (
      Atomics.load(this.#words, this.#at + RING_HEAD) === Atomics.load(this.#words, this.#at + RING_TAIL)
    );
  }

  /** Wakes the consumer if it sleeps. */
  ring(): void {
    Atomics.add(this.#words, this.#at + RING_BELL, 1);
    Atomics.notify(this.#words, this.#at + RING_BELL);
  }

  /** The bell's value, to be read before looking into the ring and then given to awaitBell. */
  get bell(): number {
    return Atomics.load(this.#words, this.#at + RING_BELL);
  }

  /** Undefined when the bell has been rung since it was read. */
  awaitBell(seen: number): Promise<unknown> | undefined {
    const wait = Atomics.waitAsync(this.#words, this.#at + RING_BELL, seen);
    return wait.async ? wait.value : undefined;
  }

  /** Only while neither side uses it. */
  clear(): void {
    this.#words.fill(0, this.#at, this.#at + RING_DATA);
  }

  #put(index: number, value: number): void {
    this.#words[this.#at + RING_DATA + (index & (this.#capacity - 1))] = value;
  }

  #get(index: number): number {
    return this.#words[this.#at + RING_DATA + (index & (this.#capacity - 1))]!;
  }
}

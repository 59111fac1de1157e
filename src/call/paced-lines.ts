import { later, type MonotonicMs } from '../base/units.js';

interface Line<Item> {
  /** Before all of `items`, whenever they came. */
  readonly ahead: Item[];
  readonly items: Item[];
  /** The next one not before. */
  nextMs: MonotonicMs;
  held: boolean;
}

/**
 * What waits for its turn, in a line for each key, each at its own pace: a long line holds up no other one.
 * Pure: time is passed in.
 */
export class PacedLines<Key, Item> {
  readonly #waitingMax: number;
  readonly #lines = new Map<Key, Line<Item>>();
  #size = 0;

  constructor(waitingMax: number) {
    this.#waitingMax = waitingMax;
  }

  get size(): number {
    return this.#size;
  }

  /** False: too many wait already. `ahead`: it goes before those that were added without. */
  add(key: Key, item: Item, nowMs: MonotonicMs, ahead = false): boolean {
    if (this.#size >= this.#waitingMax) return false;
    const line = this.#lineOf(key, nowMs);
    (ahead ? line.ahead : line.items).push(item);
    this.#size += 1;
    return true;
  }

  /**
   * The next one that is due; each line in turn. `waitMsOf` is asked of the first of a line just before it goes:
   * so many milliseconds its line has to wait still, and 0 lets it go.
   */
  take(
    nowMs: MonotonicMs,
    perSecondOf: (item: Item) => number,
    waitMsOf: (item: Item) => number = () => 0,
  ): Item | undefined {
    for (const [key, line] of this.#lines) {
      if (line.held || line.nextMs > nowMs) continue;
      const items = line.ahead.length > 0 ? line.ahead : line.items;
      const item = items[0];
      const waitMs = item === undefined ? 0 : waitMsOf(item);
      if (waitMs > 0) {
        line.nextMs = later(nowMs, waitMs);
        continue;
      }
      this.#lines.delete(key);
      // An empty line is kept until its pace allows the next one, so that nobody can jump it.
      if (item === undefined) continue;
      items.shift();
      this.#size -= 1;
      line.nextMs = later(nowMs, 1_000 / perSecondOf(item));
      this.#lines.set(key, line);
      return item;
    }
    return undefined;
  }

  /** While a line is held, nothing is taken from it. */
  hold(key: Key, held: boolean, nowMs: MonotonicMs): void {
    this.#lineOf(key, nowMs).held = held;
  }

  remove(key: Key, item: Item): void {
    const line = this.#lines.get(key);
    for (const items of line === undefined ? [] : [line.ahead, line.items]) {
      const at = items.indexOf(item);
      if (at < 0) continue;
      items.splice(at, 1);
      this.#size -= 1;
    }
  }

  nextDeadline(): MonotonicMs | undefined {
    let next: MonotonicMs | undefined;
    for (const { ahead, items, nextMs, held } of this.#lines.values()) {
      const waits = !held && ahead.length + items.length > 0;
      if (waits && (next === undefined || nextMs < next)) next = nextMs;
    }
    return next;
  }

  #lineOf(key: Key, nowMs: MonotonicMs): Line<Item> {
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    const line: Line<Item> = { ahead: [], items: [], nextMs: nowMs, held: false };
    this.#lines.set(key, line);
    return line;
  }
}

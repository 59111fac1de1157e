const SEQUENCES = 0x1_0000;
const HALF = SEQUENCES / 2;
/** RFC 3711 §3.3.2: at least so many. */
const WINDOW = 64;

/** The packet index of one source (RFC 3711 §3.3.1): its sequence number and how often that has wrapped. */
export class SrtpIndex {
  #highest: number | undefined;
  /** Of the last 64 indexes, whether each was seen; by index modulo 64. */
  readonly #seen = new Uint8Array(WINDOW);

  /** The index that is nearest to the highest one so far. */
  guess(sequence: number): number {
    if (this.#highest === undefined) return sequence;
    const rollovers = Math.floor(this.#highest / SEQUENCES);
    const distance = sequence - (this.#highest % SEQUENCES);
    const turn = distance < -HALF ? 1 : distance > HALF && rollovers > 0 ? -1 : 0;
    return (rollovers + turn) * SEQUENCES + sequence;
  }

  /** Seen before, or too old to tell. */
  isReplayed(index: number): boolean {
    if (this.#highest === undefined || index > this.#highest) return false;
    return this.#highest - index >= WINDOW || this.#seen[index % WINDOW] === 1;
  }

  /** Only of a packet that has proven to be genuine. */
  seen(index: number): void {
    const from = Math.max((this.#highest ?? index - 1) + 1, index - WINDOW + 1);
    for (let passed = from; passed < index; passed++) this.#seen[passed % WINDOW] = 0;
    this.#seen[index % WINDOW] = 1;
    this.#highest = Math.max(this.#highest ?? index, index);
  }
}

/**
 * Named counts of everything that has a limit, is dropped or is refused. One object for each component,
 * created with all of its names, so that a zero is visible from the start; /metrics reads `snapshot()`.
 */
export class Counters<Name extends string> {
  readonly #counts: Record<Name, number>;

  constructor(names: readonly Name[]) {
    this.#counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  }

  add(name: Name, amount = 1): void {
    this.#counts[name] += amount;
  }

  get(name: Name): number {
    return this.#counts[name];
  }

  snapshot(): Readonly<Record<Name, number>> {
    return { ...this.#counts };
  }
}

import { createHash } from 'node:crypto';
import type { Compilable } from 'kysely';
import { fillSlots, slotsFor, type Values } from './slots.js';
import type { Statement } from './store.js';

/** Long enough that two statements never share a name, within the 63 characters of PostgreSQL. */
const NAME_LENGTH = 32;

interface Compiled {
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/**
 * A write that calls make often: compiled with the first row, afterwards only filled in. Compiling costs
 * the main thread some 100 µs for a leg, filling in 3. Every row must have the columns of the first one.
 */
export class PreparedWrite<Row extends Values> {
  readonly #build: (row: Row) => Compilable;
  readonly #expectRows: number | undefined;
  #compiled: Compiled | undefined;

  constructor(build: (row: Row) => Compilable, expectRows?: number) {
    this.#build = build;
    this.#expectRows = expectRows;
  }

  filledWith(row: Row): Statement {
    this.#compiled ??= this.#compile(row);
    const { name, sql, parameters } = this.#compiled;
    const filled = fillSlots(parameters, row);
    const expectRows = this.#expectRows;
    return expectRows === undefined
      ? { name, sql, parameters: filled }
      : { name, sql, parameters: filled, expectRows };
  }

  #compile(row: Row): Compiled {
    const { sql, parameters } = this.#build(slotsFor(row)).compile();
    return { name: createHash('sha256').update(sql).digest('hex').slice(0, NAME_LENGTH), sql, parameters };
  }
}

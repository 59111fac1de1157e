import type { Compilable, CompiledQuery } from 'kysely';
import { fillSlots, slotsFor, type Values } from './slots.js';

/**
 * A read that requests make often: compiled with the first values, afterwards only filled in, for compiling costs
 * the main thread more than the message to the database. The same values must be named each time.
 */
export class PreparedRead<Given extends Values, Row> {
  readonly #build: (values: Given) => Compilable<Row>;
  #compiled: CompiledQuery<Row> | undefined;

  constructor(build: (values: Given) => Compilable<Row>) {
    this.#build = build;
  }

  filledWith(values: Given): CompiledQuery<Row> {
    const { query, queryId, sql, parameters } = (this.#compiled ??= this.#build(slotsFor(values)).compile());
    return { query, queryId, sql, parameters: fillSlots(parameters, values) };
  }
}

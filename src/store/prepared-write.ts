import { createHash } from 'node:crypto';
import type { Compilable } from 'kysely';
import { toParameter } from './statement.js';
import type { Parameter, Statement } from './store.js';

type Row = Readonly<Record<string, Parameter>>;

/** Long enough that two statements never share a name, within the 63 characters of PostgreSQL. */
const NAME_LENGTH = 32;

interface Compiled {
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Stands for the value of a column while the query is compiled. */
class Slot {
  readonly column: string;

  constructor(column: string) {
    this.column = column;
  }
}

/**
 * A write that calls make often: compiled with the first row, afterwards only filled in. Compiling costs
 * the main thread some 100 µs for a leg, filling in 3. Every row must have the columns of the first one.
 */
export class PreparedWrite<Values extends Row> {
  readonly #build: (values: Values) => Compilable;
  readonly #expectRows: number | undefined;
  #compiled: Compiled | undefined;

  constructor(build: (values: Values) => Compilable, expectRows?: number) {
    this.#build = build;
    this.#expectRows = expectRows;
  }

  filledWith(values: Values): Statement {
    this.#compiled ??= this.#compile(Object.keys(values));
    const { name, sql, parameters } = this.#compiled;
    const filled = parameters.map((parameter) =>
      toParameter(parameter instanceof Slot ? values[parameter.column] : parameter),
    );
    const write = { name, sql, parameters: filled };
    return this.#expectRows === undefined ? write : { ...write, expectRows: this.#expectRows };
  }

  #compile(columns: readonly string[]): Compiled {
    const slots = Object.fromEntries(columns.map((column) => [column, new Slot(column)]));
    // Kysely carries values through without a look at them.
    const { sql, parameters } = this.#build(slots as unknown as Values).compile();
    return { name: createHash('sha256').update(sql).digest('hex').slice(0, NAME_LENGTH), sql, parameters };
  }
}
